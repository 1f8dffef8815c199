#pragma once
#include "crypto/event_content.h"
#include "crypto/sealed_event.h"

namespace mahalla {

/// Where the parts of an event's bytes lie: what `SealedEvent` and `EventOpener` read alike. Nothing is copied but the
/// header. Inside this library only; docs/formats/event.md has the table.
struct EventLayout {
    static constexpr std::size_t key_bytes = 32, nonce_bytes = 24, tag_bytes = 16;
    static constexpr std::size_t sealed_key_bytes = key_bytes + 48;
    static constexpr std::size_t slot_bytes = KeyId::bytes_count + sealed_key_bytes;
    static constexpr std::size_t named_at = 8; ///< From here to `slots_at` the header names project, record, device,
                                               ///< form.
    static constexpr std::size_t slots_at = 118;
    static constexpr std::size_t commitment_bytes = 32, signature_bytes = 64;
    static constexpr std::size_t ciphertext_bytes_max = padded_size(SealedEvent::content_bytes_max + 9) + tag_bytes;

    SealedEventHeader header;
    std::uint32_t form_strings_id = 0;
    std::size_t recipients = 0;
    bool is_erased = false;
    /// Views into the bytes.
    ByteView slots, commitment, nonce, ciphertext, signature;
    ByteView bound;                   ///< Every header byte before the ciphertext's hash.
    ByteView signed_;                 ///< With that hash: what is signed, and what the event's hash is of.
    std::size_t ciphertext_bytes = 0; ///< What `ciphertext` has, or had.

    /// Fails with `Corrupt` where the bytes are no event or go on after it, and where the ciphertext is not the one
    /// that the header names.
    static Result<EventLayout> read(ByteView bytes);

    /// What the content repeats of the header.
    ByteView named() const { return bound.subspan(named_at, slots_at - named_at); }
};

/// Poly1305 does not commit to its key: without this, one ciphertext could open to two different answers under two
/// keys.
Hash commitment_to(const Secret& content_key);

/// Fails with `NotFound` where the ciphertext was erased, `Refused` where it was made with another key.
Result<void> check_key(const EventLayout& event, const Secret& content_key);

/// Decrypts what is packed into `plain`, which has `ciphertext_bytes - tag_bytes`, with a key that was checked. Fails
/// with `Corrupt` where the ciphertext belongs to another header.
Result<void> decrypt(const EventLayout& event, const Secret& content_key, std::span<std::uint8_t> plain);

} // namespace mahalla
