#include "durability/history.h"
#include "durability/known_chance.h"
#include "support/temporary_folder.h"

#include <atomic>
#include <cstdlib>
#include <doctest/doctest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// A number that the child says and the parent hears, whatever becomes of the child.
class SharedNumber {
public:
    SharedNumber()
        : number_(static_cast<std::atomic<std::size_t>*>(::mmap(
              nullptr, sizeof(std::atomic<std::size_t>), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)))
    {}
    ~SharedNumber() { ::munmap(number_, sizeof *number_); }
    SharedNumber(const SharedNumber&) = delete;
    SharedNumber& operator=(const SharedNumber&) = delete;
    std::atomic<std::size_t>& operator*() { return *number_; }

private:
    std::atomic<std::size_t>* number_;
};

std::size_t kills_wanted()
{
    const char* const text = std::getenv("MAHALLA_CRASH_TIMES");
    const std::size_t times = text != nullptr                          ? std::strtoull(text, nullptr, 10)
                              : std::getenv("MAHALLA_LONG") != nullptr ? 50
                                                                       : 1;
    return 2000 * times;
}

/// The same run as the one whose history is known, until the system ends it at the `change`-th change.
[[noreturn]] void live_until_killed(const Scenario& scenario, const std::filesystem::path& folder, std::uint64_t seed,
                                    std::size_t change, bool half_done, std::atomic<std::size_t>& acknowledged)
{
    begin_known_chance(seed);
    FileCalls calls(folder);
    calls.die_at_change(change, half_done);
    Laptop laptop(folder, scenario.ways, scenario_escrow(), seed);
    for (const Step& step : scenario.steps) {
        if (!step.work(laptop)) ::_exit(1);
        ++acknowledged;
    }
    ::_exit(2);
}

} // namespace

TEST_CASE("a program that is killed before or in the middle of any change to its files has lost nothing acknowledged")
{
    const TemporaryFolder temporary(quick_folder());
    const std::filesystem::path folder = temporary / "laptop";
    SharedNumber acknowledged;
    std::size_t kills = 0;
    const std::size_t wanted = kills_wanted();
    for (std::uint64_t seed = 1; kills == 0 || kills < wanted; ++seed)
        for (const Scenario& scenario : scenarios()) {
            const History history = history_of(scenario, folder, seed);
            std::size_t broken = 0;
            for (std::size_t change = 0; change < history.changes.size(); ++change) {
                if (scenario.shortens_rows() && history.is_within_row(change)) continue;
                const bool is_write = history.changes[change].kind == FileCall::Kind::Write;
                for (const bool half_done : {false, true}) {
                    if (half_done && !is_write) continue;
                    CAPTURE(scenario.name);
                    CAPTURE(seed);
                    CAPTURE(change);
                    scenario.start.put(folder);
                    *acknowledged = 0;
                    const pid_t child = ::fork();
                    REQUIRE(child >= 0);
                    if (child == 0) live_until_killed(scenario, folder, seed, change + 1, half_done, *acknowledged);
                    int status = 0;
                    REQUIRE(::waitpid(child, &status, 0) == child);
                    REQUIRE(WIFSIGNALED(status));
                    REQUIRE(WTERMSIG(status) == SIGKILL);
                    ++kills;
                    // The same chance gives the same run: the child had been told what the history says.
                    REQUIRE(*acknowledged == history.acknowledged_at(change));
                    const FileCalls unsynced(folder);
                    std::string promise = residue_in(DiskImage::of(folder), history.erased[*acknowledged]);
                    if (promise.empty()) promise = broken_promise(history, *acknowledged, folder);
                    if (promise.empty()) continue;
                    if (++broken == 1) MESSAGE(promise);
                }
            }
            CHECK_MESSAGE(broken == 0, scenario.name, " with seed ", seed);
        }
    MESSAGE(kills, " kills in ", scenarios().size(), " scenarios");
    CHECK(kills >= wanted);
}
