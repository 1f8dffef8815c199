#include "indicator/parallel_work.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace mahalla {

unsigned available_threads() { return std::max(1U, std::thread::hardware_concurrency()); }

void work_in_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work)
{
    std::atomic<std::size_t> next = 0;
    const auto take_turns = [&] {
        for (std::size_t i = next++; i < count; i = next++) work(i);
    };
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < std::min<std::size_t>(threads, count); ++i) others.emplace_back(take_turns);
    take_turns();
}

} // namespace mahalla
