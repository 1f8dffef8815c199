#pragma once
#include "base/result.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace mahalla {

/// What the machine says to a program that has a vault open.
enum class LockTrigger {
    Lock,   ///< SIGUSR1, or the session's screen was locked.
    Sleep,  ///< The machine is about to sleep and waits for `done`.
    Jumped, ///< The clock was set, or the machine has slept: look at both clocks.
    End,    ///< SIGTERM, SIGINT, SIGHUP.
};

/// Listens to signals, to the login service and to the machine's clock, on a thread of its own.
///
/// The login service (logind, over the system bus) announces a sleep and waits for those who asked it to, at most five
/// seconds: keys are gone before memory is frozen. Where there is no such service, a sleep is seen when it is over.
/// Made first thing in a program, before its other threads: those must not take the signals. One in a process.
class LockTriggers {
public:
    /// Whether signals are heard here, or keep what they do to a program that says nothing about them: they end it.
    enum class Signals { Heard, LeftAlone };

    /// `heard` is called from the listening thread, for each trigger, when `take` has it. Fails with `Unavailable`
    /// where the system gives no descriptors.
    static Result<std::unique_ptr<LockTriggers>> listen(std::function<void(LockTrigger)> heard,
                                                        Signals signals = Signals::Heard);
    ~LockTriggers();
    LockTriggers(const LockTriggers&) = delete;
    LockTriggers& operator=(const LockTriggers&) = delete;

    /// The oldest that was not taken yet.
    std::optional<LockTrigger> take();
    /// Whether a sleep will be announced before it begins.
    bool hears_of_sleep() const;
    /// What was taken has been done: the machine may sleep.
    void done();
    /// Waits until there is something to take, at most so long. For programs without a loop of their own.
    std::optional<LockTrigger> wait(std::chrono::milliseconds longest);

private:
    LockTriggers();
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace mahalla
