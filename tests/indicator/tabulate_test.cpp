#include "indicator/surveys.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

void check_refused(std::string_view csv, const DesignDefinition& design, const char* in_message)
{
    const auto tables = tabulate(table_of(csv), {design, {estimate(Statistic::Mean, "y")}});
    REQUIRE_FALSE(tables);
    CHECK(tables.error().kind == ErrorKind::Invalid);
    CHECK_MESSAGE(tables.error().message.find(in_message) != std::string::npos, tables.error().message);
}

} // namespace

TEST_CASE("weights that make no sense are refused with their row")
{
    DesignDefinition design;
    design.weight = "w";
    check_refused("y,w\n1,1\n2,-1\n", design, "Row 3: the weight ('w') is negative");
    check_refused("y,w\n1,1\n2,\n", design, "Row 3: the weight ('w') is missing");
    check_refused("y,w\n1,1\n2,NaN\n", design, "Row 3: the weight ('w') is no number");
    check_refused("y,w\n1,1\n2,many\n", design, "Row 3: the weight ('w') is no number");
}

TEST_CASE("designs that make no sense are refused with what to do")
{
    DesignDefinition design;
    SUBCASE("a column that is not there")
    {
        design.weight = "wight";
        check_refused("y,weight\n1,1\n", design, "Is 'weight' meant?");
    }
    SUBCASE("a unit in two strata")
    {
        design.strata = "s";
        design.psu = {"p"};
        check_refused("y,s,p\n1,1,1\n2,2,1\n", design, "\"nest\": true");
    }
    SUBCASE("fewer in the population than in the sample")
    {
        design.fpc = {"n"};
        check_refused("y,n\n1,2\n2,2\n3,2\n", design, "fewer units than were sampled");
    }
    SUBCASE("sizes and fractions in one column")
    {
        design.fpc = {"n"};
        check_refused("y,n\n1,20\n2,0.5\n", design, "use one");
    }
    SUBCASE("a missing stratum")
    {
        design.strata = "s";
        check_refused("y,s\n1,1\n2,\n", design, "Row 3");
    }
    SUBCASE("no total for a category")
    {
        design.calibrations = {{CalibrationMethod::PostStratify, {{"s", {{"a", 10}}}}, {}, {}, {}, false}};
        check_refused("y,s\n1,a\n2,b\n", design, "Row 3");
    }
    SUBCASE("a total without rows")
    {
        design.calibrations = {{CalibrationMethod::PostStratify, {{"s", {{"a", 10}, {"b", 5}}}}, {}, {}, {}, false}};
        check_refused("y,s\n1,a\n2,a\n", design, "'s' = 'b'");
    }
}

TEST_CASE("units numbered afresh in each stratum are told apart by nest")
{
    DesignDefinition design;
    design.strata = "s";
    design.psu = {"p"};
    design.nest = true;
    const Estimate found =
        figures(table_of("y,s,p\n1,1,1\n2,1,2\n3,2,1\n5,2,2\n"), design, estimate(Statistic::Mean, "y"));
    CHECK(found.psus == 4);
    CHECK(*found.degrees_of_freedom == 2);
}

TEST_CASE("weights follow from the finite population correction where none are given")
{
    DesignDefinition design;
    design.fpc = {"n"};
    CHECK(*figures(table_of("y,n\n1,10\n2,10\n"), design, estimate(Statistic::Total, "y")).estimate ==
          doctest::Approx(15));
    CHECK(*figures(table_of("y,n\n1,0.2\n2,0.2\n"), design, estimate(Statistic::Total, "y")).estimate ==
          doctest::Approx(15));
}

TEST_CASE("rows with a missing value are left out and counted")
{
    const Estimate found = figures(table_of("y,x\n1,1\n,1\nNA,1\n3,1\n"), {}, estimate(Statistic::Mean, "y"));
    CHECK(*found.estimate == 2);
    CHECK(found.n == 2);
    CHECK(found.missing == 2);
}

TEST_CASE("what cannot be had is absent with a note, never a made-up number")
{
    const Estimate single = figures(table_of("y\n4\n"), {}, estimate(Statistic::Mean, "y"));
    CHECK(*single.estimate == 4);
    CHECK_FALSE(single.standard_error);
    CHECK_FALSE(single.lower);
    CHECK_FALSE(single.note.empty());

    EstimateSpecification ratio = estimate(Statistic::Ratio, "y");
    ratio.denominator = "x";
    const Estimate nothing = figures(table_of("y,x\n4,0\n5,0\n"), {}, ratio);
    CHECK_FALSE(nothing.estimate);
    CHECK_FALSE(nothing.note.empty());

    EstimateSpecification none = estimate(Statistic::Mean, "y");
    none.where = "x > 5";
    CHECK_FALSE(figures(table_of("y,x\n,9\n5,0\n"), {}, none).estimate);
}

TEST_CASE("a share of none or all has the exact interval, not 0 plus or minus 0")
{
    EstimateSpecification wanted = estimate(Statistic::Proportion, "y = 1");
    wanted.interval = IntervalMethod::Logit;
    const Estimate found = figures(table_of("y\n0\n0\n0\n0\n0\n0\n0\n0\n0\n0\n"), {}, wanted);
    CHECK(*found.estimate == 0);
    CHECK(*found.lower == 0);
    CHECK(*found.upper == doctest::Approx(0.308497107818761)); // binom.test(0, 10)
}

TEST_CASE("without a design the table speaks of those interviewed")
{
    const DataTable data = table_of("y,w\n1,2\n2,3\n");
    CHECK(tabulated(data, {}, estimate(Statistic::Mean, "y")).basis == Basis::OfThoseInterviewed);
    DesignDefinition design;
    design.weight = "w";
    CHECK(tabulated(data, design, estimate(Statistic::Mean, "y")).basis == Basis::OfThePopulation);
}

TEST_CASE("cells stand in the order of their categories, numbers by value")
{
    EstimateSpecification wanted = estimate(Statistic::Mean, "y");
    wanted.by = {"area", "sex"};
    const Table table = tabulated(table_of("y,area,sex\n1,10,m\n2,9,m\n3,10,f\n"), {}, wanted);
    REQUIRE(table.cells.size() == 3);
    CHECK(table.cells[0].key == std::vector<std::string>{"9", "m"});
    CHECK(table.cells[1].key == std::vector<std::string>{"10", "f"});
    CHECK(table.cells[2].key == std::vector<std::string>{"10", "m"});
}

TEST_CASE("districts are summed to provinces where the breakdown says what lies in what")
{
    EstimateSpecification wanted = estimate(Statistic::Total, "y");
    wanted.by = {"area"};
    wanted.dimensions = {{"area", {}, {"b", "a", "c"}, {}, {{"a", "north"}, {"b", "north"}, {"c", "south"}}}};
    wanted.margins = true;
    const Table table = tabulated(table_of("y,area\n1,a\n2,b\n4,c\n"), {}, wanted);
    std::vector<std::pair<std::string, double>> cells;
    for (const TableCell& cell : table.cells) cells.emplace_back(cell.key[0], *cell.figures.estimate);
    CHECK(cells == std::vector<std::pair<std::string, double>>{
                       {"b", 2}, {"a", 1}, {"c", 4}, {"north", 3}, {"south", 4}, {total_category, 7}});
}

TEST_CASE("texts are no numbers and no yes or no")
{
    const DataTable data = table_of("y\nyes\nno\n");
    for (const Statistic statistic : {Statistic::Mean, Statistic::Proportion})
        CHECK_FALSE(tabulate(data, {{}, {estimate(statistic, "y")}}));
    CHECK(*figures(data, {}, estimate(Statistic::Proportion, "y = 'yes'")).estimate == 0.5);
}
