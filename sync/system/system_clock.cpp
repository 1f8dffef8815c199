#include "system/system_clock.h"

#include <ctime>

namespace mahalla {

namespace {

std::chrono::milliseconds reading(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::seconds(now.tv_sec) +
                                                         std::chrono::nanoseconds(now.tv_nsec));
}

} // namespace

Instant SystemClock::now() const
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

RunningTime SystemRunningClock::running() const
{
    // In this order: a sleep between the two readings is then seen as one, never as less than nothing.
    const auto awake = reading(CLOCK_MONOTONIC);
    return {awake, reading(CLOCK_BOOTTIME)};
}

} // namespace mahalla
