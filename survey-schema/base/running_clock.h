#pragma once
#include <chrono>

namespace mahalla {

/// How long the machine has been running. Nobody sets this clock; it starts anew with the machine.
struct RunningTime {
    std::chrono::milliseconds awake{};      ///< Without the time it slept.
    std::chrono::milliseconds since_boot{}; ///< With it.
};

/// Time that passes, handed in; `Clock` has the time of day.
class RunningClock {
public:
    virtual ~RunningClock() = default;
    virtual RunningTime running() const = 0;
};

} // namespace mahalla
