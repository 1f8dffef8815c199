#include "durability/history.h"
#include "durability/known_chance.h"
#include "support/temporary_folder.h"

#include <array>
#include <cstdlib>
#include <doctest/doctest.h>
#include <map>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// One run of a scenario with one fault.
struct Run {
    const Scenario& scenario;
    const std::vector<std::string>& shown; ///< After each step of a run without fault, ids left out.
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

std::string described(const Laptop& laptop, const std::string& otherwise)
{
    const FileCalls::Aside aside;
    std::string text = description_of(laptop, Names::LeftOut);
    return text.empty() ? otherwise : text;
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
    for (std::size_t number = 0; number < run.scenario.steps.size(); ++number) {
        const Step& step = run.scenario.steps[number];
        auto result = step.work(laptop);
        if (!result) {
            const std::string where = "\"" + step.name + "\" ";
            ++failed;
            if (!calls.has_failed()) return where + "fails though the disk did not: " + result.error().message;
            if (run.fault == CallFault::Halfway) return where + "fails though the system only wrote less at once";
            // What cannot be read may be damaged for good; whether it is, only the next try tells.
            const bool is_told = result.error().kind == ErrorKind::Unavailable ||
                                 (run.fault == CallFault::Unreadable && result.error().kind == ErrorKind::Corrupt);
            if (!is_told)
                return where + "calls a failing disk " + name_of(result.error().kind) + ": " + result.error().message;
            // Memory says what it said before; a vault that cannot know locks.
            const bool is_locked = laptop.vault && laptop.vault->is_locked();
            if (!is_locked && described(laptop, run.shown[number]) != run.shown[number])
                return where + "failed and changed what is seen:\n" + described(laptop, "") + "--- but was\n" +
                       run.shown[number];
            calls.heal();
            if (is_locked)
                if (auto opened = laptop.open(); !opened) return where + "failed and nothing opens any more";
            if (is_locked && described(laptop, run.shown[number]) == run.shown[number + 1]) continue;
            // A folder in which the disk would not even remove what was begun is left alone; people choose another.
            if (step.name.starts_with("create") && run.fault != CallFault::Full && run.lasts == FaultLasts::UntilHealed)
                for (const char* const name : {"vault", "project"}) std::filesystem::remove_all(folder / name);
            if (result = step.work(laptop); !result)
                return where + "fails again after the disk is well: " + result.error().message;
        }
        // Where it could not even see again what it took back, it has locked.
        if (laptop.vault && laptop.vault->is_locked()) {
            calls.heal();
            if (auto opened = laptop.open(); !opened) return "\"" + step.name + "\" locked and nothing opens any more";
        }
        if (described(laptop, run.shown[number + 1]) != run.shown[number + 1])
            return "\"" + step.name + "\" succeeded and shows something else:\n" + described(laptop, "") +
                   "--- rather than\n" + run.shown[number + 1];
    }
    outcome.told += failed;
    if (failed == 0 && calls.has_failed()) ++outcome.weathered;
    calls.heal();
    laptop.close();
    Laptop again(folder, laptop.ways, scenario_escrow());
    if (auto opened = again.open(); !opened) return "does not open afterwards: " + opened.error().message;
    if (description_of(again, Names::LeftOut) != run.shown.back())
        return "memory and disk disagree afterwards:\n" + description_of(again, Names::LeftOut) + "--- but was\n" +
               run.shown.back();
    return {};
}

constexpr std::array faults = {CallFault::Full, CallFault::Broken, CallFault::Unreadable, CallFault::Denied,
                               CallFault::Halfway};

/// A scenario in which nothing fails.
struct Undisturbed {
    std::vector<std::string> shown;
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
        run.shown.push_back(description_of(before, Names::LeftOut));
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
    for (const CallFault fault : faults)
        for (std::size_t call = 1; call <= run.calls_in_all; ++call)
            if (calls.can_fail(call, fault)) run.calls[fault].push_back(call);
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
                if (std::getenv("MAHALLA_ALL_FAULTS") != nullptr)
                    MESSAGE(scenario.name, ", call ", call, " ", words_of(fault),
                            std::string(lasts == FaultLasts::OneCall ? " once: " : " on: "), promise);
                if (++outcome.broken == 1)
                    outcome.first = words_of(fault) + (lasts == FaultLasts::OneCall ? " once" : " until healed") +
                                    " at call " + std::to_string(call) + " of " + std::to_string(usual.calls_in_all) +
                                    ": " + promise;
            }
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
