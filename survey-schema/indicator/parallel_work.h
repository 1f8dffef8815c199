#pragma once
#include <cstddef>
#include <functional>

namespace mahalla {

/// The processors of this machine, at least one.
unsigned available_threads();

/// Calls `work` once for each number below `count`, on at most so many threads; returns when all are done. Calls must
/// not depend on each other, so that the result does not depend on the threads.
void work_in_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

} // namespace mahalla
