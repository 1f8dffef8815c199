#pragma once
#include "base/running_clock.h"

#include <cstdint>
#include <optional>

namespace mahalla {

/// Why an open vault is locked.
enum class LockReason : std::uint8_t {
    Idle,   ///< Nothing was typed or moved for as long as the charter allows.
    Asked,  ///< A key, a signal, or the machine's own screen lock.
    Sleeps, ///< The machine is about to sleep, or has slept.
    Ends,   ///< The program is told to end.
};

/// Decides when an open vault locks itself: a machine that nobody sits at, that sleeps, or that is told to.
///
/// Pure: it reads the clock it is given and is told what happened. Time asleep counts as idle time, and a sleep that
/// nobody announced is seen afterwards, because one clock counted it and the other did not. One thread.
class LockPolicy {
public:
    /// What a charter's seconds are held to: with less nobody can think about an answer, with more nobody is there.
    static constexpr std::chrono::seconds idle_least{15};
    static constexpr std::chrono::seconds idle_most{3600};

    explicit LockPolicy(const RunningClock& clock);

    /// The vault was opened now; the charter says `lock_after_idle_seconds`.
    void opened(std::chrono::seconds idle);
    /// Something was typed or moved.
    void input();
    /// Somebody or something wants it locked.
    void told(LockReason reason);

    /// Why to lock now, if there is a reason: asked at each turn of a program's loop, and true once. The program then
    /// locks; nothing is due until `opened`.
    std::optional<LockReason> due();
    /// How long the loop may wait until it asks again, where nothing happens; nothing while no vault is open.
    std::optional<std::chrono::milliseconds> longest_wait() const;

private:
    void look();

    const RunningClock& clock_;
    bool open_ = false;
    std::chrono::milliseconds idle_{};
    std::chrono::milliseconds last_input_{}; ///< Since the machine was started.
    RunningTime last_look_;
    std::optional<LockReason> told_;
};

} // namespace mahalla
