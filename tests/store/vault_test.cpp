#include "store/project_story.h"

#include <sys/resource.h>

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a vault opens with its passphrase and with no other")
{
    World world;
    DeviceId device;
    {
        const Vault vault = world.new_vault("a");
        device = vault.device();
    }
    const auto opened = world.unlock("a");
    REQUIRE(opened);
    CHECK(opened->device() == device);
    CHECK(kind_of(Vault::unlock(world.folder / "a", secret("pass of b"), world.environment())) == "Refused");
    CHECK(kind_of(Vault::unlock(world.folder / "a", secret(""), world.environment())) == "Refused");
    CHECK(kind_of(Vault::unlock(world.folder / "b", secret("pass of b"), world.environment())) == "NotFound");
}

TEST_CASE("too little memory to try a passphrase is not a wrong passphrase")
{
    World world;
    {
        REQUIRE(Vault::create(world.folder / "a", secret("pass of a"), world.environment(),
                              PassphraseCost{1, 512U << 20U}));
    }
    rlimit before{};
    getrlimit(RLIMIT_AS, &before);
    rlimit little = before;
    little.rlim_cur = std::uint64_t{300} << 20U;
    setrlimit(RLIMIT_AS, &little);
    const std::string right = kind_of(world.unlock("a"));
    const std::string wrong = kind_of(Vault::unlock(world.folder / "a", secret("x"), world.environment()));
    setrlimit(RLIMIT_AS, &before);
    CHECK(right == "Unavailable");
    CHECK(wrong == "Unavailable");
    CHECK(world.unlock("a"));
}

TEST_CASE("a vault is made in an empty folder only")
{
    World world;
    {
        const Vault vault = world.new_vault("a");
    }
    CHECK(kind_of(Vault::create(world.folder / "a", secret("x"), world.environment(), fast)) == "Invalid");
    CHECK(world.unlock("a"));
    CHECK(kind_of(Vault::create(world.folder / "c", secret(""), world.environment(), fast)) == "Invalid");
}

TEST_CASE("a second program is told that the vault is open")
{
    World world;
    const Vault vault = world.new_vault("a");
    CHECK(kind_of(world.unlock("a")) == "Unavailable");
}

TEST_CASE("changing the passphrase keeps everything and ends the old one")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    CHECK(kind_of(team.worker.change_passphrase(secret("wrong"), secret("new"), fast)) == "Refused");
    REQUIRE(team.worker.change_passphrase(secret("pass of worker"), secret("new"), fast));
    team.worker.lock();
    CHECK(kind_of(team.world.unlock("worker")) == "Refused");
    const auto opened = Vault::unlock(team.world.folder / "worker", secret("new"), team.world.environment());
    REQUIRE(opened);
    CHECK(value_of(*opened->draft(record), "/data/name") == "Name Canary");
}

TEST_CASE("the printed recovery code opens the vault, until it is renewed")
{
    World world;
    auto created = Vault::create(world.folder / "a", secret("pass of a"), world.environment(), fast);
    REQUIRE(created);
    const DeviceId device = created->vault.device();
    created->vault.lock();
    {
        auto opened = Vault::unlock_with_recovery_code(world.folder / "a", created->recovery_code, world.environment());
        REQUIRE(opened);
        CHECK(opened->device() == device);
        const auto renewed = opened->renew_recovery_code();
        REQUIRE(renewed);
        opened->lock();
        CHECK(Vault::unlock_with_recovery_code(world.folder / "a", *renewed, world.environment()));
    }
    CHECK(kind_of(Vault::unlock_with_recovery_code(world.folder / "a", created->recovery_code, world.environment())) ==
          "Refused");
    CHECK(kind_of(Vault::unlock_with_recovery_code(world.folder / "a", secret("tumo ravi"), world.environment())) ==
          "Invalid");
}

TEST_CASE("a project's escrow key opens a vault whose passphrase was forgotten")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    team.worker.lock();
    const auto seed = secret_of_recovery_text(team.created.escrow_sheet);
    REQUIRE(seed);
    const auto escrow = BoxKeyPair::from_seed(*seed);
    const auto opened =
        Vault::unlock_as_recovery_recipient(team.world.folder / "worker", *escrow, team.world.environment());
    REQUIRE(opened);
    CHECK(value_of(*opened->draft(record), "/data/name") == "Name Canary");
    CHECK(kind_of(Vault::unlock_as_recovery_recipient(team.world.folder / "worker", BoxKeyPair::generate(),
                                                      team.world.environment())) == "Refused");
}

TEST_CASE("a header with any bit flipped or cut short opens no vault")
{
    World world;
    {
        const Vault vault = world.new_vault("a");
    }
    const std::filesystem::path place = world.folder / "a" / "vault.header";
    const Bytes header = *world.disk.read(place, 1 << 20);
    // Damage to the slots for recovery leaves the passphrase working, as it should.
    const std::size_t passphrase_part = 4 + 2 + 16 + 12 + 16 + 72;
    std::size_t opened = 0;
    for (std::size_t byte = 0; byte < passphrase_part; ++byte) {
        Bytes damaged = header;
        damaged[byte] ^= static_cast<std::uint8_t>(1U << byte % 8);
        REQUIRE(world.disk.write(place, damaged));
        if (world.unlock("a")) ++opened;
    }
    for (std::size_t size = 0; size < header.size(); size += 7) {
        REQUIRE(world.disk.write(place, ByteView(header).first(size)));
        if (world.unlock("a")) ++opened;
    }
    CHECK(opened == 0);
    REQUIRE(world.disk.write(place, header));
    CHECK(world.unlock("a"));
}

TEST_CASE("a locked vault tells nothing and does nothing")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    team.worker.lock();
    Vault& vault = team.worker;
    CHECK(vault.is_locked());
    CHECK(vault.device().is_none());
    CHECK(vault.charter() == nullptr);
    CHECK(vault.records().empty());
    CHECK(vault.drafts().empty());
    CHECK(vault.label().empty());
    CHECK(kind_of(vault.draft(record)) == "Refused");
    CHECK(kind_of(vault.save_answers(record, Team::answer("/data/name", "x"))) == "Refused");
    CHECK(kind_of(vault.finalise(record)) == "Refused");
    CHECK(kind_of(vault.take_in({})) == "Refused");
    CHECK(kind_of(vault.set_setting("language", "ar")) == "Refused");
    CHECK_FALSE(vault.setting("language"));
}

TEST_CASE("settings survive locking")
{
    World world;
    {
        Vault vault = world.new_vault("a");
        REQUIRE(vault.set_setting("language", "ar"));
        REQUIRE(vault.set_setting("language", "ckb"));
    }
    CHECK(world.unlock("a")->setting("language") == "ckb");
    CHECK_FALSE(world.unlock("a")->setting("theme"));
}
