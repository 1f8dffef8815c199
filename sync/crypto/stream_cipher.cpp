#include "crypto/stream_cipher.h"

#include "crypto/sodium_library.h"

namespace mahalla {

namespace {

using State = crypto_secretstream_xchacha20poly1305_state;
static_assert(stream_key_bytes == crypto_secretstream_xchacha20poly1305_KEYBYTES);
static_assert(stream_overhead_bytes == crypto_secretstream_xchacha20poly1305_ABYTES);
static_assert(sizeof(StreamHeader) == crypto_secretstream_xchacha20poly1305_HEADERBYTES);

/// The state holds the stream's key, so it lives where secrets live. A secret begins at a page's end less its size,
/// hence the copy: the state wants no particular place, but the compiler may assume one.
State load(const Secret& secret)
{
    State state;
    std::copy(secret.view().begin(), secret.view().end(), reinterpret_cast<std::uint8_t*>(&state));
    return state;
}

void store(State& state, Secret& secret)
{
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&state);
    std::copy(bytes, bytes + sizeof state, secret.writable().begin());
    wipe({reinterpret_cast<std::uint8_t*>(&state), sizeof state});
}

} // namespace

StreamSealer::StreamSealer(const Secret& key) : state_(sizeof(State))
{
    require_sodium();
    MAHALLA_CHECK(key.size() == stream_key_bytes);
    State state;
    MAHALLA_CHECK(crypto_secretstream_xchacha20poly1305_init_push(&state, header_.data(), key.view().data()) == 0);
    store(state, state_);
}

Bytes StreamSealer::seal(ByteView plain, ByteView context, StreamPiece piece)
{
    const auto tag =
        static_cast<unsigned char>(piece == StreamPiece::Last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                                              : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    Bytes sealed(plain.size() + stream_overhead_bytes);
    State state = load(state_);
    MAHALLA_CHECK(crypto_secretstream_xchacha20poly1305_push(&state, sealed.data(), nullptr, plain.data(), plain.size(),
                                                             context.data(), context.size(), tag) == 0);
    store(state, state_);
    return sealed;
}

StreamOpener::StreamOpener(const Secret& key, const StreamHeader& header) : state_(sizeof(State))
{
    require_sodium();
    MAHALLA_CHECK(key.size() == stream_key_bytes);
    State state;
    MAHALLA_CHECK(crypto_secretstream_xchacha20poly1305_init_pull(&state, header.data(), key.view().data()) == 0);
    store(state, state_);
}

Result<StreamOpener::Opened> StreamOpener::open(ByteView sealed, ByteView context)
{
    const auto damaged = [] {
        return failure(ErrorKind::Corrupt, "A piece of the stream is damaged or not in its place.");
    };
    if (sealed.size() < stream_overhead_bytes) return damaged();
    Opened opened{Bytes(sealed.size() - stream_overhead_bytes), StreamPiece::More};
    unsigned char tag = 0;
    State state = load(state_);
    const int result = crypto_secretstream_xchacha20poly1305_pull(
        &state, opened.plain.data(), nullptr, &tag, sealed.data(), sealed.size(), context.data(), context.size());
    if (result != 0) {
        wipe({reinterpret_cast<std::uint8_t*>(&state), sizeof state});
        return damaged();
    }
    store(state, state_);
    if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL)
        opened.piece = StreamPiece::Last;
    else if (tag != crypto_secretstream_xchacha20poly1305_TAG_MESSAGE)
        return damaged();
    return opened;
}

} // namespace mahalla
