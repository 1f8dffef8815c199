#pragma once
#include <cstddef>
#include <functional>

namespace mahalla {

/// Who does work that falls into many equal parts: one thread, or several.
///
/// The parts must not depend on each other, nor on who does them in which order: then the result is the same with any
/// workers. A part writes only to a place of its own, and to what belongs to the worker that does it.
class Workers {
public:
    /// One part. `worker` is below `count()`; no two parts are done by the same worker at one time, so each may have
    /// memory of its own. What is done must not throw.
    using Part = std::function<void(std::size_t worker, std::size_t part)>;

    virtual ~Workers() = default;
    virtual std::size_t count() const = 0;
    /// Does the parts with numbers below `parts`, and returns when all are done. Meanwhile the calling thread, which is
    /// one of the workers, first does `own`: what no other thread may do, such as reading a database.
    virtual void run(std::size_t parts, const Part& part, const std::function<void()>& own) = 0;
};

/// The calling thread alone: first `own`, then part after part.
class OneWorker final : public Workers {
public:
    std::size_t count() const override { return 1; }
    void run(std::size_t parts, const Part& part, const std::function<void()>& own) override;
};

} // namespace mahalla
