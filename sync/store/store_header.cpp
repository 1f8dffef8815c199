#include "store/store_header.h"

#include "crypto/hash.h"
#include "crypto/secret_box.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::string_view magic = "MHST";
constexpr std::uint8_t format_version = 1;
constexpr std::size_t master_key_bytes = 32;
constexpr std::size_t wrap_bytes = master_key_bytes + box_overhead_bytes;
constexpr std::size_t travel_wrap_bytes = wrap_bytes + box_overhead_bytes;
constexpr std::uint8_t travelling_vault = 3; // Where the kind stands: another shape, and other bytes that are bound.
constexpr std::size_t sealed_bytes = master_key_bytes + 48;

Secret inner_kek(const Secret& stretched) { return derived_key(stretched, 1, "vaultkek"); }

/// The passphrase's key only wraps the key that wraps: what is derived for one purpose serves no other.
Result<Secret> passphrase_kek(const Secret& passphrase, const PassphraseParameters& parameters)
{
    MAHALLA_TRY(const Secret key, key_of_passphrase(passphrase, parameters));
    return inner_kek(key);
}

Secret outer_kek(const Secret& stretched) { return derived_key(stretched, 2, "vaultkek"); }

Result<Secret> code_kek(const Secret& recovery_code)
{
    if (recovery_code.size() != 16) return failure(ErrorKind::Refused, "This is no recovery code.");
    const Hash hash = keyed_hash_of(recovery_code, as_bytes("mahalla recovery code"));
    return Secret::copy_of(ByteView(hash.bytes));
}

Result<Secret> unwrapped(const Secret& kek, ByteView wrap, ByteView bound, const char* refusal)
{
    auto master = open_secret_box(kek, wrap, bound);
    if (!master) return failure(ErrorKind::Refused, refusal);
    return master;
}

} // namespace

Result<StoreHeader> StoreHeader::create(StoreKind kind, const Secret& master_key, const Secret& passphrase,
                                        PassphraseCost cost)
{
    StoreHeader header;
    header.kind_ = kind;
    const Secret id = Secret::random(header.store_id_.size());
    std::ranges::copy(id.view(), header.store_id_.begin());
    if (auto set = header.set_passphrase(master_key, passphrase, cost); !set) return tl::unexpected(set.error());
    return header;
}

Bytes StoreHeader::bound_bytes() const
{
    ByteWriter writer;
    writer.raw(as_bytes(magic));
    writer.u8(format_version);
    writer.u8(is_travelling() ? travelling_vault : static_cast<std::uint8_t>(kind_));
    writer.raw(store_id_);
    writer.u32(parameters_.cost.passes);
    writer.u64(parameters_.cost.memory_bytes);
    writer.raw(parameters_.salt);
    return writer.take();
}

Bytes StoreHeader::bytes() const
{
    ByteWriter writer;
    writer.raw(bound_bytes());
    writer.raw(passphrase_wrap_);
    writer.u8(code_wrap_.empty() ? 0 : 1);
    writer.raw(code_wrap_);
    writer.u8(static_cast<std::uint8_t>(recipients_.size()));
    for (const RecipientSlot& slot : recipients_) {
        writer.raw(slot.key.bytes());
        writer.raw(slot.sealed);
    }
    if (slots_) slots_->write(writer);
    return writer.take();
}

Result<StoreHeader> StoreHeader::parse(StoreKind kind, ByteView bytes)
{
    const auto damaged = [] {
        return failure(ErrorKind::Corrupt, "The header of these data is damaged. Bring it back from a copy.");
    };
    ByteReader reader(bytes);
    const auto take = [&reader](std::size_t count) {
        const ByteView view = reader.raw(count);
        return Bytes(view.begin(), view.end());
    };
    if (as_text(reader.raw(magic.size())) != magic) return damaged();
    if (reader.u8() != format_version)
        return failure(ErrorKind::Refused, "These data were written by a newer version of this program. Install that.");
    const std::uint8_t shape = reader.u8();
    const bool travels = kind == StoreKind::Vault && shape == travelling_vault;
    if (shape != static_cast<std::uint8_t>(kind) && !travels) return damaged();
    StoreHeader header;
    header.kind_ = kind;
    const Bytes id = take(header.store_id_.size());
    header.parameters_.cost.passes = reader.u32();
    header.parameters_.cost.memory_bytes = reader.u64();
    const Bytes salt = take(header.parameters_.salt.size());
    header.passphrase_wrap_ = take(travels ? travel_wrap_bytes : wrap_bytes);
    const std::uint8_t has_code = reader.u8();
    if (has_code == 1) header.code_wrap_ = take(wrap_bytes);
    const std::size_t recipients = reader.u8();
    if (!reader.ok() || has_code > 1 || recipients > recipients_max || !header.parameters_.cost.is_acceptable())
        return damaged();
    std::ranges::copy(id, header.store_id_.begin());
    std::ranges::copy(salt, header.parameters_.salt.begin());
    for (std::size_t i = 0; i < recipients; ++i) {
        const Bytes key = take(KeyId::bytes_count);
        Bytes sealed = take(sealed_bytes);
        if (!reader.ok()) return damaged();
        header.recipients_.push_back({*KeyId::from_bytes(key), std::move(sealed)});
    }
    if (travels) header.slots_ = TravelSlots::read(reader);
    if (!reader.finished()) return damaged();
    return header;
}

Result<Secret> StoreHeader::open(const Secret& passphrase) const
{
    if (is_travelling())
        return failure(ErrorKind::Refused, "This vault is on the way: besides the passphrase it needs an answer to its "
                                           "challenge.");
    auto kek = passphrase_kek(passphrase, parameters_);
    if (!kek && kek.error().kind == ErrorKind::Invalid) return failure(ErrorKind::Refused, "The passphrase is wrong.");
    if (!kek) return tl::unexpected(kek.error());
    return unwrapped(*kek, passphrase_wrap_, bound_bytes(), "The passphrase is wrong.");
}

Result<Secret> StoreHeader::stretch(const Secret& passphrase) const
{
    auto stretched = key_of_passphrase(passphrase, parameters_);
    const auto wrong = [] { return failure(ErrorKind::Refused, "The passphrase is wrong."); };
    if (!stretched && stretched.error().kind == ErrorKind::Invalid) return wrong();
    if (!stretched) return stretched;
    if (!fits(*stretched)) return wrong();
    return stretched;
}

bool StoreHeader::fits(const Secret& stretched) const
{
    if (is_travelling()) return open_box(outer_kek(stretched), passphrase_wrap_, bound_bytes()).has_value();
    return open_secret_box(inner_kek(stretched), passphrase_wrap_, bound_bytes()).has_value();
}

Result<Secret> StoreHeader::open_travelling(const Secret& stretched, const Secret& travel_secret) const
{
    const auto inner = open_box(outer_kek(stretched), passphrase_wrap_, bound_bytes());
    if (!inner) return failure(ErrorKind::Refused, "The passphrase is wrong.");
    return unwrapped(travel_kek(travel_secret), *inner, store_id_,
                     "The answer does not open this vault: it is of an earlier time.");
}

void StoreHeader::travel(const Secret& master_key, const Secret& stretched, const Secret& travel_secret,
                         TravelSlots slots)
{
    slots_ = std::move(slots);
    code_wrap_.clear();
    const Bytes inner = seal_box(travel_kek(travel_secret), master_key.view(), store_id_);
    passphrase_wrap_ = seal_box(outer_kek(stretched), inner, bound_bytes());
}

void StoreHeader::come_home(const Secret& master_key, const Secret& stretched)
{
    slots_.reset();
    passphrase_wrap_ = seal_box(inner_kek(stretched), master_key.view(), bound_bytes());
}

// The other wraps are bound to the store's id alone: they stay when the passphrase changes, and the salt with it.
Result<Secret> StoreHeader::open_with_code(const Secret& recovery_code) const
{
    if (code_wrap_.empty()) return failure(ErrorKind::Refused, "These data have no recovery code.");
    MAHALLA_TRY(const Secret kek, code_kek(recovery_code));
    return unwrapped(kek, code_wrap_, store_id_, "The recovery code belongs to other data, or was renewed.");
}

Result<Secret> StoreHeader::open_as_recipient(const BoxKeyPair& recipient) const
{
    const auto slot = std::ranges::find(recipients_, recipient.public_key().id(), &RecipientSlot::key);
    if (slot == recipients_.end()) return failure(ErrorKind::Refused, "This key cannot recover these data.");
    MAHALLA_TRY(Secret master, recipient.open(slot->sealed));
    if (master.size() != master_key_bytes) return failure(ErrorKind::Refused, "This key cannot recover these data.");
    return master;
}

Result<void> StoreHeader::set_passphrase(const Secret& master_key, const Secret& passphrase, PassphraseCost cost)
{
    StoreHeader changed = *this;
    changed.slots_.reset();
    changed.parameters_ = PassphraseParameters::create(cost);
    MAHALLA_TRY(const Secret kek, passphrase_kek(passphrase, changed.parameters_));
    changed.passphrase_wrap_ = seal_box(kek, master_key.view(), changed.bound_bytes());
    *this = std::move(changed);
    return {};
}

void StoreHeader::set_code(const Secret& master_key, const Secret& recovery_code)
{
    code_wrap_ = seal_box(*code_kek(recovery_code), master_key.view(), store_id_);
}

Result<void> StoreHeader::set_recipients(const Secret& master_key, const std::vector<BoxPublicKey>& recipients)
{
    std::vector<RecipientSlot> slots;
    for (const BoxPublicKey& recipient : recipients) {
        MAHALLA_TRY(Bytes sealed, recipient.seal(master_key.view()));
        slots.push_back({recipient.id(), std::move(sealed)});
    }
    recipients_ = std::move(slots);
    return {};
}

bool StoreHeader::has_recipients(const std::vector<BoxPublicKey>& recipients) const
{
    return std::ranges::equal(recipients_, recipients,
                              [](const RecipientSlot& slot, const BoxPublicKey& key) { return slot.key == key.id(); });
}

} // namespace mahalla
