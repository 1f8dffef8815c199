#include "system/lock_triggers.h"

#include "system/login_service.h"
#include "system/system_clock.h"

#include <doctest/doctest.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <thread>
#include <unistd.h>

using namespace mahalla;
using namespace mahalla::test;
using namespace std::chrono_literals;

namespace {

/// Long enough for the busiest machine; what comes at once is not waited for.
constexpr auto patience = 20s;

} // namespace

TEST_CASE("signals are heard as what they ask for, and end nothing by themselves")
{
    const auto triggers = LockTriggers::listen({});
    REQUIRE(triggers);
    CHECK_FALSE((*triggers)->take());
    for (const auto& [signal, expected] : {std::pair{SIGUSR1, LockTrigger::Lock},
                                           {SIGTERM, LockTrigger::End},
                                           {SIGINT, LockTrigger::End},
                                           {SIGHUP, LockTrigger::End}}) {
        CAPTURE(signal);
        ::kill(::getpid(), signal);
        CHECK((*triggers)->wait(patience) == expected);
    }
}

TEST_CASE("the machine waits with its sleep until what had to be locked is locked")
{
    LoginService login;
    std::atomic<int> heard = 0;
    const auto triggers = LockTriggers::listen([&](LockTrigger) { ++heard; });
    REQUIRE(triggers);
    CHECK((*triggers)->hears_of_sleep());
    CHECK(login.is_held_up(true));

    login.announce_sleep();
    REQUIRE((*triggers)->wait(patience) == LockTrigger::Sleep);
    // Who is called is called by the listening thread, perhaps after who waits was woken.
    for (int tries = 0; heard == 0 && tries < 2000; ++tries) std::this_thread::sleep_for(10ms);
    CHECK(heard == 1);
    CHECK(login.is_held_up(true)); // nothing was locked yet
    (*triggers)->done();
    CHECK_FALSE(login.is_held_up(false));

    // Awake again, it asks for the next time.
    login.announce_waking();
    CHECK(login.is_held_up(true));
    login.lock_screen();
    CHECK((*triggers)->wait(patience) == LockTrigger::Lock);
}

TEST_CASE("without a login service signals are still heard")
{
    ::setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere", 1);
    const auto triggers = LockTriggers::listen({});
    ::unsetenv("DBUS_SYSTEM_BUS_ADDRESS");
    REQUIRE(triggers);
    CHECK_FALSE((*triggers)->hears_of_sleep());
    ::kill(::getpid(), SIGUSR1);
    CHECK((*triggers)->wait(patience) == LockTrigger::Lock);
}

TEST_CASE("the machine's two running clocks never go back, and sleep is never less than nothing")
{
    const SystemRunningClock clock;
    RunningTime before = clock.running();
    for (int turn = 0; turn < 10'000; ++turn) {
        const RunningTime now = clock.running();
        CHECK(now.awake >= before.awake);
        CHECK(now.since_boot >= now.awake);
        before = now;
    }
}
