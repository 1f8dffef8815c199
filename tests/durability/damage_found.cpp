#include "durability/damage_found.h"

#include "base/check.h"

#include <algorithm>
#include <set>

namespace mahalla::test {

namespace {

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1)
        lines.push_back(text.substr(at, end - at));
    return lines;
}

/// True for a line that says that something is not as it should be.
bool is_told(const std::string& line)
{
    for (const char* const sign : {"fails: ", "damaged", "quarantined", "gap", "broken"})
        if (line.find(sign) != std::string::npos) return true;
    // A piece whose name was damaged is one that is not here: the vault asks for it again.
    return line.starts_with("files with pieces missing: ") && !line.ends_with(": 0");
}

/// Of a description what is not about attached files.
std::set<std::string> without_files(const std::vector<std::string>& lines)
{
    std::set<std::string> others;
    for (const std::string& line : lines) {
        const bool is_of_files = line.starts_with("file of") || line.starts_with("files with pieces missing") ||
                                 line.starts_with("pieces to hand on");
        if (!is_of_files) others.insert(line.substr(0, line.find(", files only here")));
    }
    return others;
}

} // namespace

std::string DamageFound::text() const
{
    return std::to_string(tried) + " tries: " + std::to_string(harmless) + " of no consequence, " +
           std::to_string(refused) + " refused, " + std::to_string(told) + " told, " + std::to_string(wrong) + " wrong";
}

void judge(DamageFound& found, Laptop& laptop, const std::string& truth, const std::string& what)
{
    ++found.tried;
    if (!laptop.open()) {
        ++found.refused;
        return;
    }
    const std::string shown = description_of(laptop, Names::Exact);
    if (shown == truth) {
        ++found.harmless;
        return;
    }
    const std::vector<std::string> before = lines_of(truth), now = lines_of(shown);
    // A draft, a setting or a form that reads otherwise must say so itself; an event may be told of in its chain.
    const bool is_deceiving = std::ranges::any_of(now, [&](const std::string& line) {
        const bool stands_alone = line.find(", draft") != std::string::npos || line.starts_with("setting") ||
                                  line.starts_with("form") || line.starts_with("vault");
        return stands_alone && !is_told(line) && std::ranges::find(before, line) == before.end();
    });
    if (!is_deceiving && std::ranges::any_of(now, is_told)) {
        ++found.told;
        if (without_files(now) == without_files(before)) return;
        ++found.told_beyond_files;
        if (found.first_told.empty()) found.first_told = what + ":\n" + shown + "--- but was\n" + truth;
        return;
    }
    ++found.wrong;
    if (found.first.empty()) found.first = what + ":\n" + shown + "--- but was\n" + truth;
}

void look(DamageFound& found, const std::filesystem::path& folder, const WaysIn& ways, const std::string& truth,
          const std::string& what)
{
    const FileCalls unsynced(folder);
    Laptop laptop(folder, ways, scenario_escrow());
    judge(found, laptop, truth, what);
}

std::string truth_of(const DiskImage& image, const WaysIn& ways, const std::filesystem::path& folder)
{
    image.put(folder);
    Laptop laptop(folder, ways, scenario_escrow());
    MAHALLA_CHECK(laptop.open());
    return description_of(laptop, Names::Exact);
}

} // namespace mahalla::test
