#include "crypto/secret_box.h"

#include "crypto/sodium_library.h"

namespace mahalla {

namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(box_overhead_bytes == nonce_bytes + tag_bytes);
static_assert(box_key_bytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

bool open_into(std::span<std::uint8_t> plain, const Secret& key, ByteView box, ByteView context)
{
    std::uint8_t nothing = 0;
    return crypto_aead_xchacha20poly1305_ietf_decrypt(
               plain.empty() ? &nothing : plain.data(), nullptr, nullptr, box.data() + nonce_bytes,
               box.size() - nonce_bytes, context.data(), context.size(), box.data(), key.view().data()) == 0;
}

tl::unexpected<Error> does_not_open()
{
    return failure(ErrorKind::Corrupt,
                   "What was stored does not open: it was damaged, moved, or made with another key. Bring "
                   "back the last good copy.");
}

} // namespace

Secret new_box_key() { return Secret::random(box_key_bytes); }

Bytes seal_box(const Secret& key, ByteView plain, ByteView context)
{
    MAHALLA_CHECK(key.size() == box_key_bytes);
    require_sodium();
    Bytes box(nonce_bytes + plain.size() + tag_bytes);
    randombytes_buf(box.data(), nonce_bytes);
    MAHALLA_CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt(box.data() + nonce_bytes, nullptr, plain.data(),
                                                             plain.size(), context.data(), context.size(), nullptr,
                                                             box.data(), key.view().data()) == 0);
    return box;
}

Result<Bytes> open_box(const Secret& key, ByteView box, ByteView context)
{
    MAHALLA_CHECK(key.size() == box_key_bytes);
    if (box.size() < box_overhead_bytes) return does_not_open();
    Bytes plain(box.size() - box_overhead_bytes);
    if (!open_into(plain, key, box, context)) return does_not_open();
    return plain;
}

bool open_box_into(std::span<std::uint8_t> plain, const Secret& key, ByteView box, ByteView context)
{
    MAHALLA_CHECK(key.size() == box_key_bytes);
    return box.size() == plain.size() + box_overhead_bytes && open_into(plain, key, box, context);
}

Result<Secret> open_secret_box(const Secret& key, ByteView box, ByteView context)
{
    MAHALLA_CHECK(key.size() == box_key_bytes);
    if (box.size() < box_overhead_bytes) return does_not_open();
    Secret plain(box.size() - box_overhead_bytes);
    if (!open_into(plain.writable(), key, box, context)) return does_not_open();
    return plain;
}

Secret derived_key(const Secret& master, std::uint64_t number, const char (&context)[9])
{
    MAHALLA_CHECK(master.size() == crypto_kdf_KEYBYTES);
    static_assert(crypto_kdf_CONTEXTBYTES == 8);
    Secret key(box_key_bytes);
    MAHALLA_CHECK(
        crypto_kdf_derive_from_key(key.writable().data(), key.size(), number, context, master.view().data()) == 0);
    return key;
}

} // namespace mahalla
