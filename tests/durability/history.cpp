#include "durability/history.h"

#include "base/check.h"
#include "durability/known_chance.h"
#include "durability/setting.h"
#include "store/erase_folder.h"

#include <algorithm>
#include <bitset>
#include <cstdio>

namespace mahalla::test {

namespace {

/// What opens a header was found out by trying; the same header need not be tried again, for each try is costly.
class Headers {
public:
    bool opens(const std::filesystem::path& folder, const WaysIn& ways, bool is_of_journey)
    {
        SystemDisk disk;
        const auto header = disk.read(folder / "vault" / "vault.header", 1 << 20);
        const auto project = disk.read(folder / "project" / "project.header", 1 << 20);
        const std::pair key{Files{header ? *header : Bytes(), project ? *project : Bytes()}, ways};
        // On a journey the inside of the vault has a say, too.
        if (!is_of_journey && known_.contains(key)) return true;
        if (!tried(folder, ways, header.has_value(), project.has_value())) return false;
        known_.insert(key);
        return true;
    }

private:
    using Files = std::pair<Bytes, Bytes>;

    static bool tried(const std::filesystem::path& folder, const WaysIn& ways, bool has_vault, bool has_project)
    {
        // Nobody has lost a vault that was never said to be there, and what is there opens by what its person knows.
        if (has_vault == (ways.passphrase.empty() && ways.code.empty())) return false;
        if (has_project == ways.project.empty()) return false;
        if (!has_vault && !has_project) return true;
        const auto opened = [&](bool by_passphrase, bool by_code, bool by_escrow) {
            WaysIn one = ways;
            if (!by_passphrase) one.passphrase.clear();
            if (!by_code) one.code.clear();
            one.by_escrow = by_escrow;
            return Laptop(folder, one, scenario_escrow()).open();
        };
        if (!has_vault) return opened(false, false, false).has_value();
        if (ways.travels) return opens_on_the_way(folder, ways, opened);
        return (ways.passphrase.empty() || opened(true, false, false)) &&
               (ways.code.empty() || opened(false, true, false)) && (!ways.by_escrow || opened(true, false, true));
    }

    static bool opens_on_the_way(const std::filesystem::path& folder, const WaysIn& ways, const auto& opened)
    {
        for (const bool by_code : {false, true}) {
            const Result<void> alone = opened(!by_code, by_code, false);
            if (alone || alone.error().kind != ErrorKind::Refused) return false;
        }
        if (!opened(true, false, true)) return false;
        Laptop laptop(folder, ways, scenario_escrow());
        const Secret passphrase = Secret::copy_of(ways.passphrase);
        Bytes answer = ways.answer;
        if (answer.empty()) {
            const auto asked = Vault::challenge(laptop.vault_folder(), passphrase, laptop.environment());
            const auto challenge = asked ? TravelChallenge::parse(*asked) : tl::unexpected(asked.error());
            const auto answered =
                challenge ? challenge->answer(*Setting::the().supervisor_keys) : tl::unexpected(challenge.error());
            if (!answered) return false;
            answer = *answered;
        }
        return Vault::unlock_with_answer(laptop.vault_folder(), passphrase, answer, laptop.environment()).has_value();
    }

    std::set<std::pair<Files, WaysIn>> known_;
};

Headers& headers()
{
    static Headers& one = *new Headers;
    return one;
}

/// Ends the end of a project that was interrupted, and says what is wrong with what is left of it. Nothing is done
/// where its end had not begun.
std::string unfinished_end(const std::filesystem::path& folder)
{
    Laptop laptop(folder, {}, scenario_escrow());
    if (const auto ended = Vault::finish_erasing(laptop.vault_folder(), laptop.disk); !ended)
        return std::string("an interrupted end of the vault: ") + name_of(ended.error().kind);
    const std::filesystem::path project_header = laptop.project_folder() / "project.header";
    const auto is_begun = is_being_erased(laptop.disk, project_header, {});
    if (!is_begun) return "nobody can tell whether the project is being erased";
    if (*is_begun)
        if (const auto ended =
                Project::erase(laptop.project_folder(), Secret::copy_of("unknown"), laptop.environment());
            !ended)
            return std::string("an interrupted end of the project: ") + name_of(ended.error().kind);
    // Whatever the moment: what opens no more leaves no folder in which nothing new can begin.
    for (const auto& [place, header] :
         {std::pair{laptop.vault_folder(), "vault.header"}, std::pair{laptop.project_folder(), "project.header"}}) {
        const auto names = laptop.disk.list(place);
        if (names && !names->empty() && !laptop.disk.exists(place / header)) return "an end leaves something behind";
    }
    return {};
}

bool holds_no_file(const std::filesystem::path& folder)
{
    const auto entries = std::filesystem::recursive_directory_iterator(folder);
    return std::none_of(begin(entries), end(entries), [](const auto& entry) { return entry.is_regular_file(); });
}

} // namespace

std::size_t History::acknowledged_at(std::size_t change) const
{
    const auto later = std::ranges::upper_bound(told_at, change);
    return static_cast<std::size_t>(later - told_at.begin()) - 1;
}

bool History::is_within_row(std::size_t change) const
{
    if (change == 0 || change + 1 >= changes.size() || change % 16 == 0) return false;
    return std::all_of(changes.begin() + static_cast<std::ptrdiff_t>(change) - 1,
                       changes.begin() + static_cast<std::ptrdiff_t>(change) + 2, [&](const FileCall& one) {
                           return one.kind == FileCall::Kind::Write && one.path == changes[change].path;
                       });
}

History history_of(const Scenario& scenario, const std::filesystem::path& folder, std::uint64_t seed)
{
    History history;
    scenario.start.put(folder);
    {
        Laptop before(folder, scenario.ways, scenario_escrow());
        MAHALLA_CHECK(before.open());
        history.shown.push_back(shown_by(before, Names::Exact));
    }
    history.ways.push_back(scenario.ways);
    history.told_at.push_back(0);
    history.erased.emplace_back();

    scenario.start.put(folder);
    begin_known_chance(seed);
    const FileCalls calls(folder);
    Laptop laptop(folder, scenario.ways, scenario_escrow(), seed);
    for (const Step& step : scenario.steps) {
        std::vector<Bytes> erased = history.erased.back();
        if (step.erases)
            for (Bytes& bytes : step.erases(laptop)) erased.push_back(std::move(bytes));
        const auto done = step.work(laptop);
        if (!done)
            std::fprintf(stderr, "%s, %s: %s\n", scenario.name.c_str(), step.name.c_str(),
                         done.error().message.c_str());
        MAHALLA_CHECK(done);
        history.told_at.push_back(calls.changes().size());
        history.shown.push_back(shown_by(laptop, Names::Exact, history.shown.back()));
        history.ways.push_back(laptop.ways);
        history.erased.push_back(std::move(erased));
    }
    history.changes = calls.changes();
    return history;
}

std::string broken_promise(const History& history, std::size_t acknowledged, const std::filesystem::path& folder,
                           Laptop* opened)
{
    const std::size_t last = std::min(acknowledged + 1, history.shown.size() - 1);
    const bool is_of_journey = std::ranges::any_of(history.ways, &WaysIn::travels);
    if (history.ways[last].has_ended)
        if (std::string unfinished = unfinished_end(folder); !unfinished.empty()) return unfinished;
    if (history.ways[acknowledged].has_ended && !holds_no_file(folder)) return "a file is left of what has ended";
    // The header is one file, the database another: each may be a step ahead of the other, neither may be behind.
    std::size_t opens = acknowledged;
    while (opens <= last && !headers().opens(folder, history.ways[opens], is_of_journey)) ++opens;
    if (opens > last) return "not every way opens it";
    Laptop own(folder, history.ways[opens], scenario_escrow());
    Laptop& laptop = opened != nullptr ? *opened : own;
    laptop.ways = history.ways[opens];
    if (auto result = laptop.open(); !result) return std::string("does not open: ") + name_of(result.error().kind);
    Shown shown = shown_by(laptop, Names::Exact);
    if (shown.is_between(history.shown[acknowledged], history.shown[last])) return {};
    return "shows neither what was acknowledged nor what was under way:\n" + shown.text() + "--- but was\n" +
           history.shown[acknowledged].text() + "--- or\n" + history.shown[last].text();
}

std::string residue_in(const DiskImage& disk, const std::vector<Bytes>& erased)
{
    if (erased.empty()) return {};
    std::bitset<1U << 16U> beginnings;
    const auto beginning_of = [](const std::uint8_t* bytes) { return std::size_t{bytes[0]} << 8U | bytes[1]; };
    for (const Bytes& bytes : erased) beginnings.set(beginning_of(bytes.data()));
    for (const auto& [name, content] : disk.files)
        for (std::size_t at = 0; at + 2 <= content.size(); ++at) {
            if (!beginnings[beginning_of(content.data() + at)]) continue;
            for (const Bytes& bytes : erased)
                if (at + bytes.size() <= content.size() && std::equal(bytes.begin(), bytes.end(), content.data() + at))
                    return name + " holds at " + std::to_string(at) + " what was erased";
        }
    return {};
}

std::filesystem::path quick_folder()
{
    const std::filesystem::path memory = "/dev/shm";
    return std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
}

} // namespace mahalla::test
