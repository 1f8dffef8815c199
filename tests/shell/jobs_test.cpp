#include "shell/jobs.h"

#include <doctest/doctest.h>

#include <future>
#include <string>

using namespace mahalla;

namespace {

/// Waits for outcomes as the main thread does: woken, not asking over and over.
struct MainThread {
    void wake()
    {
        {
            const std::lock_guard lock(mutex);
            ++waking;
        }
        changed.notify_one();
    }
    void wait_for_wake()
    {
        std::unique_lock lock(mutex);
        REQUIRE(changed.wait_for(lock, std::chrono::seconds(20), [&] { return waking > 0; }));
        --waking;
    }
    std::mutex mutex;
    std::condition_variable changed;
    int waking = 0;
};

} // namespace

TEST_CASE("a job works beside the main thread and its outcome is delivered on the main thread")
{
    MainThread main_thread;
    Jobs jobs([&] { main_thread.wake(); });
    std::thread::id worked_on, delivered_on;
    std::string outcome;
    const auto progress = jobs.start(
        [&](JobProgress& its) {
            worked_on = std::this_thread::get_id();
            its.report(0.5);
            return std::string("done");
        },
        [&](std::string text) {
            delivered_on = std::this_thread::get_id();
            outcome = std::move(text);
        });
    main_thread.wait_for_wake();
    CHECK(outcome.empty()); // not before the main thread asks
    CHECK(jobs.deliver());
    CHECK(outcome == "done");
    CHECK(progress->fraction() == 0.5);
    CHECK(progress->finished());
    CHECK(worked_on != std::this_thread::get_id());
    CHECK(delivered_on == std::this_thread::get_id());
    CHECK(jobs.idle());
}

TEST_CASE("jobs run one after another, in the order they were given")
{
    MainThread main_thread;
    Jobs jobs([&] { main_thread.wake(); });
    std::vector<int> order;
    for (int i = 0; i < 5; ++i) {
        jobs.start([i](JobProgress&) { return i; }, [&order](int which) { order.push_back(which); });
    }
    while (order.size() < 5) {
        main_thread.wait_for_wake();
        jobs.deliver();
    }
    CHECK(order == std::vector<int>{0, 1, 2, 3, 4});
}

TEST_CASE("a job that is asked to stop ends, and closing does not wait for what has not begun")
{
    bool second_ran = false;
    std::promise<void> started;
    {
        Jobs jobs({});
        jobs.start(
            [&](JobProgress& its) {
                started.set_value();
                while (!its.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
                return 0;
            },
            [](int) {});
        jobs.start([&](JobProgress&) { return second_ran = true; }, [](bool) {});
        started.get_future().wait();
    }
    CHECK_FALSE(second_ran);
}
