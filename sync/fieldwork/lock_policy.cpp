#include "fieldwork/lock_policy.h"

#include <algorithm>
#include <utility>

namespace mahalla {

namespace {

/// Both clocks are read one after the other; what they differ by for that reason is no sleep.
constexpr std::chrono::milliseconds shortest_sleep{500};

} // namespace

LockPolicy::LockPolicy(const RunningClock& clock) : clock_(clock), last_look_(clock.running()) {}

void LockPolicy::opened(std::chrono::seconds idle)
{
    open_ = true;
    idle_ = std::clamp(idle, idle_least, idle_most);
    told_.reset();
    last_look_ = clock_.running();
    last_input_ = last_look_.since_boot;
}

void LockPolicy::look()
{
    const RunningTime now = clock_.running();
    const auto slept = (now.since_boot - last_look_.since_boot) - (now.awake - last_look_.awake);
    if (slept >= shortest_sleep && !told_) told_ = LockReason::Sleeps;
    last_look_ = now;
}

void LockPolicy::input()
{
    if (!open_) return;
    // The movement that wakes a machine comes first: what was due before it stays due.
    look();
    if (!told_ && last_look_.since_boot - last_input_ >= idle_) told_ = LockReason::Idle;
    last_input_ = last_look_.since_boot;
}

void LockPolicy::told(LockReason reason)
{
    // The end of the program outweighs all: who is told of it does more than lock.
    if (open_ && (!told_ || reason == LockReason::Ends)) told_ = reason;
}

std::optional<LockReason> LockPolicy::due()
{
    if (!open_) return std::nullopt;
    look();
    if (!told_ && last_look_.since_boot - last_input_ >= idle_) told_ = LockReason::Idle;
    if (!told_) return std::nullopt;
    open_ = false;
    return std::exchange(told_, std::nullopt);
}

std::optional<std::chrono::milliseconds> LockPolicy::longest_wait() const
{
    if (!open_) return std::nullopt;
    if (told_) return std::chrono::milliseconds(0);
    return std::max(std::chrono::milliseconds(0), last_input_ + idle_ - clock_.running().since_boot);
}

} // namespace mahalla
