#pragma once
#include "base/random.h"

#include <chrono>

namespace mahalla {

/// How long to wait before trying again: doubling from one second, at most 15 minutes, each time a random part of it
/// ("full jitter"), so that a hundred laptops that lost the same line do not come back at the same moment.
class RetryPolicy {
public:
    static constexpr std::chrono::milliseconds first_wait{1'000};
    static constexpr std::chrono::milliseconds longest_wait{15 * 60 * 1'000};

    /// Gives up after `attempts_max` failures in a row.
    explicit RetryPolicy(Random& random, int attempts_max = 8) : random_(random), attempts_max_(attempts_max) {}

    /// True where another attempt is worth it after one more failure.
    bool may_try_again() const { return failures_ + 1 < attempts_max_; }
    /// Counts a failure, and says how long to wait now. `asked` is what the server asked for, if anything.
    std::chrono::milliseconds wait_after_failure(std::chrono::milliseconds asked = {});
    void succeeded() { failures_ = 0; }

private:
    Random& random_;
    int attempts_max_;
    int failures_ = 0;
};

/// Waiting, handed in, so that tests do not.
class Waiter {
public:
    virtual ~Waiter() = default;
    virtual void wait(std::chrono::milliseconds duration) = 0;
};

/// Sleeps.
class SystemWaiter final : public Waiter {
public:
    void wait(std::chrono::milliseconds duration) override;
};

} // namespace mahalla
