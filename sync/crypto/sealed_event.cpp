#include "crypto/sealed_event.h"

#include "crypto/event_content.h"
#include "crypto/hash.h"
#include "crypto/sodium_library.h"

#include <algorithm>
#include <set>

namespace mahalla {

namespace {

constexpr std::string_view magic = "MHEV";
constexpr std::uint8_t suite = 1; ///< X25519 sealed boxes, XChaCha20-Poly1305, BLAKE2b, Ed25519, zstd.
constexpr std::size_t content_key_bytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t sealed_key_bytes = content_key_bytes + crypto_box_SEALBYTES;
constexpr std::size_t slot_bytes = KeyId::bytes_count + sealed_key_bytes;
constexpr std::size_t named_at = 8;   ///< From here to `slots_at` the header names project, record, device, form.
constexpr std::size_t slots_at = 118; ///< Where the recipients begin; docs/formats/event.md has the table.
constexpr std::size_t commitment_bytes = 32;
constexpr std::size_t signature_bytes = 64;
constexpr std::size_t ciphertext_bytes_max = padded_size(SealedEvent::content_bytes_max + 9) + tag_bytes;
static_assert(sealed_key_bytes == 80 && nonce_bytes == 24);

enum class Body : std::uint8_t { Erased = 0, Present = 1 };

/// Poly1305 does not commit to its key: without this, one ciphertext could open to two different answers under two
/// keys.
Hash commitment_to(const Secret& content_key)
{
    return keyed_hash_of(content_key, as_bytes("mahalla event content key"));
}

/// What the content repeats of the header, of its first `slots_at` bytes or more.
ByteView named_bytes(ByteView event) { return event.subspan(named_at, slots_at - named_at); }

tl::unexpected<Error> no_event(const char* why)
{
    return failure(ErrorKind::Corrupt, std::string("These bytes are no event: ") + why);
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
    if (bytes.size() > bytes_max) return no_event("they are too many.");
    ByteReader reader(bytes);
    if (as_text(reader.raw(magic.size())) != magic) return no_event("the first ones are others.");
    if (reader.u8() != suite || reader.u8() != 0) return no_event("they were written by a newer version.");

    SealedEvent event;
    SealedEventHeader& header = event.header_;
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
    event.form_strings_id_ = reader.u32();
    const std::size_t recipients = reader.u16();
    if (!reader.ok() || recipients == 0 || recipients > recipients_max || reader.left() < recipients * slot_bytes)
        return no_event("their recipients are not well formed.");
    for (std::size_t slot = 0; slot < recipients; ++slot) {
        KeyId key;
        read_id(key);
        event.recipients_.push_back(key);
        reader.raw(sealed_key_bytes);
    }
    reader.raw(commitment_bytes + nonce_bytes);
    event.ciphertext_bytes_ = reader.u32();
    Hash ciphertext_hash;
    read_hash(ciphertext_hash);
    event.signed_bytes_ = reader.position();
    const std::uint8_t body = reader.u8();
    if (!reader.ok() || header.sequence == 0) return no_event("the header ends too early.");
    if (event.ciphertext_bytes_ <= tag_bytes || event.ciphertext_bytes_ > ciphertext_bytes_max ||
        padded_size(event.ciphertext_bytes_ - tag_bytes) != event.ciphertext_bytes_ - tag_bytes)
        return no_event("the length of the sealed part is none that is written.");
    if (body > static_cast<std::uint8_t>(Body::Present))
        return no_event("the sealed part is neither there nor erased.");
    event.is_erased_ = body == static_cast<std::uint8_t>(Body::Erased);
    if (!event.is_erased_ && hash_of(reader.raw(event.ciphertext_bytes_)) != ciphertext_hash)
        return no_event("the sealed part is damaged.");
    const auto signature = Signature::from_bytes(reader.raw(signature_bytes));
    if (!signature || !reader.finished()) return no_event("their end is not where it should be.");
    event.signature_ = *signature;
    event.hash_ = hash_of(bytes.first(event.signed_bytes_));
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
    return ByteView(bytes_).subspan(slots_at + slot * slot_bytes + KeyId::bytes_count, sealed_key_bytes);
}

/// Every header byte before the ciphertext's hash.
ByteView SealedEvent::bound_bytes() const { return ByteView(bytes_).first(signed_bytes_ - sizeof(Hash::bytes)); }

ByteView SealedEvent::ciphertext() const { return ByteView(bytes_).subspan(signed_bytes_ + 1, ciphertext_bytes_); }

Result<Secret> SealedEvent::content_key(const BoxKeyPair& recipient) const
{
    const auto slot = std::ranges::find(recipients_, recipient.public_key().id());
    if (slot == recipients_.end()) return failure(ErrorKind::Refused, "An event is not sealed to this key.");
    return recipient.open(sealed_key(static_cast<std::size_t>(slot - recipients_.begin())));
}

Result<Bytes> SealedEvent::open(const Secret& content_key, const FormStrings* form_strings) const
{
    if (is_erased_) return failure(ErrorKind::NotFound, "The content of this event was erased.");
    const ByteView bound = bound_bytes();
    const std::size_t commitment_at = slots_at + recipients_.size() * slot_bytes;
    if (content_key.size() != content_key_bytes ||
        !equal_in_constant_time(commitment_to(content_key).bytes, bound.subspan(commitment_at, commitment_bytes)))
        return failure(ErrorKind::Refused, "An event was sealed with another key.");
    if (form_strings_id_ != 0 && (form_strings == nullptr || form_strings->id() != form_strings_id_))
        return failure(ErrorKind::Unavailable, "The questionnaire of an event is not here yet.");
    const ByteView nonce = bound.subspan(commitment_at + commitment_bytes, nonce_bytes);
    Bytes plain(ciphertext_bytes_ - tag_bytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, ciphertext().data(),
                                                   ciphertext_bytes_, bound.data(), bound.size(), nonce.data(),
                                                   content_key.view().data()) != 0)
        return failure(ErrorKind::Corrupt, "The sealed part of an event belongs to another header.");
    auto content = unpack_event_content(plain, form_strings_id_ != 0 ? form_strings : nullptr, named_bytes(bytes_),
                                        content_bytes_max);
    wipe(plain);
    return content;
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
