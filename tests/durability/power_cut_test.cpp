#include "durability/history.h"
#include "durability/setting.h"
#include "support/temporary_folder.h"

#include <cstdlib>
#include <ctime>
#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::uint64_t number_in(const char* variable, std::uint64_t otherwise)
{
    const char* const text = std::getenv(variable);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// More of the same by `build-scripts/test --long`, or by a number of one's own.
std::uint64_t times() { return number_in("MAHALLA_CRASH_TIMES", std::getenv("MAHALLA_LONG") != nullptr ? 100 : 1); }

double processor_seconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

struct Outcome {
    std::size_t cuts = 0;
    std::size_t disks = 0;  ///< Different ones among those that the cuts left.
    std::size_t second = 0; ///< Cuts of the first moments after a cut, while what it left was put in order.
    std::size_t broken = 0;
    std::string first; ///< The first broken promise.
};

struct Cut {
    const Scenario& scenario;
    const History& history;
    std::size_t change;
    std::uint64_t seed;
};

void count(Outcome& outcome, const std::string& promise, const Cut& cut, std::size_t number, const char* when)
{
    if (promise.empty()) return;
    ++outcome.broken;
    if (outcome.first.empty())
        outcome.first = "MAHALLA_SEED=" + std::to_string(cut.seed) + ", scenario \"" + cut.scenario.name +
                        "\", change " + std::to_string(cut.change) + " of " +
                        std::to_string(cut.history.changes.size()) + ", disk " + std::to_string(number) + ", " + when +
                        ": " + promise;
}

/// The life after a cut, itself cut: what was found must be found again, and a setting that was being saved is there or
/// not.
void cut_again(Outcome& outcome, const Cut& cut, std::size_t number, const DiskImage& found, std::size_t acknowledged,
               const std::filesystem::path& folder, Random& random)
{
    found.put(folder);
    History again;
    {
        const FileCalls calls(folder);
        Laptop laptop(folder, {}, scenario_escrow(), random.next());
        const std::string promise = broken_promise(cut.history, acknowledged, folder, &laptop);
        if (!promise.empty()) return; // Was counted where it was found.
        again.told_at = {0};
        again.shown = {shown_by(laptop, Names::Exact)};
        laptop.ways.answer.clear(); // It served once, when it was looked whether it does.
        again.ways = {laptop.ways};
        if (laptop.vault) {
            const bool saved = laptop.vault->set_setting("after", "the cut").has_value();
            if (!saved) count(outcome, "nothing can be saved any more", cut, number, "after the cut");
            again.told_at.push_back(calls.changes().size());
            again.shown.push_back(shown_by(laptop, Names::Exact));
            again.ways.push_back(laptop.ways);
        }
        laptop.close();
        again.changes = calls.changes();
    }
    if (again.changes.empty()) return;
    DiskAfterCut disk(found);
    const std::size_t end = random.below(again.changes.size());
    for (std::size_t i = 0; i <= end; ++i) disk.apply(again.changes[i]);
    const DiskImage image = disk.image(random.below(8), random);
    const std::string residue = residue_in(image, cut.history.erased[acknowledged]);
    if (!residue.empty()) count(outcome, residue, cut, number, "cut a second time");
    image.put(folder);
    ++outcome.second;
    count(outcome, broken_promise(again, again.acknowledged_at(end), folder), cut, number, "cut a second time");
}

/// Cuts the power at each change of one scenario, with `disks` ways of what survives.
Outcome cut_everywhere(const Scenario& scenario, std::size_t disks, Syncs syncs, std::uint64_t seed)
{
    const TemporaryFolder temporary(quick_folder());
    const std::filesystem::path folder = temporary / "laptop";
    const History history = history_of(scenario, folder, seed);
    // What is compared below was right to begin with.
    for (const Shown& shown : history.shown)
        for (const char* const sign : {"own chain: broken", "fork", "damaged", "fails: "})
            REQUIRE_MESSAGE(shown.text().find(sign) == std::string::npos, scenario.name, ":\n", shown.text());
    SeededRandom random(seed);
    Outcome outcome;
    DiskAfterCut disk(scenario.start, syncs);
    // One more than there are changes: the power also fails when all is done.
    for (std::size_t change = 0; change <= history.changes.size(); ++change) {
        // The change itself is half done: it is among what may survive, unless it is a sync, which then never came to
        // its end.
        const FileCall* const call = change < history.changes.size() ? &history.changes[change] : nullptr;
        const bool is_sync =
            call != nullptr && (call->kind == FileCall::Kind::Sync || call->kind == FileCall::Kind::SyncFolder);
        if (call != nullptr && !is_sync) disk.apply(*call);
        if (scenario.shortens_rows() && history.is_within_row(change)) continue;
        const std::size_t acknowledged = history.acknowledged_at(change);
        const Cut cut{scenario, history, change, seed};
        std::set<DiskImage> seen;
        for (std::size_t number = 0; number < disks; ++number) {
            ++outcome.cuts;
            DiskImage image = disk.image(number, random);
            if (!seen.insert(image).second) continue;
            ++outcome.disks;
            const std::string residue = residue_in(image, history.erased[acknowledged]);
            if (!residue.empty()) count(outcome, residue, cut, number, "after the cut");
            image.put(folder);
            {
                // Nothing is synced while one looks, which is all that takes long about opening.
                const FileCalls unsynced(folder);
                count(outcome, broken_promise(history, acknowledged, folder), cut, number, "after the cut");
            }
            if (syncs == Syncs::Kept && outcome.disks % 8 == 0)
                cut_again(outcome, cut, number, image, acknowledged, folder, random);
        }
        if (is_sync) disk.apply(*call);
    }
    return outcome;
}

} // namespace

TEST_CASE(
    "a power cut at any write, sync, truncation, renaming or removal loses nothing acknowledged and leaves nothing "
    "half done")
{
    const double started = processor_seconds();
    const std::uint64_t seed = number_in("MAHALLA_SEED", 1);
    const std::size_t wanted = 50'000 * times();
    const bool is_all = std::getenv("MAHALLA_SCENARIO") == nullptr;
    REQUIRE((!is_all || scenarios().size() >= 12));
    std::size_t changes = 0;
    {
        const TemporaryFolder temporary(quick_folder());
        for (const Scenario& scenario : scenarios()) {
            const History history = history_of(scenario, temporary / "laptop", seed);
            for (std::size_t change = 0; change < history.changes.size(); ++change)
                if (!scenario.shortens_rows() || !history.is_within_row(change)) ++changes;
        }
    }
    const std::size_t disks = wanted / changes + 1;
    Outcome all;
    for (const Scenario& scenario : scenarios()) {
        const double before = processor_seconds();
        const Outcome one = cut_everywhere(scenario, disks, Syncs::Kept, seed);
        MESSAGE(scenario.name, ": ", one.cuts, " cuts, ", one.disks, " different disks, ", one.second, " second cuts, ",
                one.broken, " broken, ", processor_seconds() - before, " s");
        all.cuts += one.cuts;
        all.disks += one.disks;
        all.second += one.second;
        all.broken += one.broken;
        CHECK_MESSAGE(one.broken == 0, one.first);
    }
    CHECK(all.cuts >= wanted);
    MESSAGE(all.cuts, " cuts in ", scenarios().size(), " scenarios left ", all.disks, " different disks, with ",
            all.second, " cuts of the life after; ", all.broken, " broken promises; ", processor_seconds() - started,
            " s of processor time");
}

TEST_CASE("the checker finds the loss where the disk only pretends to sync, files or folders")
{
    for (const Syncs syncs : {Syncs::FilesForgotten, Syncs::FoldersForgotten}) {
        std::size_t broken = 0, scenarios_broken = 0;
        for (const Scenario& scenario : scenarios()) {
            const Outcome one = cut_everywhere(scenario, 2, syncs, 1);
            broken += one.broken;
            if (one.broken > 0)
                ++scenarios_broken;
            else
                MESSAGE("nothing is lost in: ", scenario.name);
        }
        MESSAGE(broken, " losses found in ", scenarios_broken, " of ", scenarios().size(), " scenarios");
        CHECK(scenarios_broken == scenarios().size());
    }
}
