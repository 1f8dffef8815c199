#include "fieldwork/lock_policy.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace std::chrono_literals;

namespace {

/// A machine whose time passes when the test says so.
struct Machine final : RunningClock {
    RunningTime time{1h, 1h};
    RunningTime running() const override { return time; }
    void works(std::chrono::milliseconds while_awake)
    {
        time.awake += while_awake;
        time.since_boot += while_awake;
    }
    void sleeps(std::chrono::milliseconds asleep) { time.since_boot += asleep; }
};

struct OpenVaultOnAMachine {
    Machine machine;
    LockPolicy policy{machine};
    OpenVaultOnAMachine() { policy.opened(300s); }
};

} // namespace

TEST_CASE("a vault locks once nothing was typed or moved for as long as the charter says")
{
    OpenVaultOnAMachine at;
    at.machine.works(299s);
    CHECK_FALSE(at.policy.due());
    CHECK(at.policy.longest_wait() == 1s);
    at.policy.input();
    CHECK(at.policy.longest_wait() == 300s);
    at.machine.works(300s);
    CHECK(at.policy.due() == LockReason::Idle);
    // Once: until it is opened again nothing is due, however long that takes.
    at.machine.works(24h);
    CHECK_FALSE(at.policy.due());
    CHECK_FALSE(at.policy.longest_wait());
}

TEST_CASE("input that comes after the idle time does not keep the vault open")
{
    OpenVaultOnAMachine at;
    at.machine.works(301s);
    at.policy.input();
    CHECK(at.policy.due() == LockReason::Idle);
}

TEST_CASE("a machine that slept finds its vault locked, even where the first thing it sees is a movement")
{
    OpenVaultOnAMachine at;
    at.machine.works(1s);
    at.machine.sleeps(2s);
    SUBCASE("looked at") {}
    SUBCASE("moved") { at.policy.input(); }
    CHECK(at.policy.due() == LockReason::Sleeps);
}

TEST_CASE("clocks that are read one after the other are no sleep")
{
    OpenVaultOnAMachine at;
    for (int turn = 0; turn < 1000; ++turn) {
        at.machine.sleeps(1ms);
        at.policy.input();
        CHECK_FALSE(at.policy.due());
    }
}

TEST_CASE("what slept while no vault was open locks nothing later")
{
    Machine machine;
    LockPolicy policy(machine);
    machine.sleeps(8h);
    CHECK_FALSE(policy.due());
    policy.told(LockReason::Asked);
    policy.opened(300s);
    CHECK_FALSE(policy.due());
}

TEST_CASE("a vault that somebody wants locked is due at once, and the end of the program is not forgotten")
{
    OpenVaultOnAMachine at;
    at.policy.told(LockReason::Asked);
    CHECK(at.policy.longest_wait() == 0ms);
    at.policy.told(LockReason::Sleeps);
    SUBCASE("the first word counts") { CHECK(at.policy.due() == LockReason::Asked); }
    SUBCASE("but the end outweighs it")
    {
        at.policy.told(LockReason::Ends);
        CHECK(at.policy.due() == LockReason::Ends);
    }
}

TEST_CASE("a charter cannot make a vault that locks at once or never")
{
    Machine machine;
    LockPolicy policy(machine);
    policy.opened(0s);
    CHECK_FALSE(policy.due());
    CHECK(policy.longest_wait() == LockPolicy::idle_least);
    policy.opened(std::chrono::seconds(0xffff'ffff));
    CHECK(policy.longest_wait() == LockPolicy::idle_most);
}
