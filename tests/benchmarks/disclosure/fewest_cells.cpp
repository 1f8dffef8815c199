#include "benchmarks/disclosure/fewest_cells.h"

#include "base/check.h"
#include "base/seeded_random.h"
#include "benchmarks/disclosure/random_counts.h"
#include "disclosure/protect.h"

#include <algorithm>
#include <string>
#include <tuple>

namespace mahalla::test {

namespace {

constexpr std::uint64_t threshold = 5;
constexpr int tables_a_shape = 12;
/// What is promised of all tables together.
constexpr double excess_percent_max = 10;

/// Forty times what a release may take, so that the fewest cells are known of more tables than a release finds them of.
const SearchEffort generous{1.6e8, 4.8e7, 0};
/// Nothing is searched exactly; with and without the choice of cells anew.
const SearchEffort falling_back{0, 0, SearchEffort().improvement}, without_improvement{0, 0, 0};

std::size_t hidden_besides(const Table& table, const SearchEffort& effort, bool& is_fewest)
{
    DisclosurePolicy policy;
    policy.threshold_persons = threshold;
    const auto protection = protect({{table, {}}}, policy, {}, effort);
    MAHALLA_CHECK(protection);
    is_fewest = protection->front().report.is_minimal;
    return protection->front().report.secondary_count;
}

/// How many cells more than the fewest one way of searching hides.
struct Excess {
    double hidden = 0, fewest = 0, worst_percent = 0;
    int exact = 0;

    void add(std::size_t found, std::size_t least)
    {
        hidden += static_cast<double>(found);
        fewest += static_cast<double>(least);
        exact += found == least ? 1 : 0;
        if (least != 0)
            worst_percent =
                std::max(worst_percent, 100.0 * (static_cast<double>(found) / static_cast<double>(least) - 1));
    }
    double percent() const { return fewest == 0 ? 0 : 100 * (hidden / fewest - 1); }
};

} // namespace

void measure_fewest_cells(Report& report)
{
    report.heading("Cells hidden beside the unsafe ones, above the fewest that hide them");
    Excess as_published, fallen_back, not_improved;
    int unknown = 0;
    for (const TableShape& shape :
         {TableShape{{6, 6}}, TableShape{{10, 10}}, TableShape{{20, 20}}, TableShape{{12, 5}, 3}, TableShape{{4, 4, 4}},
          TableShape{{9, 3, 3}, 3}, TableShape{{5, 5, 5}}, TableShape{{6, 5, 4}}}) {
        SeededRandom random(7);
        Excess here, here_fallen_back, here_not_improved;
        for (int i = 0; i < tables_a_shape; ++i) {
            const Table table = random_counts(shape, threshold, random);
            bool is_known = false, is_fewest = false;
            const std::size_t least = hidden_besides(table, generous, is_known);
            if (!is_known) {
                ++unknown;
                continue;
            }
            for (auto& [effort, of_shape, of_all] :
                 {std::tuple(SearchEffort(), &here, &as_published),
                  std::tuple(falling_back, &here_fallen_back, &fallen_back),
                  std::tuple(without_improvement, &here_not_improved, &not_improved)}) {
                const std::size_t found = hidden_besides(table, effort, is_fewest);
                of_shape->add(found, least);
                of_all->add(found, least);
            }
        }
        report.figure(shape.name() + ": fewest, on average", here.fewest / tables_a_shape, "");
        report.figure(shape.name() + ": as published", here.percent(), "%");
        report.figure(shape.name() + ": where it is fallen back", here_fallen_back.percent(), "%");
        report.figure(shape.name() + ": the same without choosing anew", here_not_improved.percent(), "%");
    }
    report.figure("all, as published", as_published.percent(), "%", excess_percent_max);
    report.figure("all, fallen back", fallen_back.percent(), "%", excess_percent_max);
    report.figure("all, without choosing anew", not_improved.percent(), "%");
    report.figure("the worst single table, as published", as_published.worst_percent, "%");
    report.figure("the worst single table, fallen back", fallen_back.worst_percent, "%");
    report.figure("the worst single table, without choosing anew", not_improved.worst_percent, "%");
    report.figure("tables of which the fewest were not found", unknown, "");
}

} // namespace mahalla::test
