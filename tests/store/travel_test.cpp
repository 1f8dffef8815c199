#include "store/project_story.h"

#include <fstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// A team whose worker is on the way, the vault locked.
struct Journey {
    Team team;
    RecordId record = team.interview(team.worker);
    std::filesystem::path folder = team.world.folder / "worker";
    Secret passphrase = secret("pass of worker");
    DeviceId device = team.worker.device();
    std::string header_at_home = content("vault.header");

    Journey()
    {
        REQUIRE(team.worker.begin_travel(passphrase));
        team.worker.lock();
    }
    Result<Vault> unlock() { return Vault::unlock(folder, passphrase, team.world.environment()); }
    Bytes challenge()
    {
        const auto made = Vault::challenge(folder, passphrase, team.world.environment());
        REQUIRE(made);
        return *made;
    }
    Bytes answer(const Bytes& challenge) const
    {
        const auto read = TravelChallenge::parse(challenge);
        REQUIRE(read);
        const auto given = read->answer(team.supervisor.box_keys());
        REQUIRE(given);
        return *given;
    }
    Result<Vault> unlock_with(const Bytes& answer)
    {
        return Vault::unlock_with_answer(folder, passphrase, answer, team.world.environment());
    }
    std::string content(const std::string& name) const
    {
        std::ifstream file(folder / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }
    void put(const std::string& name, const std::string& bytes) const
    {
        std::ofstream(folder / name, std::ios::binary | std::ios::trunc) << bytes;
    }
};

} // namespace

TEST_CASE("on the way the passphrase alone opens nothing; with the supervisor's answer everything is there")
{
    Journey journey;
    CHECK(*Vault::is_travelling(journey.folder, journey.team.world.environment()));
    CHECK(kind_of(journey.unlock()) == "Refused");
    CHECK(kind_of(journey.unlock_with({})) == "Refused"); // No challenge waits.

    const Bytes asked = journey.challenge();
    const auto read = TravelChallenge::parse(asked);
    REQUIRE(read);
    CHECK(read->fingerprint() == TravelChallenge::parse(asked)->fingerprint());
    // The supervisor sees whose laptop it is; who merely carries the file does not.
    const auto traveller = read->traveller(journey.team.supervisor.box_keys());
    REQUIRE(traveller);
    CHECK(traveller->device == journey.device);
    CHECK(traveller->label == "Worker Canary");
    CHECK(as_text(asked).find("Canary") == std::string_view::npos);

    {
        const auto opened = journey.unlock_with(journey.answer(asked));
        REQUIRE(opened);
        CHECK(opened->device() == journey.device);
        CHECK(opened->events_of(journey.record)->size() == 1);
    }
    // It is still on the way, until somebody who is in says otherwise.
    CHECK(kind_of(journey.unlock()) == "Refused");
    auto opened = journey.unlock_with(journey.answer(journey.challenge()));
    REQUIRE(opened);
    CHECK(kind_of(opened->end_travel(secret("another"))) == "Refused");
    REQUIRE(opened->end_travel(journey.passphrase));
    CHECK(kind_of(opened->end_travel(journey.passphrase)) == "Refused");
    opened->lock();
    const auto home = journey.unlock();
    REQUIRE(home);
    CHECK(home->events_of(journey.record)->size() == 1);
    CHECK_FALSE(*Vault::is_travelling(journey.folder, journey.team.world.environment()));
    CHECK(kind_of(Vault::challenge(journey.folder, journey.passphrase, journey.team.world.environment())) == "Refused");
}

TEST_CASE("headquarters and the escrow key answer too; strangers, colleagues and revoked supervisors do not")
{
    Journey journey;
    const Bytes asked = journey.challenge();
    const auto challenge = TravelChallenge::parse(asked);
    Team& team = journey.team;
    const auto escrow = BoxKeyPair::from_seed(*secret_of_recovery_text(team.created.escrow_sheet));
    CHECK(challenge->answer(team.created.project.reader_keys()));
    CHECK(challenge->answer(*escrow));
    CHECK(kind_of(challenge->answer(BoxKeyPair::generate())) == "Refused");
    Vault colleague = team.world.new_vault("colleague");
    team.enrol(colleague, "Colleague");
    CHECK(kind_of(challenge->answer(colleague.box_keys())) == "Refused");

    // A supervisor who is revoked before the journey is asked no more.
    REQUIRE(team.created.project.revoke({team.supervisor.device(), 0, {}}));
    Incoming incoming;
    incoming.charters = {team.created.project.charter().bytes()};
    REQUIRE(colleague.take_in(incoming)->charters_accepted == 1);
    REQUIRE(colleague.begin_travel(secret("pass of colleague")));
    const auto later =
        Vault::challenge(team.world.folder / "colleague", secret("pass of colleague"), team.world.environment());
    REQUIRE(later);
    CHECK(kind_of(TravelChallenge::parse(*later)->answer(team.supervisor.box_keys())) == "Refused");
    CHECK(TravelChallenge::parse(*later)->answer(team.created.project.reader_keys()));
}

TEST_CASE("an answer opens once: not after it was used, not after another challenge, not another vault")
{
    Journey journey;
    const Bytes first = journey.challenge();
    const Bytes answer_to_first = journey.answer(first);
    const std::string kept = journey.content("vault.challenge");
    const Bytes second = journey.challenge();
    CHECK(first != second);
    CHECK(kind_of(journey.unlock_with(answer_to_first)) == "Refused");
    const Bytes answer_to_second = journey.answer(second);
    const std::string kept_second = journey.content("vault.challenge");
    REQUIRE(journey.unlock_with(answer_to_second));
    CHECK_FALSE(std::filesystem::exists(journey.folder / "vault.challenge"));
    CHECK(kind_of(journey.unlock_with(answer_to_second)) == "Refused");
    // Not even where the challenges were copied and are put back: the travel secret is another one.
    journey.put("vault.challenge", kept_second);
    CHECK(kind_of(journey.unlock_with(answer_to_second)) == "Refused");
    journey.put("vault.challenge", kept);
    CHECK(kind_of(journey.unlock_with(answer_to_first)) == "Refused");

    Journey other;
    const Bytes asked = other.challenge();
    journey.put("vault.challenge", other.content("vault.challenge"));
    CHECK(kind_of(journey.unlock_with(other.answer(asked))) == "Refused");
    CHECK(journey.unlock_with(journey.answer(journey.challenge())));
}

TEST_CASE("a wrong passphrase makes no challenge and opens none, whatever the answer")
{
    Journey journey;
    const auto environment = journey.team.world.environment();
    CHECK(kind_of(Vault::challenge(journey.folder, secret("wrong"), environment)) == "Refused");
    CHECK_FALSE(std::filesystem::exists(journey.folder / "vault.challenge"));
    const Bytes answer = journey.answer(journey.challenge());
    CHECK(kind_of(Vault::unlock_with_answer(journey.folder, secret("wrong"), answer, environment)) == "Refused");
    CHECK(journey.unlock_with(answer));
}

TEST_CASE("no bit of a challenge or an answer can be another, and neither can be cut short")
{
    Journey journey;
    const Bytes challenge = journey.challenge();
    const BoxKeyPair& supervisor = journey.team.supervisor.box_keys();
    const Bytes answer = journey.answer(challenge);
    std::size_t opened = 0;
    for (std::size_t byte = 0; byte < challenge.size(); ++byte) {
        Bytes damaged = challenge;
        damaged[byte] ^= static_cast<std::uint8_t>(1U << byte % 8);
        // It may be answered still (another fresh key, another's slot), but the answer is not for this vault.
        if (const auto read = TravelChallenge::parse(damaged))
            if (const auto given = read->answer(supervisor); given && *given == answer) ++opened;
        if (TravelChallenge::parse(ByteView(challenge).first(byte))) ++opened;
    }
    const auto read = TravelChallenge::parse(challenge);
    const BoxKeyPair fresh = BoxKeyPair::generate();
    const auto own = TravelChallenge::create(
        fresh.public_key(), *[&] {
            return TravelSlots::seal(Secret::random(32), {journey.device, "x"}, {supervisor.public_key()});
        }());
    const Bytes good = *own.answer(supervisor);
    CHECK(travel_secret_of(good, own, fresh));
    for (std::size_t byte = 0; byte < good.size(); ++byte) {
        Bytes damaged = good;
        damaged[byte] ^= static_cast<std::uint8_t>(1U << byte % 8);
        if (travel_secret_of(damaged, own, fresh)) ++opened;
        if (travel_secret_of(ByteView(good).first(byte), own, fresh)) ++opened;
    }
    CHECK(opened == 0);
    CHECK(kind_of(travel_secret_of(good, *read, fresh)) == "Refused");
}

TEST_CASE("a header from before the journey is noticed when it is put back, and so is an edited one")
{
    Journey journey;
    const std::string travelling = journey.content("vault.header");
    journey.put("vault.header", journey.header_at_home);
    CHECK(kind_of(journey.unlock()) == "Refused");
    // The recovery code stayed at home in that header as well: it is not the way round.
    auto created =
        Vault::create(journey.team.world.folder / "coded", secret("x"), journey.team.world.environment(), fast);
    REQUIRE(created);
    Vault& coded = created->vault;
    journey.team.enrol(coded, "Coded");
    std::ifstream file(journey.team.world.folder / "coded" / "vault.header", std::ios::binary);
    const std::string before{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    REQUIRE(coded.begin_travel(secret("x")));
    CHECK(kind_of(coded.renew_recovery_code()) == "Refused");
    CHECK(kind_of(coded.change_passphrase(secret("x"), secret("y"), fast)) == "Refused");
    coded.lock();
    const auto with_code = [&] {
        return Vault::unlock_with_recovery_code(journey.team.world.folder / "coded", created->recovery_code,
                                                journey.team.world.environment());
    };
    CHECK(kind_of(with_code()) == "Refused");
    std::ofstream(journey.team.world.folder / "coded" / "vault.header", std::ios::binary) << before;
    CHECK(kind_of(with_code()) == "Refused");

    // Whoever edits a travelling header gets no further: every bit of it is bound, or leads to nobody's answer.
    std::size_t opened = 0;
    for (std::size_t byte = 0; byte < travelling.size(); ++byte) {
        if (byte >= 22 && byte < 34) continue; // The cost of a guess: tests/crypto has its limits, and 2 GiB take long.
        std::string edited = travelling;
        edited[byte] = static_cast<char>(edited[byte] ^ 1 << byte % 8);
        journey.put("vault.header", edited);
        if (journey.unlock()) ++opened;
    }
    CHECK(opened == 0);
    journey.put("vault.header", travelling);
    CHECK(journey.unlock_with(journey.answer(journey.challenge())));
}

TEST_CASE("the recovery code waits for the end of the journey; a recovery key opens meanwhile")
{
    Team team;
    auto created = Vault::create(team.world.folder / "coded", secret("x"), team.world.environment(), fast);
    REQUIRE(created);
    Vault& vault = created->vault;
    CHECK(kind_of(vault.begin_travel(secret("x"))) == "Refused"); // Of no project: nobody could answer.
    team.enrol(vault, "Coded");
    CHECK(kind_of(vault.begin_travel(secret("y"))) == "Refused");
    REQUIRE(vault.begin_travel(secret("x")));
    CHECK(kind_of(vault.begin_travel(secret("x"))) == "Refused");
    // A charter that comes meanwhile renews the recovery recipients and ends nothing.
    REQUIRE(team.created.project.set_policy({}));
    Incoming incoming;
    incoming.charters = {team.created.project.charter().bytes()};
    REQUIRE(vault.take_in(incoming)->charters_accepted == 1);
    vault.lock();
    CHECK(*Vault::is_travelling(team.world.folder / "coded", team.world.environment()));
    {
        const auto escrow = BoxKeyPair::from_seed(*secret_of_recovery_text(team.created.escrow_sheet));
        auto recovered =
            Vault::unlock_as_recovery_recipient(team.world.folder / "coded", *escrow, team.world.environment());
        REQUIRE(recovered);
        REQUIRE(recovered->end_travel(secret("x")));
    }
    CHECK(Vault::unlock(team.world.folder / "coded", secret("x"), team.world.environment()));
    CHECK(Vault::unlock_with_recovery_code(team.world.folder / "coded", created->recovery_code,
                                           team.world.environment()));
}
