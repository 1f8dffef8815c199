#include "durability/history.h"
#include "durability/known_chance.h"
#include "support/temporary_folder.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <doctest/doctest.h>
#include <map>
#include <set>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// One run of a scenario with one fault.
struct Run {
    const Scenario& scenario;
    const std::vector<Shown>& shown; ///< After each step of a run without fault, ids left out.
    std::size_t call;
    CallFault fault;
    FaultLasts lasts;
};

struct Outcome {
    std::size_t runs = 0;
    std::size_t told = 0;      ///< Steps that failed and said so.
    std::size_t weathered = 0; ///< Runs in which the fault was met and no step needed to fail.
    std::size_t broken = 0;
    std::string first;
};

Shown described(const Laptop& laptop, const Shown& otherwise) { return shown_by(laptop, Names::LeftOut, otherwise); }

/// What a run has led away from one without fault, and may.
struct Departures {
    bool has_failed = false; ///< A step failed.
    /// Copies that could not be read when something was to be erased in them.
    std::set<std::string> given_up;
    /// Backups that failed after they may have come to lie on the medium.
    std::size_t backups_left = 0;
};

/// What is open, without the number of outdated backups, and that number.
std::pair<std::string, std::size_t> without_outdated(std::string open)
{
    const std::string before = "outdated backups: ";
    const std::size_t at = open.find(before);
    if (at == std::string::npos) return {open, 0};
    const std::size_t number = std::strtoull(open.c_str() + at + before.size(), nullptr, 10);
    return {open.erase(at, open.find('\n', at) - at), number};
}

/// Whether the same is open; each backup that may have been left makes one more that an erasure outdates.
bool is_same_open(const std::string& now, const std::string& expected, const Departures& departures)
{
    if (now == expected) return true;
    const auto [rest, number] = without_outdated(now);
    const auto [expected_rest, expected_number] = without_outdated(expected);
    return rest == expected_rest && number > expected_number && number - expected_number <= departures.backups_left;
}

/// Whether a step that succeeded shows what it should. Where a step before it, or its first try, failed after it had
/// made or given up a copy, there may be another choice of older ones; the newest is there in any case.
bool is_as_expected(const Shown& now, const Run& run, std::size_t step, const Departures& departures)
{
    const Shown& expected = run.shown[step];
    if (now == expected) return true;
    if (!is_same_open(now.open, expected.open, departures)) return false;
    const auto is_missing_rightly = [&](const std::string& copy) {
        return now.copies.contains(copy) || departures.given_up.contains(copy);
    };
    const auto is_known = [&](const Shown& shown, const std::string& copy) { return shown.copies.contains(copy); };
    if (std::ranges::all_of(expected.copies, is_missing_rightly) &&
        std::ranges::all_of(now.copies, [&](const std::string& copy) { return is_known(expected, copy); }))
        return true;
    if (!departures.has_failed) return false;
    const Shown& before = run.shown[step - 1];
    const bool has_newest = std::ranges::all_of(expected.copies, [&](const std::string& copy) {
        return before.copies.contains(copy) || is_missing_rightly(copy);
    });
    return has_newest && std::ranges::all_of(now.copies, [&](const std::string& copy) {
               return std::ranges::any_of(run.shown, [&](const Shown& once) { return is_known(once, copy); });
           });
}

/// Notes which copies a step has given up where it may have: what cannot be read and may hold what is to be erased is
/// destroyed. A disk that fails once costs none.
void note_given_up(Departures& departures, const Run& run, std::size_t step, const Shown& now)
{
    if (!run.scenario.steps[step].may_give_up_copies) return;
    if (run.fault != CallFault::Unreadable || run.lasts != FaultLasts::UntilHealed) return;
    for (const std::size_t when : {step, step + 1})
        for (const std::string& copy : run.shown[when].copies)
            if (!now.copies.contains(copy)) departures.given_up.insert(copy);
}

/// What is wrong with how the run went; empty where nothing is.
std::string broken_promise_of(const Run& run, const std::filesystem::path& folder, Outcome& outcome)
{
    run.scenario.start.put(folder);
    begin_known_chance(1);
    FileCalls calls(folder);
    Laptop laptop(folder, run.scenario.ways, scenario_escrow());
    calls.fail_at(run.call, run.fault, run.lasts);
    std::size_t failed = 0;
    Departures departures;
    std::vector<Bytes> erased;
    for (std::size_t number = 0; number < run.scenario.steps.size(); ++number) {
        const Step& step = run.scenario.steps[number];
        if (step.erases)
            for (Bytes& bytes : step.erases(laptop)) erased.push_back(std::move(bytes));
        auto result = step.work(laptop);
        if (!result) {
            const std::string where = "\"" + step.name + "\" ";
            ++failed;
            departures.has_failed = true;
            if (!calls.has_failed()) return where + "fails though the disk did not: " + result.error().message;
            if (run.fault == CallFault::Halfway) return where + "fails though the system only wrote less at once";
            // What cannot be read may be damaged for good; whether it is, only the next try tells.
            const bool is_told = result.error().kind == ErrorKind::Unavailable ||
                                 (run.fault == CallFault::Unreadable && result.error().kind == ErrorKind::Corrupt);
            if (!is_told)
                return where + "calls a failing disk " + name_of(result.error().kind) + ": " + result.error().message;
            // Memory says what it said before; a vault that cannot know locks.
            const bool is_locked = laptop.vault && laptop.vault->is_locked();
            const Shown seen = described(laptop, run.shown[number]);
            const Shown& before = run.shown[number];
            note_given_up(departures, run, number, seen);
            if (step.may_leave_backup) ++departures.backups_left;
            const bool is_done = step.may_be_done && is_as_expected(seen, run, number + 1, departures);
            if (!is_locked && !is_done &&
                (seen.open != before.open || !seen.is_between(before, run.shown[number + 1])) &&
                !is_as_expected(seen, run, number, departures))
                return where + "failed and changed what is seen:\n" + seen.text() + "--- but was\n" + before.text();
            calls.heal();
            if (is_locked)
                if (auto opened = laptop.open(); !opened) return where + "failed and nothing opens any more";
            if (is_locked && described(laptop, run.shown[number]) == run.shown[number + 1]) continue;
            // A folder in which the disk would not even remove what was begun is left alone; people choose another.
            if (step.makes_folder && run.fault != CallFault::Full && run.lasts == FaultLasts::UntilHealed)
                for (const char* const name : {"vault", "project"}) std::filesystem::remove_all(folder / name);
            if (result = step.work(laptop); !result)
                return where + "fails again after the disk is well: " + result.error().message;
        }
        // Where it could not even see again what it took back, it has locked.
        if (laptop.vault && laptop.vault->is_locked()) {
            calls.heal();
            if (auto opened = laptop.open(); !opened) return "\"" + step.name + "\" locked and nothing opens any more";
        }
        const Shown seen = described(laptop, run.shown[number + 1]);
        if (calls.has_failed()) note_given_up(departures, run, number, seen);
        if (!is_as_expected(seen, run, number + 1, departures))
            return "\"" + step.name + "\" succeeded and shows something else:\n" + seen.text() + "--- rather than\n" +
                   run.shown[number + 1].text();
    }
    outcome.told += failed;
    if (failed == 0 && calls.has_failed()) ++outcome.weathered;
    calls.heal();
    laptop.close();
    Laptop again(folder, laptop.ways, scenario_escrow());
    if (auto opened = again.open(); !opened) return "does not open afterwards: " + opened.error().message;
    const Shown seen = shown_by(again, Names::LeftOut);
    if (!is_as_expected(seen, run, run.shown.size() - 1, departures))
        return "memory and disk disagree afterwards:\n" + seen.text() + "--- but was\n" + run.shown.back().text();
    // What a failing disk kept in the log is gone when the vault was opened once.
    again.close();
    return residue_in(DiskImage::of(folder), erased);
}

constexpr std::array faults = {CallFault::Full, CallFault::Broken, CallFault::Unreadable, CallFault::Denied,
                               CallFault::Halfway};

/// A scenario in which nothing fails.
struct Undisturbed {
    std::vector<Shown> shown;
    std::map<CallFault, std::vector<std::size_t>> calls; ///< That a fault concerns.
    std::size_t calls_in_all = 0;
};

Undisturbed undisturbed(const Scenario& scenario, const std::filesystem::path& folder)
{
    Undisturbed run;
    scenario.start.put(folder);
    {
        Laptop before(folder, scenario.ways, scenario_escrow());
        REQUIRE(before.open());
        run.shown.push_back(shown_by(before, Names::LeftOut));
    }
    scenario.start.put(folder);
    begin_known_chance(1);
    const FileCalls calls(folder);
    Laptop laptop(folder, scenario.ways, scenario_escrow());
    for (const Step& step : scenario.steps) {
        REQUIRE(step.work(laptop));
        run.shown.push_back(described(laptop, run.shown.back()));
    }
    run.calls_in_all = calls.calls();
    // Who copies whole files makes some thousand calls, at which the same happens again and again.
    const auto is_tried = [&](std::size_t call) {
        return !scenario.shortens_rows() || (call % 4 == 0 && !calls.is_within_row(call));
    };
    for (const CallFault fault : faults)
        for (std::size_t call = 1; call <= run.calls_in_all; ++call)
            if (calls.can_fail(call, fault) && is_tried(call)) run.calls[fault].push_back(call);
    return run;
}

std::string words_of(CallFault fault)
{
    switch (fault) {
    case CallFault::Full:
        return "full";
    case CallFault::Broken:
        return "broken";
    case CallFault::Unreadable:
        return "unreadable";
    case CallFault::Denied:
        return "denied";
    case CallFault::Halfway:
        break;
    }
    return "halfway";
}

/// One failing call, and one from which on all fail; where less is written at once, the second would be no fault.
std::vector<std::pair<std::size_t, FaultLasts>> runs_with(const Undisturbed& usual, CallFault fault)
{
    std::vector<std::pair<std::size_t, FaultLasts>> runs;
    const auto calls = usual.calls.find(fault);
    if (calls == usual.calls.end()) return runs;
    for (const std::size_t call : calls->second) {
        runs.emplace_back(call, FaultLasts::OneCall);
        if (fault != CallFault::Halfway) runs.emplace_back(call, FaultLasts::UntilHealed);
    }
    return runs;
}

} // namespace

TEST_CASE(
    "whichever call to the system fails, the step says so, nothing earlier is harmed, and it works when it is well")
{
    const TemporaryFolder temporary(quick_folder());
    const std::filesystem::path folder = temporary / "laptop";
    Outcome all;
    std::size_t calls_in_all = 0;
    for (const Scenario& scenario : scenarios()) {
        const Undisturbed usual = undisturbed(scenario, folder);
        calls_in_all += usual.calls_in_all;
        Outcome outcome;
        for (const CallFault fault : faults)
            for (const auto& [call, lasts] : runs_with(usual, fault)) {
                ++outcome.runs;
                const std::string promise =
                    broken_promise_of({scenario, usual.shown, call, fault, lasts}, folder, outcome);
                if (promise.empty()) continue;
                if (std::getenv("MAHALLA_EACH_FAULT") != nullptr)
                    MESSAGE(scenario.name, ", call ", call, " ", words_of(fault),
                            std::string(lasts == FaultLasts::OneCall ? " once: " : " on: "), promise);
                if (++outcome.broken == 1)
                    outcome.first = words_of(fault) + (lasts == FaultLasts::OneCall ? " once" : " until healed") +
                                    " at call " + std::to_string(call) + " of " + std::to_string(usual.calls_in_all) +
                                    ": " + promise;
            }
        MESSAGE(scenario.name, ": ", outcome.runs, " runs, ", outcome.broken, " broken");
        CHECK_MESSAGE(outcome.broken == 0, scenario.name, ": ", outcome.broken, " of ", outcome.runs, "; ",
                      outcome.first);
        all.runs += outcome.runs;
        all.told += outcome.told;
        all.weathered += outcome.weathered;
        all.broken += outcome.broken;
    }
    MESSAGE(calls_in_all, " calls in ", scenarios().size(), " scenarios, ", all.runs, " runs with a fault: ", all.told,
            " failures told, ", all.weathered, " faults weathered, ", all.broken, " promises broken");
    CHECK(all.told > calls_in_all);
}
