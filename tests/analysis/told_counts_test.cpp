#include "analysis/count_table.h"
#include "analysis/told_counts.h"
#include "disclosure/protect.h"

#include <doctest/doctest.h>
#include <limits>

using namespace mahalla;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

DataTable rows_of(std::size_t count)
{
    Column weight;
    weight.name = "w";
    for (std::size_t row = 0; row < count; ++row) weight.numbers.push_back(row % 2 == 0 ? 2 : 1);
    return *DataTable::create({weight});
}

} // namespace

TEST_CASE("a figure that needs a number which may not be told may not be told either")
{
    const ToldNumber two(2), three(3), hidden = ToldNumber::hidden();
    CHECK((two / three).value() == doctest::Approx(2.0 / 3));
    for (const ToldNumber& figure :
         {two + hidden, hidden - two, two * hidden, hidden / two, two / hidden, root_of(hidden)}) {
        CHECK(figure.is_hidden());
        CHECK_FALSE(figure.value());
    }
    // 0 times a hidden number would say that the number is one.
    CHECK((ToldNumber(0) * hidden).is_hidden());
    const ToldNumber share_of_nobody = two / ToldNumber(0);
    CHECK_FALSE(share_of_nobody.is_hidden());
    CHECK_FALSE(share_of_nobody.value());
}

TEST_CASE("every combination of categories is counted, nobody's too, with all margins and without incomplete rows")
{
    const DataTable data = rows_of(6);
    DesignDefinition design;
    design.weight = "w";
    const auto table = CountTable::create(data, design,
                                          {{yes_no_dimension("food"), yes_no_column({1, 1, 0, 0, 1, missing})},
                                           {yes_no_dimension("rent"), yes_no_column({1, 0, 0, 0, 1, 1})}},
                                          "a", "household");
    REQUIRE(table);
    CHECK(table->cells.size() == 9);
    const ToldCounts counts(content_in_full(*table));
    CHECK(counts.n({}).value() == 5.0);
    CHECK(counts.weight({}).value() == 8.0);
    CHECK(counts.n({{"food", "yes"}}).value() == 3.0);
    CHECK(counts.weight({{"food", "yes"}, {"rent", "yes"}}).value() == 4.0);
    CHECK(counts.n({{"food", "no"}, {"rent", "yes"}}).value() == 0.0);
    CHECK(table->statistic == Statistic::Total); // sums of weights are protected with the counts
    CHECK(CountTable::create(data, {}, {{yes_no_dimension("food"), yes_no_column({1, 1, 0, 0, 1, missing})}}, "a",
                             "household")
              ->statistic == Statistic::Proportion);
}

TEST_CASE("what protect hides of a table of counts is hidden in what is told")
{
    std::vector<double> food, rent;
    for (int row = 0; row < 40; ++row) {
        food.push_back(row < 20 ? 1 : 0);
        rent.push_back(row < 18 || row >= 30 ? 1 : 0);
    }
    const auto table = CountTable::create(
        rows_of(40), {},
        {{yes_no_dimension("food"), yes_no_column(food)}, {yes_no_dimension("rent"), yes_no_column(rent)}}, "a",
        "household");
    const auto safe = protect(*table, {});
    REQUIRE(safe);
    const ToldCounts counts(safe->table.content());
    CHECK(counts.is_hidden({{"food", "yes"}, {"rent", "no"}})); // 2 households
    CHECK(counts.n({{"food", "yes"}}).value() == 20.0);
    CHECK((counts.weight({{"food", "yes"}, {"rent", "no"}}) / counts.weight({})).is_hidden());
}

TEST_CASE("too many combinations are refused before they are counted")
{
    std::vector<CountedBy> many;
    for (int i = 0; i < 9; ++i) many.push_back({yes_no_dimension(std::to_string(i)), yes_no_column({1})});
    CHECK(CountTable::create(rows_of(1), {}, many, "a", "household").error().kind == ErrorKind::Invalid);
}
