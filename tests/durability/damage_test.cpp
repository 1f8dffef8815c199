#include "database/database.h"
#include "durability/damage_found.h"
#include "durability/history.h"
#include "durability/setting.h"
#include "support/temporary_folder.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

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
    std::vector<DamageFound> outcomes(3);
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
    for (const DamageFound& outcome : outcomes) {
        MESSAGE(outcome.tried, " flips: ", outcome.refused, " refused, ", outcome.harmless, " of no consequence");
        CHECK_MESSAGE(outcome.wrong == 0, outcome.first);
        CHECK(outcome.told == 0);
    }
    // Each bit of what belongs to a way closes that way; the passphrase's is the beginning, the slots follow.
    CHECK(outcomes[0].refused >= passphrase_end * 8);
    CHECK(outcomes[1].refused >= 72 * 8);
    CHECK(outcomes[2].refused >= 80 * 8);

    DamageFound lengths;
    for (std::size_t size = 0; size <= header.size() + 1; ++size) {
        if (size == header.size()) continue;
        Bytes damaged = header;
        damaged.resize(size, 0);
        with_header(damaged);
        for (const WaysIn& way : all) look(lengths, folder, way, truth, std::to_string(size) + " bytes");
    }
    CHECK(lengths.refused == lengths.tried);
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
        DamageFound outcome;
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
