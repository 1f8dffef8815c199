#include "desk/desk_lock.h"

#include "crypto/forget.h"

namespace mahalla {

std::optional<double> DeskLock::turn(LockTriggers& triggers, const Actions& actions)
{
    const auto lock_now = [&](LockReason reason) {
        policy_.told(reason);
        static_cast<void>(policy_.due());
        actions.lock();
        wipe_returned_functions();
        actions.redraw();
    };
    while (const auto trigger = triggers.take()) {
        switch (*trigger) {
        case LockTrigger::Lock:
            lock_now(LockReason::Asked);
            break;
        case LockTrigger::Sleep:
            lock_now(LockReason::Sleeps);
            triggers.done();
            break;
        case LockTrigger::Jumped:
            break; // what the clocks say is asked for below
        case LockTrigger::End:
            lock_now(LockReason::Ends);
            actions.end();
            break;
        }
    }
    if (policy_.due()) {
        actions.lock();
        wipe_returned_functions();
        actions.redraw();
    }
    const auto wait = policy_.longest_wait();
    if (!wait) return std::nullopt;
    return std::chrono::duration<double>(*wait).count();
}

} // namespace mahalla
