#include "transport/retry_policy.h"

#include <algorithm>
#include <thread>

namespace mahalla {

std::chrono::milliseconds RetryPolicy::wait_after_failure(std::chrono::milliseconds asked)
{
    const int doublings = std::min(failures_, 20);
    ++failures_;
    const auto ceiling = std::min<std::chrono::milliseconds>(longest_wait, first_wait * (std::int64_t{1} << doublings));
    const auto jittered = std::chrono::milliseconds(random_.below(static_cast<std::uint64_t>(ceiling.count()) + 1));
    return std::min(longest_wait, std::max(asked, jittered));
}

void SystemWaiter::wait(std::chrono::milliseconds duration) { std::this_thread::sleep_for(duration); }

} // namespace mahalla
