#include "crypto/sealed_event.h"

#include "crypto/event_layout.h"
#include "crypto/event_opener.h"
#include "crypto/hash.h"
#include "crypto/sodium_library.h"

#include <algorithm>
#include <set>

namespace mahalla {

namespace {

constexpr std::string_view magic = "MHEV";
constexpr std::uint8_t suite = 1; ///< X25519 sealed boxes, XChaCha20-Poly1305, BLAKE2b, Ed25519, zstd.
constexpr std::size_t content_key_bytes = EventLayout::key_bytes;
constexpr std::size_t nonce_bytes = EventLayout::nonce_bytes;
constexpr std::size_t tag_bytes = EventLayout::tag_bytes;

enum class Body : std::uint8_t { Erased = 0, Present = 1 };

/// What the content repeats of the header, of its first `slots_at` bytes or more.
ByteView named_bytes(ByteView event)
{
    return event.subspan(EventLayout::named_at, EventLayout::slots_at - EventLayout::named_at);
}

} // namespace

Result<SealedEvent::Sealed> SealedEvent::seal(const SealedEventHeader& header, ByteView content,
                                              const std::vector<BoxPublicKey>& recipients, const SigningKeyPair& author,
                                              const FormStrings* form_strings)
{
    if (content.size() > content_bytes_max) return failure(ErrorKind::Invalid, "The event is too large; split it.");
    if (recipients.empty()) return failure(ErrorKind::Invalid, "An event needs somebody who can open it.");
    if (recipients.size() > recipients_max ||
        std::set(recipients.begin(), recipients.end()).size() != recipients.size())
        return failure(ErrorKind::Invalid, "An event has at most 64 recipients, each once.");
    if (header.sequence == 0) return failure(ErrorKind::Invalid, "Events are numbered from 1.");
    if (header.device != author.device())
        return failure(ErrorKind::Invalid, "An event is signed by the device that its header names.");

    Secret content_key = Secret::random(content_key_bytes);
    ByteWriter writer;
    writer.raw(as_bytes(magic));
    writer.u8(suite);
    writer.u8(0);
    writer.u16(header.kind);
    writer.raw(header.project.bytes());
    writer.raw(header.record.bytes());
    writer.raw(header.device.bytes());
    writer.u64(header.sequence);
    writer.raw(header.previous.bytes);
    writer.raw(header.form.bytes());
    writer.u32(form_strings ? form_strings->id() : 0);
    writer.u16(static_cast<std::uint16_t>(recipients.size()));
    for (const BoxPublicKey& recipient : recipients) {
        MAHALLA_TRY(const Bytes sealed_key, recipient.seal(content_key.view()));
        writer.raw(recipient.id().bytes());
        writer.raw(sealed_key);
    }
    writer.raw(commitment_to(content_key).bytes);
    std::array<std::uint8_t, nonce_bytes> nonce{};
    randombytes_buf(nonce.data(), nonce.size());
    writer.raw(nonce);
    Bytes plain = pack_event_content(content, form_strings, named_bytes(writer.bytes()));
    writer.u32(static_cast<std::uint32_t>(plain.size() + tag_bytes));

    Bytes ciphertext(plain.size() + tag_bytes);
    MAHALLA_CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt(ciphertext.data(), nullptr, plain.data(), plain.size(),
                                                             writer.bytes().data(), writer.size(), nullptr,
                                                             nonce.data(), content_key.view().data()) == 0);
    wipe(plain);
    writer.raw(hash_of(ciphertext).bytes);
    const Signature signature = author.sign(SignaturePurpose::Event, writer.bytes());
    writer.u8(static_cast<std::uint8_t>(Body::Present));
    writer.raw(ciphertext);
    writer.raw(signature.bytes);
    MAHALLA_TRY(SealedEvent event, parse(writer.bytes()));
    return Sealed{std::move(event), std::move(content_key)};
}

Result<SealedEvent> SealedEvent::parse(ByteView bytes)
{
    MAHALLA_TRY(const EventLayout layout, EventLayout::read(bytes));
    SealedEvent event;
    event.header_ = layout.header;
    event.form_strings_id_ = layout.form_strings_id;
    for (std::size_t slot = 0; slot < layout.recipients; ++slot)
        event.recipients_.push_back(
            *KeyId::from_bytes(layout.slots.subspan(slot * EventLayout::slot_bytes, KeyId::bytes_count)));
    event.signed_bytes_ = layout.signed_.size();
    event.ciphertext_bytes_ = layout.ciphertext_bytes;
    event.is_erased_ = layout.is_erased;
    event.signature_ = *Signature::from_bytes(layout.signature);
    event.hash_ = hash_of(layout.signed_);
    event.bytes_.assign(bytes.begin(), bytes.end());
    return event;
}

Result<void> SealedEvent::verify(const SigningPublicKey& author) const
{
    if (author.device() != header_.device)
        return failure(ErrorKind::Refused, "An event names another device than the one that this key belongs to.");
    if (!author.verifies(SignaturePurpose::Event, ByteView(bytes_).first(signed_bytes_), signature_))
        return failure(ErrorKind::Refused, "The signature of an event does not hold.");
    return {};
}

ByteView SealedEvent::sealed_key(std::size_t slot) const
{
    return ByteView(bytes_).subspan(EventLayout::slots_at + slot * EventLayout::slot_bytes + KeyId::bytes_count,
                                    EventLayout::sealed_key_bytes);
}

Result<Secret> SealedEvent::content_key(const BoxKeyPair& recipient) const
{
    const auto slot = std::ranges::find(recipients_, recipient.public_key().id());
    if (slot == recipients_.end()) return failure(ErrorKind::Refused, "An event is not sealed to this key.");
    return recipient.open(sealed_key(static_cast<std::size_t>(slot - recipients_.begin())));
}

Result<Bytes> SealedEvent::open(const Secret& content_key, const FormStrings* form_strings) const
{
    EventOpener opener;
    MAHALLA_TRY(const EventOpener::Opened opened, opener.open(bytes_, hash_, content_key, form_strings));
    return Bytes(opened.content.begin(), opened.content.end());
}

Result<Bytes> SealedEvent::open(const BoxKeyPair& recipient, const FormStrings* form_strings) const
{
    if (is_erased_) return failure(ErrorKind::NotFound, "The content of this event was erased.");
    MAHALLA_TRY(const Secret key, content_key(recipient));
    return open(key, form_strings);
}

SealedEvent SealedEvent::erased() const
{
    SealedEvent event = *this;
    if (is_erased_) return event;
    event.is_erased_ = true;
    event.bytes_.resize(signed_bytes_);
    event.bytes_.push_back(static_cast<std::uint8_t>(Body::Erased));
    event.bytes_.insert(event.bytes_.end(), signature_.bytes.begin(), signature_.bytes.end());
    return event;
}

} // namespace mahalla
