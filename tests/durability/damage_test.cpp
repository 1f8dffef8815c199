#include "database/database.h"
#include "durability/history.h"
#include "durability/setting.h"
#include "support/temporary_folder.h"

#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1)
        lines.push_back(text.substr(at, end - at));
    return lines;
}

/// How a vault answers damage.
struct Outcome {
    std::size_t tried = 0;
    std::size_t harmless = 0; ///< Everything is shown as it was.
    std::size_t refused = 0;  ///< It does not open, and says so.
    std::size_t told = 0;     ///< It opens, and what is shown otherwise is marked.
    std::size_t wrong = 0;
    std::string first;
};

/// True for a line that says that something is not as it should be.
bool is_told(const std::string& line)
{
    for (const char* const sign : {"fails: ", "damaged", "quarantined", "gap", "broken"})
        if (line.find(sign) != std::string::npos) return true;
    return false;
}

/// Opens what lies in `folder` and compares what it shows with the truth.
void look(Outcome& outcome, const std::filesystem::path& folder, const WaysIn& ways, const std::string& truth,
          const std::string& what)
{
    ++outcome.tried;
    const FileCalls unsynced(folder);
    Laptop laptop(folder, ways, scenario_escrow());
    if (!laptop.open()) {
        ++outcome.refused;
        return;
    }
    const std::string shown = description_of(laptop, Names::Exact);
    if (shown == truth) {
        ++outcome.harmless;
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
        ++outcome.told;
        return;
    }
    ++outcome.wrong;
    if (std::getenv("MAHALLA_ALL_DAMAGES") != nullptr) MESSAGE(what, "\n", shown);
    if (outcome.first.empty()) outcome.first = what + ":\n" + shown + "--- but was\n" + truth;
}

/// The truth about an undamaged image.
std::string truth_of(const DiskImage& image, const WaysIn& ways, const std::filesystem::path& folder)
{
    image.put(folder);
    Laptop laptop(folder, ways, scenario_escrow());
    REQUIRE(laptop.open());
    return description_of(laptop, Names::Exact);
}

constexpr std::size_t page_bytes = 4096;

bool is_empty_around(const Bytes& bytes, std::size_t place)
{
    const std::size_t from = std::max<std::size_t>(place, 32) - 32, to = std::min(place + 32, bytes.size());
    return std::all_of(bytes.begin() + static_cast<std::ptrdiff_t>(from),
                       bytes.begin() + static_cast<std::ptrdiff_t>(to), [](std::uint8_t byte) { return byte == 0; });
}

std::size_t bits_each() { return std::getenv("MAHALLA_LONG") != nullptr ? 8 : 1; }

} // namespace

TEST_CASE("a header with any bit flipped, cut short or with a byte added opens nothing wrong")
{
    const TemporaryFolder temporary(quick_folder());
    const std::filesystem::path folder = temporary / "laptop";
    const DiskImage& image = Setting::the().worker;
    const WaysIn& ways = Setting::the().worker_ways;
    const std::string truth = truth_of(image, ways, folder);
    const Bytes& header = image.files.at("vault/vault.header");
    const std::size_t passphrase_end = 122;
    const auto with_header = [&](Bytes bytes) {
        DiskImage damaged = image;
        damaged.files["vault/vault.header"] = std::move(bytes);
        damaged.put(folder);
    };
    const std::vector<WaysIn> all = {{ways.passphrase, {}, false, {}}, {{}, ways.code, false, {}}, {{}, {}, true, {}}};
    std::vector<Outcome> outcomes(3);
    for (std::size_t bit = 0; bit < header.size() * 8; ++bit) {
        Bytes damaged = header;
        damaged[bit / 8] = static_cast<std::uint8_t>(damaged[bit / 8] ^ 1U << bit % 8);
        with_header(damaged);
        for (std::size_t way = 0; way < all.size(); ++way) {
            // A passphrase is costly to try; behind its own bytes it is tried once a byte.
            if (way == 0 && bit / 8 >= passphrase_end && bit % 8 != 0) continue;
            look(outcomes[way], folder, all[way], truth, "bit " + std::to_string(bit));
        }
    }
    for (const Outcome& outcome : outcomes) {
        MESSAGE(outcome.tried, " flips: ", outcome.refused, " refused, ", outcome.harmless, " of no consequence");
        CHECK_MESSAGE(outcome.wrong == 0, outcome.first);
        CHECK(outcome.told == 0);
    }
    // Each bit of what belongs to a way closes that way; the passphrase's is the beginning, the slots follow.
    CHECK(outcomes[0].refused >= passphrase_end * 8);
    CHECK(outcomes[1].refused >= 72 * 8);
    CHECK(outcomes[2].refused >= 80 * 8);

    Outcome lengths;
    for (std::size_t size = 0; size <= header.size() + 1; ++size) {
        if (size == header.size()) continue;
        Bytes damaged = header;
        damaged.resize(size, 0);
        with_header(damaged);
        for (const WaysIn& way : all) look(lengths, folder, way, truth, std::to_string(size) + " bytes");
    }
    CHECK(lengths.refused == lengths.tried);
}

TEST_CASE("a vault whose database has a bit flipped anywhere shows nothing wrong: it refuses, or marks what is damaged")
{
    const TemporaryFolder temporary(quick_folder());
    const std::filesystem::path folder = temporary / "laptop";
    const DiskImage& image = Setting::the().worker;
    const WaysIn& ways = Setting::the().worker_ways;
    const std::string truth = truth_of(image, ways, folder);
    const std::string name = "vault/vault.sqlite";
    const Bytes& database = image.files.at(name);
    Outcome outcome;
    DiskImage damaged = image;
    for (std::size_t byte = 0; byte < database.size(); ++byte) {
        // Of the empty middles of pages one byte in sixteen is enough; of what says where things are in a page, all
        // bits.
        if (byte % 16 != 0 && is_empty_around(database, byte)) continue;
        const bool is_map = byte % page_bytes < 48 || byte < 160;
        for (std::size_t bit = 0; bit < (is_map ? 8 : bits_each()); ++bit) {
            const std::size_t which = (bit + byte * 5 + byte / 8) % 8;
            damaged.files[name][byte] = static_cast<std::uint8_t>(database[byte] ^ 1U << which);
            damaged.put(folder);
            look(outcome, folder, ways, truth, "byte " + std::to_string(byte) + ", bit " + std::to_string(which));
            damaged.files[name][byte] = database[byte];
        }
    }
    MESSAGE(database.size(), " bytes, ", outcome.tried, " flips: ", outcome.harmless, " of no consequence, ",
            outcome.refused, " refused, ", outcome.told, " told, ", outcome.wrong, " wrong");
    CHECK_MESSAGE(outcome.wrong == 0, outcome.first);
    CHECK(outcome.refused + outcome.told > outcome.tried / 4);
}

TEST_CASE("a vault whose database is cut short at any place shows nothing wrong")
{
    const TemporaryFolder temporary(quick_folder());
    const std::filesystem::path folder = temporary / "laptop";
    const DiskImage& image = Setting::the().worker;
    const WaysIn& ways = Setting::the().worker_ways;
    const std::string truth = truth_of(image, ways, folder);
    const std::string name = "vault/vault.sqlite";
    Outcome outcome;
    DiskImage damaged = image;
    for (std::size_t size = 0; size < image.files.at(name).size(); size += 61) {
        damaged.files[name] = image.files.at(name);
        damaged.files[name].resize(size);
        damaged.put(folder);
        look(outcome, folder, ways, truth, std::to_string(size) + " bytes");
    }
    MESSAGE(outcome.tried, " lengths: ", outcome.refused, " refused, ", outcome.told, " told, ", outcome.wrong,
            " wrong");
    CHECK_MESSAGE(outcome.wrong == 0, outcome.first);
    // The end of the file may be pages that hold nothing: without them all is there.
    CHECK(outcome.refused + outcome.told > outcome.tried / 2);
}

TEST_CASE("what is moved to another place in the database is told, or makes no difference")
{
    // Whoever has the disk but no passphrase can exchange rows; each column of each table with that of every other row.
    struct Column {
        const char* table;
        const char* name;
        const char* together = nullptr; ///< A second column that moves with it.
    };
    const TemporaryFolder temporary(quick_folder());
    const std::filesystem::path folder = temporary / "laptop";
    const DiskImage& image = Setting::the().worker;
    const WaysIn& ways = Setting::the().worker_ways;
    const std::string truth = truth_of(image, ways, folder);
    for (const Column column : {Column{"draft", "key"},
                                {"draft", "box"},
                                {"draft", "key", "box"},
                                {"event", "record"},
                                {"event", "state"},
                                {"event", "key"},
                                {"event", "bytes"},
                                {"item", "box"}}) {
        CAPTURE(column.table);
        CAPTURE(column.name);
        Outcome outcome;
        const std::string table = column.table, name = column.name;
        const std::string second = column.together ? column.together : "";
        for (int from = 1; from <= 8; ++from)
            for (int to = 1; to <= 8; ++to) {
                image.put(folder);
                {
                    const FileCalls unsynced(folder);
                    auto database = Database::open(folder / "vault" / "vault.sqlite", {0x4d48'5654, {""}});
                    REQUIRE(database);
                    const std::string row =
                        "(SELECT rowid FROM " + table + " LIMIT 1 OFFSET " + std::to_string(to - 1) + ")";
                    const auto other = [&](const std::string& moving) {
                        return "(SELECT " + moving + " FROM " + table + " LIMIT 1 OFFSET " + std::to_string(from - 1) +
                               ")";
                    };
                    const std::string both = second.empty() ? "" : "," + second + "=" + other(second);
                    const auto moved =
                        database->execute("UPDATE " + table + " SET " + name + "=" + other(name) + both +
                                          " WHERE rowid=" + row + " AND " + other(name) + " IS NOT NULL");
                    if (!moved) continue; // Two rows of one place are refused by the table itself.
                }
                look(outcome, folder, ways, truth,
                     table + "." + name + " of " + std::to_string(from) + " in " + std::to_string(to));
            }
        MESSAGE(table, ".", name, ": ", outcome.tried, " moves, ", outcome.harmless, " of no consequence, ",
                outcome.refused, " refused, ", outcome.told, " told");
        CHECK_MESSAGE(outcome.wrong == 0, outcome.first);
        CHECK(outcome.told + outcome.refused > 0);
    }
}
