#include "store/travel.h"

#include "base/text.h"
#include "crypto/hash.h"
#include "crypto/secret_box.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::string_view challenge_magic = "MHTC";
constexpr std::string_view answer_magic = "MHTA";
constexpr std::uint8_t format_version = 1;
constexpr std::size_t travel_secret_bytes = 32;
constexpr std::size_t sealed_bytes = travel_secret_bytes + 48;
constexpr std::size_t label_bytes = 64;
static_assert(TravelSlots::note_bytes == DeviceId::bytes_count + label_bytes + box_overhead_bytes);

Secret note_key(const Secret& travel_secret) { return derived_key(travel_secret, 2, "travelkk"); }

/// The longest beginning that fits and ends with a whole letter.
std::string shortened(std::string label)
{
    while (label.size() > label_bytes || !is_valid_utf8(label)) label.pop_back();
    return label;
}

} // namespace

Secret travel_kek(const Secret& travel_secret) { return derived_key(travel_secret, 1, "travelkk"); }

Result<TravelSlots> TravelSlots::seal(const Secret& travel_secret, const Traveller& traveller,
                                      const std::vector<BoxPublicKey>& answerers)
{
    if (answerers.empty() || answerers.size() > answerers_max)
        return failure(ErrorKind::Invalid, "From 1 to 16 people can let a travelling vault in.");
    ByteWriter writer;
    writer.raw(traveller.device.bytes());
    std::string label = shortened(traveller.label);
    label.resize(label_bytes, '\0');
    writer.raw(as_bytes(label));
    TravelSlots slots;
    slots.note = seal_box(note_key(travel_secret), writer.bytes(), as_bytes("traveller"));
    for (const BoxPublicKey& answerer : answerers) {
        MAHALLA_TRY(Bytes sealed, answerer.seal(travel_secret.view()));
        slots.answerers.push_back({answerer.id(), std::move(sealed)});
    }
    return slots;
}

void TravelSlots::write(ByteWriter& writer) const
{
    writer.raw(note);
    writer.u8(static_cast<std::uint8_t>(answerers.size()));
    for (const Slot& slot : answerers) {
        writer.raw(slot.key.bytes());
        writer.raw(slot.sealed);
    }
}

TravelSlots TravelSlots::read(ByteReader& reader)
{
    const auto take = [&reader](std::size_t count) {
        const ByteView view = reader.raw(count);
        return Bytes(view.begin(), view.end());
    };
    TravelSlots slots;
    slots.note = take(note_bytes);
    const std::size_t count = reader.u8();
    if (count == 0 || count > answerers_max) reader.fail();
    for (std::size_t i = 0; i < count && reader.ok(); ++i) {
        const Bytes key = take(KeyId::bytes_count);
        Bytes sealed = take(sealed_bytes);
        if (reader.ok()) slots.answerers.push_back({*KeyId::from_bytes(key), std::move(sealed)});
    }
    return slots;
}

TravelChallenge TravelChallenge::create(const BoxPublicKey& fresh_key, TravelSlots slots)
{
    TravelChallenge challenge;
    challenge.fresh_key_ = fresh_key;
    challenge.slots_ = std::move(slots);
    ByteWriter writer;
    writer.raw(as_bytes(challenge_magic));
    writer.u8(format_version);
    writer.raw(fresh_key.bytes);
    challenge.slots_.write(writer);
    challenge.bytes_ = writer.take();
    return challenge;
}

Result<TravelChallenge> TravelChallenge::parse(ByteView bytes)
{
    const auto no_challenge = [] {
        return failure(ErrorKind::Corrupt, "These bytes are no challenge of a travelling vault.");
    };
    if (bytes.size() > bytes_max) return no_challenge();
    ByteReader reader(bytes);
    if (as_text(reader.raw(challenge_magic.size())) != challenge_magic || reader.u8() != format_version)
        return no_challenge();
    const auto fresh_key = BoxPublicKey::from_bytes(reader.raw(32));
    TravelSlots slots = TravelSlots::read(reader);
    if (!reader.finished() || !fresh_key) return no_challenge();
    if (!fresh_key->is_usable())
        return failure(ErrorKind::Refused, "A challenge shows a key to which nothing can be sealed.");
    return create(*fresh_key, std::move(slots));
}

std::string TravelChallenge::fingerprint() const { return fingerprint_of(bytes_); }

Result<Secret> TravelChallenge::travel_secret(const BoxKeyPair& answerer) const
{
    const auto refuse = [] { return failure(ErrorKind::Refused, "These keys cannot answer this challenge."); };
    const auto slot = std::ranges::find(slots_.answerers, answerer.public_key().id(), &TravelSlots::Slot::key);
    if (slot == slots_.answerers.end()) return refuse();
    auto secret = answerer.open(slot->sealed);
    if (!secret || secret->size() != travel_secret_bytes) return refuse();
    return secret;
}

Result<Traveller> TravelChallenge::traveller(const BoxKeyPair& answerer) const
{
    MAHALLA_TRY(const Secret secret, travel_secret(answerer));
    const auto note = open_box(note_key(secret), slots_.note, as_bytes("traveller"));
    if (!note) return failure(ErrorKind::Refused, "This challenge was put together by no vault.");
    ByteReader reader(*note);
    Traveller traveller;
    traveller.device = *DeviceId::from_bytes(reader.raw(DeviceId::bytes_count));
    const std::string_view label = as_text(reader.raw(label_bytes));
    traveller.label = std::string(label.substr(0, label.find('\0')));
    if (!is_valid_utf8(traveller.label)) traveller.label.clear();
    return traveller;
}

Result<Bytes> TravelChallenge::answer(const BoxKeyPair& answerer) const
{
    if (auto known = traveller(answerer); !known) return tl::unexpected(known.error());
    MAHALLA_TRY(const Secret secret, travel_secret(answerer));
    MAHALLA_TRY(const Bytes sealed, fresh_key_.seal(secret.view()));
    ByteWriter writer;
    writer.raw(as_bytes(answer_magic));
    writer.u8(format_version);
    writer.raw(hash_of(bytes_).bytes);
    writer.raw(sealed);
    return writer.take();
}

Result<Secret> travel_secret_of(ByteView answer, const TravelChallenge& challenge, const BoxKeyPair& fresh_keys)
{
    ByteReader reader(answer);
    const bool is_answer = as_text(reader.raw(answer_magic.size())) == answer_magic && reader.u8() == format_version;
    const auto challenged = Hash::from_bytes(reader.raw(32));
    const ByteView sealed = reader.raw(sealed_bytes);
    if (!is_answer || !challenged || !reader.finished())
        return failure(ErrorKind::Corrupt, "These bytes are no answer to a challenge.");
    const auto refuse = [] {
        return failure(ErrorKind::Refused, "This answers another challenge than the last one of this vault.");
    };
    if (*challenged != hash_of(challenge.bytes())) return refuse();
    auto secret = fresh_keys.open(sealed);
    if (!secret || secret->size() != travel_secret_bytes) return refuse();
    return secret;
}

} // namespace mahalla
