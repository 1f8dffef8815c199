#pragma once
#include "base/disk.h"
#include "crypto/keys.h"
#include "crypto/passphrase.h"
#include "store/travel.h"

#include <optional>
#include <vector>

namespace mahalla {

/// What a header opens: the two kinds of folders keep apart.
enum class StoreKind : std::uint8_t { Vault = 1, Project = 2 };

/// The small file beside a store's database: how the master key is had from a passphrase, from a printed recovery code,
/// or from a recovery recipient's key. All of it may be seen; docs/formats/vault.md has the bytes.
///
/// While a vault travels, the passphrase alone gives nothing: the master key lies in a box under a travel secret that
/// is not on the laptop, and that box in one under the passphrase's key. There is no recovery code meanwhile. Inside
/// this library only.
class StoreHeader {
public:
    static constexpr std::size_t bytes_max = 16 << 10;
    static constexpr std::size_t recipients_max = 64;

    /// A header for a new store. Fails with `Unavailable` where there is not enough memory to try the passphrase.
    static Result<StoreHeader> create(StoreKind kind, const Secret& master_key, const Secret& passphrase,
                                      PassphraseCost cost);
    /// Fails with `Corrupt` where the bytes are no header of this kind.
    static Result<StoreHeader> parse(StoreKind kind, ByteView bytes);
    Bytes bytes() const;
    /// Random, and the same for ever: which vault or project it is.
    Bytes store_id() const { return Bytes(store_id_.begin(), store_id_.end()); }

    /// Fails with `Refused` for a wrong passphrase and `Unavailable` where there is not enough memory to try it.
    Result<Secret> open(const Secret& passphrase) const;
    Result<Secret> open_with_code(const Secret& recovery_code) const;
    Result<Secret> open_as_recipient(const BoxKeyPair& recipient) const;

    /// What the passphrase gives, at the cost that the header names; for the three functions of travelling that take it
    /// as `stretched`. Fails with `Refused` where it cannot be the passphrase of a travelling vault, `Unavailable`
    /// where there is not enough memory to try.
    Result<Secret> stretch(const Secret& passphrase) const;
    /// Whether it is what this header's passphrase gives.
    bool fits(const Secret& stretched) const;
    PassphraseCost cost() const { return parameters_.cost; }
    bool is_travelling() const { return slots_.has_value(); }
    /// Not to be called at home.
    const TravelSlots& travel_slots() const { return *slots_; }
    /// Fails with `Refused` where the travel secret is not the one of now.
    Result<Secret> open_travelling(const Secret& stretched, const Secret& travel_secret) const;
    /// From now on, or anew, the master key needs this travel secret too.
    void travel(const Secret& master_key, const Secret& stretched, const Secret& travel_secret, TravelSlots slots);
    /// The recovery code's wrap, to be kept while the vault travels and put back at home; empty where there is none.
    const Bytes& code_wrap() const { return code_wrap_; }
    void put_back_code(Bytes wrap) { code_wrap_ = std::move(wrap); }

    /// Ends travelling: the passphrase that was stretched is enough again.
    void come_home(const Secret& master_key, const Secret& stretched);
    /// Ends travelling.
    Result<void> set_passphrase(const Secret& master_key, const Secret& passphrase, PassphraseCost cost);
    /// `recovery_code` has 16 random bytes, so it needs no costly derivation.
    void set_code(const Secret& master_key, const Secret& recovery_code);
    Result<void> set_recipients(const Secret& master_key, const std::vector<BoxPublicKey>& recipients);
    /// True where exactly these can recover, in this order.
    bool has_recipients(const std::vector<BoxPublicKey>& recipients) const;

private:
    struct RecipientSlot {
        KeyId key;
        Bytes sealed;
    };
    StoreHeader() = default;
    /// What every wrap is bound to.
    Bytes bound_bytes() const;

    StoreKind kind_ = StoreKind::Vault;
    std::array<std::uint8_t, 16> store_id_{};
    PassphraseParameters parameters_;
    Bytes passphrase_wrap_; ///< While travelling, of the box under the travel secret.
    Bytes code_wrap_;       ///< Empty where there is no recovery code.
    std::vector<RecipientSlot> recipients_;
    std::optional<TravelSlots> slots_; ///< While travelling.
};

} // namespace mahalla
