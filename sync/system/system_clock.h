#pragma once
#include "base/clock.h"
#include "base/running_clock.h"

namespace mahalla {

/// The machine's clock, which may be wrong by years; nothing is decided by it.
class SystemClock final : public Clock {
public:
    Instant now() const override;
};

/// What the kernel counts since the machine was started.
class SystemRunningClock final : public RunningClock {
public:
    RunningTime running() const override;
};

/// A clock that stands where it was set (`--now`).
class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant instant) : instant_(instant) {}
    Instant now() const override { return instant_; }

private:
    Instant instant_;
};

} // namespace mahalla
