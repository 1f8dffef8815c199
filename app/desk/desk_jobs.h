#pragma once
#include "crypto/forget.h"
#include "shell/jobs.h"

#include <functional>

namespace mahalla {

/// What takes longer than a frame: worked on elsewhere, its outcome applied on the main thread.
class DeskJobs {
public:
    using Outcome = std::function<void()>;

    virtual ~DeskJobs() = default;
    /// Runs `work` off the main thread, then what it returns on it. `work` touches nothing of the desk.
    virtual void run(std::function<Outcome()> work) = 0;
};

/// On the window's own thread for jobs.
class ShellJobs final : public DeskJobs {
public:
    explicit ShellJobs(Jobs& jobs) : jobs_(jobs) {}
    void run(std::function<Outcome()> work) override
    {
        jobs_.start(
            [work = std::move(work)](JobProgress&) {
                Outcome outcome = work();
                wipe_returned_functions(); // this thread goes on, and a key was derived on its stack
                return outcome;
            },
            [](Outcome outcome) { outcome(); });
    }

private:
    Jobs& jobs_;
};

/// At once and to the end, for who has no window.
class InlineJobs final : public DeskJobs {
public:
    void run(std::function<Outcome()> work) override { work()(); }
};

} // namespace mahalla
