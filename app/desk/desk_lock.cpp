#include "desk/desk_lock.h"

#include "crypto/forget.h"

namespace mahalla {

namespace {

/// A turn comes before its frame: with the second one after the lock, a frame was shown.
constexpr int turns_with_a_frame = 2;
constexpr double next_turn_seconds = 0.01;

} // namespace

std::optional<double> DeskLock::turn(LockTriggers& triggers, const Actions& actions)
{
    const auto lock_now = [&] {
        actions.lock();
        wipe_returned_functions();
        actions.redraw();
    };
    const auto told = [&](LockReason reason) {
        policy_.told(reason);
        static_cast<void>(policy_.due());
        lock_now();
    };
    if (turns_until_sleep_ > 0 && --turns_until_sleep_ == 0) triggers.done();
    while (const auto trigger = triggers.take()) {
        switch (*trigger) {
        case LockTrigger::Lock:
            told(LockReason::Asked);
            break;
        case LockTrigger::Sleep:
            told(LockReason::Sleeps);
            turns_until_sleep_ = turns_with_a_frame;
            break;
        case LockTrigger::Jumped:
            break; // what the clocks say is asked for below
        case LockTrigger::End:
            told(LockReason::Ends);
            actions.end();
            break;
        }
    }
    if (policy_.due()) lock_now();
    if (turns_until_sleep_ > 0) return next_turn_seconds;
    const auto wait = policy_.longest_wait();
    if (!wait) return std::nullopt;
    return std::chrono::duration<double>(*wait).count();
}

} // namespace mahalla
