#include "durability/history.h"

#include "base/check.h"
#include "durability/known_chance.h"
#include "durability/setting.h"

#include <algorithm>

namespace mahalla::test {

namespace {

/// What opens a header was found out by trying; the same header need not be tried again, for each try is costly.
class Headers {
public:
    bool opens(const std::filesystem::path& folder, const WaysIn& ways, const BoxKeyPair& escrow)
    {
        SystemDisk disk;
        const auto header = disk.read(folder / "vault" / "vault.header", 1 << 20);
        const auto project = disk.read(folder / "project" / "project.header", 1 << 20);
        const std::pair key{Files{header ? *header : Bytes(), project ? *project : Bytes()}, ways};
        if (known_.contains(key)) return true;
        if (!tried(folder, ways, escrow, header.has_value(), project.has_value())) return false;
        known_.insert(key);
        return true;
    }

private:
    using Files = std::pair<Bytes, Bytes>;

    static bool tried(const std::filesystem::path& folder, const WaysIn& ways, const BoxKeyPair& escrow, bool has_vault,
                      bool has_project)
    {
        // Nobody has lost a vault that was never said to be there, and what is there opens by what its person knows.
        if (has_vault == (ways.passphrase.empty() && ways.code.empty())) return false;
        if (has_project == ways.project.empty()) return false;
        std::vector<WaysIn> single;
        if (has_vault) {
            if (!ways.passphrase.empty()) single.push_back({ways.passphrase, {}, false, ways.project});
            if (!ways.code.empty()) single.push_back({{}, ways.code, false, ways.project});
            if (ways.by_escrow) single.push_back({{}, {}, true, ways.project});
        } else if (has_project) {
            single.push_back({{}, {}, false, ways.project});
        }
        return std::ranges::all_of(single,
                                   [&](const WaysIn& one) { return Laptop(folder, one, escrow).open().has_value(); });
    }

    std::set<std::pair<Files, WaysIn>> known_;
};

Headers& headers()
{
    static Headers& one = *new Headers;
    return one;
}

std::string described_or(const Laptop& laptop, const std::string& before)
{
    std::string text = description_of(laptop, Names::Exact);
    return text.empty() ? before : text;
}

} // namespace

std::size_t History::acknowledged_at(std::size_t change) const
{
    const auto later = std::ranges::upper_bound(told_at, change);
    return static_cast<std::size_t>(later - told_at.begin()) - 1;
}

History history_of(const Scenario& scenario, const std::filesystem::path& folder, std::uint64_t seed)
{
    History history;
    scenario.start.put(folder);
    {
        Laptop before(folder, scenario.ways, scenario_escrow());
        MAHALLA_CHECK(before.open());
        history.shown.push_back(described_or(before, ""));
    }
    history.ways.push_back(scenario.ways);
    history.told_at.push_back(0);

    scenario.start.put(folder);
    begin_known_chance(seed);
    const FileCalls calls(folder);
    Laptop laptop(folder, scenario.ways, scenario_escrow(), seed);
    for (const Step& step : scenario.steps) {
        MAHALLA_CHECK(step.work(laptop));
        history.told_at.push_back(calls.changes().size());
        history.shown.push_back(described_or(laptop, history.shown.back()));
        history.ways.push_back(laptop.ways);
    }
    history.changes = calls.changes();
    return history;
}

std::string broken_promise(const History& history, std::size_t acknowledged, const std::filesystem::path& folder,
                           Laptop* opened)
{
    const std::size_t last = std::min(acknowledged + 1, history.shown.size() - 1);
    // The header is one file, the database another: each may be a step ahead of the other, neither may be behind.
    std::size_t opens = acknowledged;
    while (opens <= last && !headers().opens(folder, history.ways[opens], scenario_escrow())) ++opens;
    if (opens > last) return "not every way opens it";
    Laptop own(folder, history.ways[opens], scenario_escrow());
    Laptop& laptop = opened != nullptr ? *opened : own;
    laptop.ways = history.ways[opens];
    if (auto result = laptop.open(); !result) return std::string("does not open: ") + name_of(result.error().kind);
    const std::string shown = description_of(laptop, Names::Exact);
    for (std::size_t step = acknowledged; step <= last; ++step)
        if (shown == history.shown[step]) return {};
    return "shows neither what was acknowledged nor what was under way:\n" + shown + "--- but was\n" +
           history.shown[acknowledged] + "--- or\n" + history.shown[last];
}

std::filesystem::path quick_folder()
{
    const std::filesystem::path memory = "/dev/shm";
    return std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
}

} // namespace mahalla::test
