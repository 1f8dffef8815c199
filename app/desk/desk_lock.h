#pragma once
#include "fieldwork/lock_policy.h"
#include "system/lock_triggers.h"

#include <functional>

namespace mahalla {

/// Locks the desk when the policy says so, and does what signals and the login service ask.
///
/// A turn comes at least when somebody types, when a trigger is heard and when the idle time is over. The machine is
/// told that it may sleep once what it locks is gone and a frame was shown after it: what stood on the screen is not
/// what it sleeps with. Main thread only.
class DeskLock {
public:
    struct Actions {
        std::function<void()> lock; ///< Also where nothing is open: half a passphrase may be typed.
        std::function<void()> end;
        std::function<void()> redraw;
    };

    explicit DeskLock(const RunningClock& clock) : policy_(clock) {}

    /// A vault is open now.
    void opened(std::chrono::seconds idle) { policy_.opened(idle); }
    void input() { policy_.input(); }
    /// Does what is due; gives how many seconds the window may sleep, or nothing: until something happens.
    std::optional<double> turn(LockTriggers& triggers, const Actions& actions);

private:
    LockPolicy policy_;
    int turns_until_sleep_ = 0; ///< Counts down to `LockTriggers::done`; none waits at 0.
};

} // namespace mahalla
