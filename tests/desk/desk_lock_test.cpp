#include "desk/desk_lock.h"

#include "system/login_service.h"

#include <csignal>
#include <doctest/doctest.h>
#include <thread>
#include <unistd.h>

using namespace mahalla;
using namespace mahalla::test;
using namespace std::chrono_literals;

namespace {

struct Machine final : RunningClock {
    RunningTime time{1h, 1h};
    RunningTime running() const override { return time; }
    void works(std::chrono::milliseconds while_awake)
    {
        time.awake += while_awake;
        time.since_boot += while_awake;
    }
};

/// A desk's loop without a window.
struct Loop {
    Machine machine;
    std::unique_ptr<LockTriggers> triggers = *LockTriggers::listen({});
    DeskLock lock{machine};
    int locked = 0, ended = 0;

    std::optional<double> turn()
    {
        return lock.turn(*triggers, {[this] { ++locked; }, [this] { ++ended; }, [] {}});
    }
    /// What a thread of the machine says arrives when it does.
    void turn_until_locked()
    {
        for (int turns = 0; turns < 2000 && locked == 0; ++turns) {
            turn();
            std::this_thread::sleep_for(5ms);
        }
    }
};

} // namespace

TEST_CASE("a desk that nobody touches locks after the charter's time, and sleeps as long until then")
{
    Loop loop;
    CHECK_FALSE(loop.turn());
    loop.lock.opened(300s);
    CHECK(loop.turn() == 300);
    loop.machine.works(200s);
    loop.lock.input();
    loop.machine.works(299s);
    CHECK(loop.turn() == 1);
    CHECK(loop.locked == 0);
    loop.machine.works(1s);
    CHECK_FALSE(loop.turn());
    CHECK(loop.locked == 1);
}

TEST_CASE("signals lock a desk, and the one that ends programs ends it locked")
{
    Loop loop;
    loop.lock.opened(300s);
    SUBCASE("lock") { ::kill(::getpid(), SIGUSR1); }
    SUBCASE("end") { ::kill(::getpid(), SIGTERM); }
    SUBCASE("the terminal is gone") { ::kill(::getpid(), SIGHUP); }
    loop.turn_until_locked();
    CHECK(loop.locked == 1);
    CHECK(loop.ended <= 1);
    CHECK_FALSE(loop.turn());
}

TEST_CASE("the machine sleeps only after a desk was locked and has shown another picture")
{
    LoginService login;
    Loop loop;
    loop.lock.opened(300s);
    REQUIRE(login.is_held_up(true));
    login.announce_sleep();
    loop.turn_until_locked();
    CHECK(loop.locked == 1);
    CHECK(login.is_held_up(true));
    loop.turn(); // before the frame
    CHECK(login.is_held_up(true));
    loop.turn(); // after it
    CHECK_FALSE(login.is_held_up(false));
}
