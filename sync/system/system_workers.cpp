#include "system/system_workers.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <system_error>
#include <thread>
#include <vector>

namespace mahalla {

namespace {

constexpr std::size_t count_max = 8;
/// Deeper than anything that a part calls.
constexpr std::size_t stack_bytes = std::size_t{256} << 10U;

/// The C library keeps the stacks of threads that ended, with what was on them, for those that are to come.
[[gnu::noinline]] void overwrite_stack()
{
    std::array<char, stack_bytes> stack;
    explicit_bzero(stack.data(), stack.size());
}

} // namespace

SystemWorkers::SystemWorkers(std::size_t count)
    : count_(std::clamp<std::size_t>(count != 0 ? count : std::thread::hardware_concurrency(), 1, count_max))
{}

void SystemWorkers::run(std::size_t parts, const Part& part, const std::function<void()>& own)
{
    std::atomic<std::size_t> next{0};
    const auto work = [&](std::size_t worker) {
        for (std::size_t number = next++; number < parts; number = next++) part(worker, number);
    };
    std::vector<std::jthread> others;
    for (std::size_t worker = 1; worker < std::min(count_, parts + 1); ++worker) {
        try {
            others.emplace_back([&work, worker] {
                work(worker);
                overwrite_stack();
            });
        } catch (const std::system_error&) {
            break;
        }
    }
    own();
    work(0);
    // Their ends are waited for here, before what they refer to goes.
    others.clear();
}

} // namespace mahalla
