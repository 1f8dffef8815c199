#include "benchmarks/processor_time.h"

#include <algorithm>
#include <ctime>
#include <malloc.h>

double processor_microseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

double milliseconds_of(const std::function<void()>& work)
{
    const double begin = processor_microseconds();
    work();
    return (processor_microseconds() - begin) / 1000;
}

double median_milliseconds(int runs, const std::function<void()>& work, const std::function<void()>& before)
{
    std::vector<double> figures;
    for (int run = 0; run < runs; ++run) {
        before();
        figures.push_back(milliseconds_of(work));
    }
    return percentiles_of(std::move(figures)).median;
}

void forget_everything()
{
    malloc_trim(0);
    constexpr std::size_t more_than_any_cache = 96U * 1024 * 1024, cache_line = 64;
    static std::vector<char> other(more_than_any_cache);
    for (std::size_t i = 0; i < other.size(); i += cache_line) ++other[i];
}

Percentiles percentiles_of(std::vector<double> figures)
{
    std::sort(figures.begin(), figures.end());
    if (figures.empty()) return {};
    return {figures[figures.size() / 2], figures[figures.size() * 99 / 100], figures.back()};
}
