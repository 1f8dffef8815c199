#pragma once
#include "base/id.h"
#include "crypto/form_strings.h"
#include "crypto/keys.h"
#include "crypto/short_form_hash.h"

#include <optional>
#include <vector>

namespace mahalla {

/// What everybody who carries an event sees of it.
struct SealedEventHeader {
    std::uint16_t kind = 0; ///< The number of an EventKind (record/event.h); unknown kinds are carried.
    ProjectId project;
    RecordId record; ///< None where the event concerns no record.
    DeviceId device;
    std::uint64_t sequence = 0; ///< From 1 on, each once per device.
    Hash previous;              ///< `SealedEvent::hash` of the device's event before; none for sequence 1.
    ShortFormHash form;

    bool operator==(const SealedEventHeader&) const = default;
};

/// One event as it is stored and travels: a header in the clear, sealed content, a signature.
///
/// The content is compressed, padded and encrypted under a fresh content key, which is sealed to each recipient; every
/// header byte is bound to the ciphertext, so that an event cannot be moved to another record, device or place in the
/// chain. The signature covers the header with the hash of the ciphertext: relays verify without any reading key, and
/// an event whose ciphertext was erased still verifies. Only the sizes (in steps), the kind and random ids can be read.
///
/// The content must repeat record, device and sequence; who opens an event compares them (record/event.h has them).
/// Whatever is kept of the content key outside (an author's own wrap) is the caller's; it is not part of the event.
///
/// The format is docs/formats/event.md. Immutable; any number of threads may read one.
class SealedEvent {
public:
    static constexpr std::size_t content_bytes_max = std::size_t{896} << 10U;
    static constexpr std::size_t recipients_max = 64;
    /// Larger than any event, padding and recipients included.
    static constexpr std::size_t bytes_max = std::size_t{1} << 20U;

    struct Sealed;

    /// Seals and signs `content`. `form_strings` may be absent. Fails with `Invalid` where the content is too long, the
    /// recipients are none or too many, the sequence is 0, or `header.device` is not the author's device.
    static Result<Sealed> seal(const SealedEventHeader& header, ByteView content,
                               const std::vector<BoxPublicKey>& recipients, const SigningKeyPair& author,
                               const FormStrings* form_strings = nullptr);

    /// Reads the bytes of one event, exactly. Nothing is trusted yet: `verify` comes next. Fails with `Corrupt` where
    /// the bytes are no event or go on after it, and where the ciphertext is not the one that the header names.
    static Result<SealedEvent> parse(ByteView bytes);

    /// Fails with `Refused` where `author` is not the key of the device in the header or did not sign this.
    Result<void> verify(const SigningPublicKey& author) const;

    const SealedEventHeader& header() const { return header_; }
    /// Names the event in its device's chain: BLAKE2b-256 of all that is signed. The same after erasure.
    const Hash& hash() const { return hash_; }
    const std::vector<KeyId>& recipients() const { return recipients_; }
    /// 0 for none; otherwise `FormStrings::id` of what opening needs.
    std::uint32_t form_strings_id() const { return form_strings_id_; }
    /// The event as it travels; `parse` reads it.
    const Bytes& bytes() const { return bytes_; }

    /// The content key, for a recipient. Fails with `Refused` where the key pair is of no recipient or the slot is
    /// forged.
    Result<Secret> content_key(const BoxKeyPair& recipient) const;
    /// The content. Fails with `NotFound` where the ciphertext was erased, `Refused` where the key is another one,
    /// `Unavailable` where the form strings are needed and are not given or are others, `Corrupt` where the sealed part
    /// is not well formed.
    Result<Bytes> open(const Secret& content_key, const FormStrings* form_strings = nullptr) const;
    Result<Bytes> open(const BoxKeyPair& recipient, const FormStrings* form_strings = nullptr) const;

    bool is_erased() const { return is_erased_; }
    /// Where in `bytes` the ciphertext begins, or would.
    std::size_t ciphertext_at() const { return signed_bytes_ + 1; }
    /// The same event without its ciphertext: it verifies, keeps its hash, and can never be opened.
    SealedEvent erased() const;

private:
    SealedEvent() = default;

    ByteView sealed_key(std::size_t slot) const;

    SealedEventHeader header_;
    std::vector<KeyId> recipients_;
    std::uint32_t form_strings_id_ = 0;
    std::size_t signed_bytes_ = 0; ///< How many of `bytes_` the signature covers, from the first on.
    std::size_t ciphertext_bytes_ = 0;
    bool is_erased_ = false;
    Hash hash_;
    Signature signature_;
    Bytes bytes_;
};

/// A new event, with the content key for a wrap of the author's own.
struct SealedEvent::Sealed {
    SealedEvent event;
    Secret content_key;
};

} // namespace mahalla
