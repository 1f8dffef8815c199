// What protecting a table costs, and how it grows: disclosure_benchmark [--allowance F]
//
// Tables of random counts, of which one in ten is unsafe; the same for ever. Ends with 1 where a promise is exceeded
// more than F times (1 unless given).

#include "base/check.h"
#include "base/number.h"
#include "base/seeded_random.h"
#include "benchmarks/disclosure/fewest_cells.h"
#include "benchmarks/disclosure/random_counts.h"
#include "benchmarks/processor_time.h"
#include "benchmarks/report.h"
#include "disclosure/protect.h"

#include <string_view>

using namespace mahalla;
using namespace mahalla::test;

namespace {

constexpr double large_table_ms_max = 10'000;
constexpr double weekly_table_ms_max = 2'000;
constexpr std::uint64_t threshold = 5;

struct Cost {
    double milliseconds = 0;
    ProtectionReport report;
};

Cost cost_of(const std::vector<std::size_t>& sizes)
{
    SeededRandom random(1);
    const Table table = random_counts({sizes}, threshold, random);
    DisclosurePolicy policy;
    policy.threshold_persons = threshold;
    Cost cost;
    cost.milliseconds = milliseconds_of([&] {
        auto protection = protect(table, policy);
        MAHALLA_CHECK(protection);
        cost.report = std::move(protection->report);
    });
    return cost;
}

/// A table that came out every week while records came in, and once more: what the last time costs.
double cost_of_week(std::uint64_t weeks, std::uint64_t newcomers, std::uint64_t spread)
{
    SeededRandom random(2);
    Table table = random_counts({{6, 4}}, threshold, random);
    table.id = "weekly";
    DisclosurePolicy policy;
    policy.threshold_persons = threshold;
    policy.guards_singletons = true;
    PublicationLedger ledger;
    double milliseconds = 0;
    for (std::uint64_t week = 0; week <= weeks; ++week) {
        std::vector<Protection> made;
        const CountedRows rows = counted_rows({}, {}, table.unit, {});
        milliseconds = milliseconds_of([&] {
            auto protections = protect({{table, rows}}, policy, ledger);
            MAHALLA_CHECK(protections);
            made = *std::move(protections);
        });
        ReleaseContent release;
        release.tables.push_back(made[0].table.content());
        ledger.add(release, {made[0].kept});
        for (TableCell& cell : table.cells) cell.figures.n += newcomers + random.below(spread);
    }
    return milliseconds;
}

} // namespace

int main(int count, char** arguments)
{
    double allowance = 1;
    for (int i = 1; i + 1 < count; i += 2)
        if (std::string_view(arguments[i]) == "--allowance")
            allowance = number_from_text(arguments[i + 1]).value_or(allowance);
    Report report(allowance);

    report.heading("Protecting a table");
    const std::vector<std::vector<std::size_t>> small{{4, 4}, {10, 10}, {20, 20}, {3, 3, 3}, {4, 4, 4}};
    for (const auto& sizes : small) {
        std::string name;
        for (const std::size_t size : sizes) name += (name.empty() ? "" : " by ") + std::to_string(size);
        const Cost cost = cost_of(sizes);
        report.figure(name + (cost.report.is_minimal ? ", fewest cells" : ""), cost.milliseconds, "ms");
    }
    std::vector<Report::Cost> growth;
    for (const std::vector<std::size_t>& sizes : {std::vector<std::size_t>{25, 10, 5}, {25, 10, 10}, {25, 20, 10}}) {
        const Cost cost = cost_of(sizes);
        const double cells = static_cast<double>(sizes[0] * sizes[1] * sizes[2]);
        growth.push_back({cells, cost.milliseconds});
        const std::string name = std::to_string(static_cast<int>(cells)) + " cells in three dimensions";
        report.figure(name + ": unsafe", static_cast<double>(cost.report.primary_count), "");
        report.figure(name + ": hidden for them", static_cast<double>(cost.report.secondary_count), "");
    }
    report.figure("5000 cells in three dimensions", growth.back().figure, "ms", large_table_ms_max);
    report.growth("by cells", "ms", growth, Report::Growth::Shown);
    report.heading("A table every week");
    std::vector<Report::Cost> weeks;
    for (const std::uint64_t week : {5U, 10U, 20U, 40U})
        weeks.push_back({static_cast<double>(week), cost_of_week(week, threshold, threshold)});
    report.growth("by earlier weeks", "ms", weeks, Report::Growth::Shown);
    report.figure("after 5 weeks in which at most two came into a cell", cost_of_week(5, 0, 3), "ms");
    report.figure("after 40 weeks", weeks.back().figure, "ms", weekly_table_ms_max);
    measure_fewest_cells(report);
    report.close();
    return report.anything_missed() ? 1 : 0;
}
