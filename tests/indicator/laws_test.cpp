#include "base/seeded_random.h"
#include "indicator/surveys.h"
#include "system/system_workers.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <numeric>

// What holds for every table, whatever the figures.

using namespace mahalla;
using namespace mahalla::test;

namespace {

DataTable random_survey(std::uint64_t seed, std::size_t rows)
{
    SeededRandom random(seed);
    std::string csv = "stratum,place,weight,sex,income,rooms\n";
    for (std::size_t i = 0; i < rows; ++i) {
        const std::uint64_t stratum = random.below(3), place = stratum * 10 + random.below(5);
        csv += std::to_string(stratum) + "," + std::to_string(place) + "," + std::to_string(1 + random.below(4)) + "," +
               (random.below(2) == 0 ? "f" : "m") + "," +
               (random.below(10) == 0 ? "" : std::to_string(random.below(900))) + "," +
               std::to_string(1 + random.below(6)) + "\n";
    }
    return table_of(csv);
}

DesignDefinition survey_design()
{
    DesignDefinition design;
    design.weight = "weight";
    design.strata = "stratum";
    design.psu = {"place"};
    return design;
}

std::vector<EstimateSpecification> many_estimates()
{
    std::vector<EstimateSpecification> wanted{estimate(Statistic::Mean, "income"),
                                              estimate(Statistic::Total, "income"),
                                              estimate(Statistic::Proportion, "income > 300"),
                                              estimate(Statistic::Ratio, "income"),
                                              estimate(Statistic::Quantile, "income"),
                                              estimate(Statistic::Gini, "income"),
                                              estimate(Statistic::QuintileRatio, "income"),
                                              estimate(Statistic::AtRiskOfPoverty, "income"),
                                              estimate(Statistic::Contrast, "income")};
    wanted[3].denominator = "rooms";
    wanted.back().contrast = {{"f", 1}, {"m", -1}};
    for (EstimateSpecification& specification : wanted) specification.by = {"sex"};
    return wanted;
}

bool nearly(const std::optional<double>& a, const std::optional<double>& b)
{
    if (!a || !b) return !a && !b;
    return std::fabs(*a - *b) <= 1e-9 * std::max(1.0, std::fabs(*a));
}

void check_same(const std::vector<Table>& a, const std::vector<Table>& b)
{
    REQUIRE(a.size() == b.size());
    for (std::size_t t = 0; t < a.size(); ++t) {
        REQUIRE(a[t].cells.size() == b[t].cells.size());
        for (std::size_t c = 0; c < a[t].cells.size(); ++c) {
            const Estimate &x = a[t].cells[c].figures, &y = b[t].cells[c].figures;
            CHECK(a[t].cells[c].key == b[t].cells[c].key);
            CHECK(nearly(x.estimate, y.estimate));
            CHECK(nearly(x.standard_error, y.standard_error));
            CHECK(nearly(x.design_effect, y.design_effect));
            CHECK(x.n == y.n);
            CHECK(x.missing == y.missing);
        }
    }
}

std::vector<Table> computed(const DataTable& data, const DesignDefinition& design)
{
    const auto tables = tabulate(data, {design, many_estimates()});
    MAHALLA_CHECK(tables);
    return *tables;
}

} // namespace

TEST_CASE("the order of rows changes nothing")
{
    const DataTable data = random_survey(1, 400);
    std::vector<std::size_t> order(data.row_count());
    std::iota(order.begin(), order.end(), std::size_t{0});
    SeededRandom random(2);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    check_same(computed(data, survey_design()), computed(data.rows(order), survey_design()));
}

TEST_CASE("parts joined give what the whole gives")
{
    const DataTable data = random_survey(3, 300);
    std::vector<std::size_t> first, second;
    for (std::size_t row = 0; row < data.row_count(); ++row) (row % 3 == 0 ? first : second).push_back(row);
    const auto joined = data.rows(first).joined(data.rows(second));
    REQUIRE(joined);
    CHECK(joined->row_count() == data.row_count());
    check_same(computed(data, survey_design()), computed(*joined, survey_design()));
}

TEST_CASE("a weight of 2 is the row twice, for estimates")
{
    const DataTable data = random_survey(5, 200);
    DesignDefinition weighted;
    weighted.weight = "weight";
    std::vector<std::size_t> repeated;
    for (std::size_t row = 0; row < data.row_count(); ++row)
        for (int i = 0; i < static_cast<int>(data.find("weight")->numbers[row]); ++i) repeated.push_back(row);
    const auto a = computed(data, weighted), b = computed(data.rows(repeated), {});
    for (std::size_t t = 0; t < a.size(); ++t)
        for (std::size_t c = 0; c < a[t].cells.size(); ++c) {
            CHECK(nearly(a[t].cells[c].figures.estimate, b[t].cells[c].figures.estimate));
            CHECK(a[t].cells[c].figures.weighted_n == b[t].cells[c].figures.weighted_n);
        }
}

TEST_CASE("one thread and several give the same table, to the last bit")
{
    const DataTable data = random_survey(11, 25'000); // enough rows for threads
    const TabulationSpecification wanted{survey_design(), many_estimates()};
    SystemWorkers two(2), five(5);
    const auto alone = tabulate(data, wanted), together = tabulate(data, wanted, two),
               crowd = tabulate(data, wanted, five);
    REQUIRE(alone);
    CHECK(*alone == *together);
    CHECK(*alone == *crowd);
}

TEST_CASE("cells add up to their margins, in rows, weights and totals")
{
    EstimateSpecification wanted = estimate(Statistic::Total, "income");
    wanted.by = {"stratum", "sex"};
    wanted.margins = true;
    const Table table = tabulated(random_survey(7, 500), survey_design(), wanted);
    double total = 0, weighted = 0;
    std::uint64_t n = 0;
    for (const TableCell& cell : table.cells) {
        if (cell.key[0] == total_category || cell.key[1] == total_category) continue;
        total += *cell.figures.estimate;
        weighted += cell.figures.weighted_n;
        n += cell.figures.n;
    }
    const TableCell& all = table.cells.back();
    REQUIRE(all.key == std::vector<std::string>{total_category, total_category});
    CHECK(*all.figures.estimate == doctest::Approx(total));
    CHECK(all.figures.weighted_n == doctest::Approx(weighted));
    CHECK(all.figures.n == n);
    CHECK(table.cells.size() == 6 + 2 + 3 + 1);
}

TEST_CASE("shares of all categories add up to 1, and their complement has the same standard error")
{
    EstimateSpecification wanted = estimate(Statistic::Proportion, "sex");
    wanted.of_each_category = true;
    const Table table = tabulated(random_survey(9, 300), survey_design(), wanted);
    REQUIRE(table.cells.size() == 2);
    CHECK(*table.cells[0].figures.estimate + *table.cells[1].figures.estimate == doctest::Approx(1));
    CHECK(*table.cells[0].figures.standard_error == doctest::Approx(*table.cells[1].figures.standard_error));
}

TEST_CASE("the share of a category is that of those who have it, cell by cell")
{
    const DataTable data = random_survey(10, 400);
    EstimateSpecification each = estimate(Statistic::Proportion, "sex");
    each.of_each_category = true;
    each.by = {"stratum"};
    each.margins = true;
    each.interval = IntervalMethod::Logit;
    EstimateSpecification women = each;
    women.of_each_category = false;
    women.variable = "sex = 'f'";
    const Table shares = tabulated(data, survey_design(), each), share = tabulated(data, survey_design(), women);
    std::size_t compared = 0;
    for (const TableCell& cell : shares.cells) {
        if (cell.category != "f") continue;
        REQUIRE(compared < share.cells.size());
        const TableCell& other = share.cells[compared++];
        CHECK(cell.key == other.key);
        CHECK(*cell.figures.estimate == doctest::Approx(*other.figures.estimate));
        CHECK(*cell.figures.standard_error == doctest::Approx(*other.figures.standard_error));
        CHECK(*cell.figures.lower == doctest::Approx(*other.figures.lower));
        CHECK(cell.figures.n == other.figures.n);
        CHECK(cell.positives == other.positives);
    }
    CHECK(compared == share.cells.size());
}
