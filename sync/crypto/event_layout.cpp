#include "crypto/event_layout.h"

#include "crypto/hash.h"
#include "crypto/sodium_library.h"

namespace mahalla {

namespace {

constexpr std::string_view magic = "MHEV";
constexpr std::uint8_t suite = 1; ///< X25519 sealed boxes, XChaCha20-Poly1305, BLAKE2b, Ed25519, zstd.
static_assert(EventLayout::key_bytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(EventLayout::nonce_bytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(EventLayout::tag_bytes == crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(EventLayout::sealed_key_bytes == EventLayout::key_bytes + crypto_box_SEALBYTES);

tl::unexpected<Error> no_event(const char* why)
{
    return failure(ErrorKind::Corrupt, std::string("These bytes are no event: ") + why);
}

} // namespace

Result<EventLayout> EventLayout::read(ByteView bytes)
{
    if (bytes.size() > SealedEvent::bytes_max) return no_event("they are too many.");
    ByteReader reader(bytes);
    if (as_text(reader.raw(magic.size())) != magic) return no_event("the first ones are others.");
    if (reader.u8() != suite || reader.u8() != 0) return no_event("they were written by a newer version.");

    EventLayout event;
    SealedEventHeader& header = event.header;
    const auto read_id = [&reader](auto& id) {
        if (auto read = id.from_bytes(reader.raw(id.bytes_count))) id = *read;
    };
    const auto read_hash = [&reader](Hash& hash) {
        if (auto read = Hash::from_bytes(reader.raw(hash.bytes.size()))) hash = *read;
    };
    header.kind = reader.u16();
    read_id(header.project);
    read_id(header.record);
    read_id(header.device);
    header.sequence = reader.u64();
    read_hash(header.previous);
    read_id(header.form);
    event.form_strings_id = reader.u32();
    event.recipients = reader.u16();
    if (!reader.ok() || event.recipients == 0 || event.recipients > SealedEvent::recipients_max ||
        reader.left() < event.recipients * slot_bytes)
        return no_event("their recipients are not well formed.");
    event.slots = reader.raw(event.recipients * slot_bytes);
    event.commitment = reader.raw(commitment_bytes);
    event.nonce = reader.raw(nonce_bytes);
    event.ciphertext_bytes = reader.u32();
    event.bound = bytes.first(reader.position());
    Hash ciphertext_hash;
    read_hash(ciphertext_hash);
    event.signed_ = bytes.first(reader.position());
    const std::uint8_t body = reader.u8();
    if (!reader.ok() || header.sequence == 0) return no_event("the header ends too early.");
    if (event.ciphertext_bytes <= tag_bytes || event.ciphertext_bytes > ciphertext_bytes_max ||
        padded_size(event.ciphertext_bytes - tag_bytes) != event.ciphertext_bytes - tag_bytes)
        return no_event("the length of the sealed part is none that is written.");
    if (body > 1) return no_event("the sealed part is neither there nor erased.");
    event.is_erased = body == 0;
    if (!event.is_erased) {
        event.ciphertext = reader.raw(event.ciphertext_bytes);
        if (hash_of(event.ciphertext) != ciphertext_hash) return no_event("the sealed part is damaged.");
    }
    event.signature = reader.raw(signature_bytes);
    if (!reader.finished()) return no_event("their end is not where it should be.");
    return event;
}

Hash commitment_to(const Secret& content_key)
{
    return keyed_hash_of(content_key, as_bytes("mahalla event content key"));
}

Result<void> check_key(const EventLayout& event, const Secret& content_key)
{
    if (event.is_erased) return failure(ErrorKind::NotFound, "The content of this event was erased.");
    if (content_key.size() != EventLayout::key_bytes ||
        !equal_in_constant_time(commitment_to(content_key).bytes, event.commitment))
        return failure(ErrorKind::Refused, "An event was sealed with another key.");
    return {};
}

Result<void> decrypt(const EventLayout& event, const Secret& content_key, std::span<std::uint8_t> plain)
{
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, event.ciphertext.data(),
                                                   event.ciphertext.size(), event.bound.data(), event.bound.size(),
                                                   event.nonce.data(), content_key.view().data()) != 0)
        return failure(ErrorKind::Corrupt, "The sealed part of an event belongs to another header.");
    return {};
}

} // namespace mahalla
