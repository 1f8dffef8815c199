#pragma once
#include "base/workers.h"

namespace mahalla {

/// As many threads as the machine has processors, the calling one among them, at most eight.
///
/// The others live for one `run` each, so that none is left over where a vault is locked or the program ends; before
/// one ends it overwrites what it had on its stack. Where the system gives no further thread, those that are there do
/// the work.
class SystemWorkers final : public Workers {
public:
    /// `count` threads; 0: as many as there are processors.
    explicit SystemWorkers(std::size_t count = 0);
    std::size_t count() const override { return count_; }
    void run(std::size_t parts, const Part& part, const std::function<void()>& own) override;

private:
    std::size_t count_ = 1;
};

} // namespace mahalla
