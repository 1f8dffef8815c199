#include "crypto/secret_box.h"
#include "store/travel_state.h"
#include "store/vault_interior.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr const char* challenge_name = "vault.challenge";
constexpr std::size_t travel_secret_bytes = 32;
constexpr std::size_t fresh_seed_bytes = BoxKeyPair::seed_bytes + box_overhead_bytes;

Secret challenge_key(const Secret& stretched) { return derived_key(stretched, 3, "vaultkek"); }

/// Whoever is likely to be reached first comes first: the supervisor who enrolled this person, then the others,
/// headquarters, and the escrow for when nobody else is left. Revoked ones do not answer.
std::vector<BoxPublicKey> answerers_of(const OpenVault& open)
{
    const CharterContent& charter = open.charter->content();
    std::vector<BoxPublicKey> keys;
    const auto add = [&](const BoxPublicKey& key) {
        const bool is_new = std::ranges::find(keys, key) == keys.end() && key != open.box->public_key();
        if (is_new && key.is_usable() && keys.size() < TravelSlots::answerers_max) keys.push_back(key);
    };
    const auto add_supervisor = [&](const Supervisor& one) {
        if (charter.revocation(one.signing_key.device()) == nullptr) add(one.box_key);
    };
    if (const Supervisor* const own = charter.supervisor(open.certificate->issuer())) add_supervisor(*own);
    // A supervisor whose key was revoked may still stand among the recipients.
    const auto is_revoked = [&](const BoxPublicKey& key) {
        return std::ranges::any_of(charter.supervisors, [&](const Supervisor& one) {
            return one.box_key == key && charter.revocation(one.signing_key.device()) != nullptr;
        });
    };
    // Room is kept for headquarters and escrow, however many supervisors there are.
    for (const Supervisor& one : charter.supervisors)
        if (keys.size() < TravelSlots::answerers_max / 2) add_supervisor(one);
    for (const RecipientKind kind : {RecipientKind::OfflineEscrow, RecipientKind::Reader})
        for (const Recipient& one : charter.recipients)
            if (one.kind == kind && !is_revoked(one.key)) add(one.key);
    return keys;
}

/// Gives the header a travel secret that nobody has seen yet.
Result<void> travel_anew(StoreHeader& header, const OpenVault& open, const Secret& stretched)
{
    const Secret secret = Secret::random(travel_secret_bytes);
    MAHALLA_TRY(TravelSlots slots,
                TravelSlots::seal(secret, {open.signing->device(), open.label()}, answerers_of(open)));
    header.travel(open.master, stretched, secret, std::move(slots));
    return {};
}

tl::unexpected<Error> of_another_header()
{
    return failure(ErrorKind::Refused, "The passphrase was changed meanwhile. Type it once more.");
}

tl::unexpected<Error> is_at_home()
{
    return failure(ErrorKind::Refused, "This vault is not on the way: its passphrase alone opens it.");
}

} // namespace

Result<bool> Vault::is_travelling(const std::filesystem::path& folder, StoreEnvironment environment)
{
    MAHALLA_TRY(const StoreHeader header, Interior::read_header(folder, environment.disk));
    return header.is_travelling();
}

Result<StretchedPassphrase> Vault::stretch(const std::filesystem::path& folder, const Secret& passphrase,
                                           StoreEnvironment environment)
{
    MAHALLA_TRY(const StoreHeader header, Interior::read_header(folder, environment.disk));
    MAHALLA_TRY(Secret stretched, header.stretch(passphrase));
    return StretchedPassphrase{std::move(stretched)};
}

Result<void> Vault::begin_travel(const Secret& passphrase)
{
    if (is_locked()) return vault_is_locked();
    MAHALLA_TRY(const auto stretched, stretch(interior_->folder, passphrase, interior_->environment));
    return begin_travel(stretched);
}

Result<void> Vault::begin_travel(const StretchedPassphrase& stretched)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    if (!open.is_enrolled())
        return failure(ErrorKind::Refused, "This vault belongs to no project yet: nobody could let it in again.");
    MAHALLA_TRY(StoreHeader header, interior_->header());
    if (header.is_travelling()) return failure(ErrorKind::Refused, "This vault is on the way already.");
    if (!header.fits(stretched.key)) return of_another_header();
    const StoreHeader at_home = header;
    // Kept first, said last: whatever happens between leaves a vault that opens.
    TravelState state{false, header.code_wrap()};
    if (auto kept = state.keep(open); !kept) return kept;
    if (auto sealed = travel_anew(header, open, stretched.key); !sealed) return sealed;
    if (auto written = interior_->write_header(header); !written) return written;
    state.is_travelling = true;
    auto said = state.keep(open);
    // Whoever is told that it failed must get in with the passphrase alone, where nobody is there to be asked.
    if (!said) interior_->take_back_header(at_home);
    return said;
}

Result<Bytes> Vault::challenge(const std::filesystem::path& folder, const Secret& passphrase,
                               StoreEnvironment environment)
{
    MAHALLA_TRY(const StoreHeader header, Interior::read_header(folder, environment.disk));
    if (!header.is_travelling()) return is_at_home();
    MAHALLA_TRY(const Secret stretched, header.stretch(passphrase));
    const BoxKeyPair fresh = BoxKeyPair::generate();
    const TravelChallenge challenge = TravelChallenge::create(fresh.public_key(), header.travel_slots());
    ByteWriter kept;
    kept.sized(challenge.bytes());
    kept.raw(seal_box(challenge_key(stretched), fresh.seed().view(), challenge.bytes()));
    if (auto written = environment.disk.write(folder / challenge_name, kept.bytes()); !written)
        return tl::unexpected(written.error());
    return challenge.bytes();
}

Result<Vault> Vault::unlock_with_answer(const std::filesystem::path& folder, const Secret& passphrase, ByteView answer,
                                        StoreEnvironment environment)
{
    Disk& disk = environment.disk;
    MAHALLA_TRY(StoreHeader header, Interior::read_header(folder, disk));
    if (!header.is_travelling()) return is_at_home();
    const auto kept = disk.read(folder / challenge_name, TravelChallenge::bytes_max + 256);
    if (!kept && kept.error().kind == ErrorKind::NotFound)
        return failure(ErrorKind::Refused, "No challenge of this vault waits for an answer. Make one first.");
    if (!kept) return tl::unexpected(kept.error());
    MAHALLA_TRY(const Secret stretched, header.stretch(passphrase));
    ByteReader reader(*kept);
    MAHALLA_TRY(const TravelChallenge challenge, TravelChallenge::parse(reader.sized(TravelChallenge::bytes_max)));
    const auto seed = open_secret_box(challenge_key(stretched), reader.raw(fresh_seed_bytes), challenge.bytes());
    // After a change of passphrase, or where the file is of another vault.
    if (!seed || !reader.finished())
        return failure(ErrorKind::Refused, "The challenge that waits here is not of this vault. Make a new one.");
    MAHALLA_TRY(const BoxKeyPair fresh, BoxKeyPair::from_seed(*seed));
    MAHALLA_TRY(const Secret travel_secret, travel_secret_of(answer, challenge, fresh));
    MAHALLA_TRY(Secret master, header.open_travelling(stretched, travel_secret));
    MAHALLA_TRY(auto opened, OpenVault::open(folder, std::move(master), environment));
    auto interior = std::make_unique<Interior>(folder, environment, std::move(opened));
    OpenVault& open = *interior->open;
    if (auto sealed = travel_anew(header, open, stretched); !sealed) return tl::unexpected(sealed.error());
    if (auto written = interior->write_header(header); !written) return tl::unexpected(written.error());
    MAHALLA_TRY(TravelState state, TravelState::of(open));
    if (!state.is_travelling) {
        state.is_travelling = true;
        if (auto said = state.keep(open); !said) return tl::unexpected(said.error());
    }
    // It opens nothing any more: the header has another travel secret.
    static_cast<void>(disk.remove(folder / challenge_name));
    return Vault(std::move(interior));
}

Result<void> Vault::end_travel(const Secret& passphrase)
{
    if (is_locked()) return vault_is_locked();
    MAHALLA_TRY(const auto stretched, stretch(interior_->folder, passphrase, interior_->environment));
    return end_travel(stretched);
}

Result<void> Vault::end_travel(const StretchedPassphrase& stretched)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    MAHALLA_TRY(StoreHeader header, interior_->header());
    if (!header.is_travelling()) return is_at_home();
    if (!header.fits(stretched.key)) return of_another_header();
    MAHALLA_TRY(const TravelState state, TravelState::of(open));
    header.come_home(open.master, stretched.key);
    header.put_back_code(state.code_wrap);
    return interior_->write_header(header);
}

} // namespace mahalla
