#include "indicator/surveys.h"

#include <cmath>
#include <doctest/doctest.h>

// Contrasts, tests, tables and inequality over a small two-stage survey; beside each figure the R command that gives it
// (survey 4.1.1, laeken 0.5.2), where
//   des <- svydesign(id=~place+house, fpc=~N1+N2, weights=~w, data=d)

using namespace mahalla;
using namespace mahalla::test;

namespace {

constexpr const char* survey = "place,house,N1,N2,w,sex,kind,income,rooms\n"
                               "1,1,30,12,9.5,f,own,120,2\n1,1,30,12,9.5,m,own,310,3\n1,2,30,12,8,f,rent,95.5,1\n"
                               "2,1,30,8,7,m,own,410,4\n2,2,30,8,7.5,f,rent,205,2\n2,3,30,8,6,m,none,88,1\n"
                               "3,1,30,10,11,f,own,150,2\n3,1,30,10,11,f,rent,275,3\n3,2,30,10,10,m,own,66,1\n"
                               "4,1,30,9,8.5,m,rent,520,5\n4,2,30,9,9,f,own,180,2\n4,3,30,9,7,f,none,43,1\n"
                               "5,1,30,11,12,m,own,230,3\n5,2,30,11,10.5,f,rent,,2\n5,2,30,11,10.5,m,,340,4\n"
                               "6,1,30,7,6.5,f,own,160,2\n6,2,30,7,6,m,rent,290,3\n6,3,30,7,5.5,f,none,77,1\n";

DesignDefinition two_stages()
{
    DesignDefinition design;
    design.weight = "w";
    design.psu = {"place", "house"};
    design.fpc = {"N1", "N2"};
    return design;
}

void check(const std::optional<double>& found, double expected)
{
    REQUIRE(found);
    CHECK(std::fabs(*found - expected) <= 1e-9 * std::fabs(expected));
}

EstimateSpecification contrast(const char* by, std::map<std::string, double> weights)
{
    EstimateSpecification wanted = estimate(Statistic::Contrast, "income");
    wanted.by = {by};
    wanted.contrast = std::move(weights);
    return wanted;
}

} // namespace

TEST_CASE("a difference between two groups is the t-test by design, covariance and all")
{
    const Table table = tabulated(table_of(survey), two_stages(), contrast("sex", {{"m", 1}, {"f", -1}}));
    REQUIRE(table.cells.size() == 1);
    const TableCell& cell = table.cells.front();
    // svyttest(income~sex, des)
    check(cell.figures.estimate, 127.128153477218);
    check(cell.figures.standard_error, 127.128153477218 / 1.98921180286222);
    check(cell.figures.degrees_of_freedom, 4);
    check(cell.figures.lower, -50.3111412961116);
    check(cell.figures.upper, 304.567448250548);
    check(cell.tests.at("t"), 1.98921180286222);
    check(cell.tests.at("p"), 0.117556537521411);
    CHECK(cell.figures.missing == 1);
    CHECK(cell.figures.n == 17);
}

TEST_CASE("a contrast may weigh several groups; a cell without rows makes none")
{
    const DataTable data = table_of(survey);
    // svycontrast(svyglm(income~0+kind, des), c(-1,.5,.5))
    const Estimate found = figures(data, two_stages(), contrast("kind", {{"none", -1}, {"own", .5}, {"rent", .5}}));
    check(found.estimate, 170.933612569846);
    check(found.standard_error, 40.7926143176722);

    const Estimate nobody = figures(data, two_stages(), contrast("kind", {{"none", -1}, {"borrowed", 1}}));
    CHECK_FALSE(nobody.estimate);
    CHECK(nobody.note.find("borrowed") != std::string::npos);

    EstimateSpecification of_cells = contrast("sex", {{"f,own", 1}, {"m,own", -1}});
    of_cells.by = {"sex", "kind"};
    CHECK(figures(data, two_stages(), of_cells).estimate);
    of_cells.contrast = {{"f,own", 0}};
    CHECK_FALSE(tabulate(data, {two_stages(), {of_cells}}));
}

TEST_CASE("the test of independence has both of Rao and Scott's corrections")
{
    EstimateSpecification wanted = estimate(Statistic::ChiSquared, "");
    wanted.variables = {"sex", "kind"};
    // svychisq(~sex+kind, des, statistic="F")
    TableCell cell = tabulated(table_of(survey), two_stages(), wanted).cells.front();
    check(cell.tests.at("F"), 0.437833373627076);
    check(cell.tests.at("ndf"), 1.40865850497961);
    check(cell.tests.at("ddf"), 7.04329252489806);
    check(cell.tests.at("p"), 0.5958143206004);
    // svychisq(~sex+kind, des, statistic="Chisq")
    wanted.test = IndependenceTest::ChiSquared;
    cell = tabulated(table_of(survey), two_stages(), wanted).cells.front();
    check(cell.tests.at("chisq"), 0.945877135686393);
    check(cell.tests.at("df"), 2);
    check(cell.tests.at("p"), 0.645433320110869);
}

TEST_CASE("a table estimates how many of the population are in each combination, and has a 0 for nobody")
{
    EstimateSpecification wanted = estimate(Statistic::CrossTable, "");
    wanted.variables = {"sex", "kind"};
    const Table table = tabulated(table_of(survey), two_stages(), wanted);
    REQUIRE(table.cells.size() == 6);
    // svytotal(~interaction(sex,kind), des, na.rm=TRUE)
    const double expected[6][2] = {{12.5, 7.8147601492609}, {36, 12.798056027977},    {37, 13.1718952986112},
                                   {6, 5.7706152185014},    {38.5, 13.8380021329057}, {14.5, 9.16665800865392}};
    for (std::size_t i = 0; i < 6; ++i) {
        check(table.cells[i].figures.estimate, expected[i][0]);
        check(table.cells[i].figures.standard_error, expected[i][1]);
        CHECK(table.cells[i].figures.missing == 1); // one row lacks its kind
    }
    CHECK(table.cells[0].key == std::vector<std::string>{"f", "none"});

    wanted.variables = {"a", "b"};
    const Table sparse = tabulated(table_of("a,b\nx,p\ny,q\nx,p\n"), {}, wanted);
    REQUIRE(sparse.cells.size() == 4);
    CHECK(*sparse.cells[1].figures.estimate == 0);
    CHECK_FALSE(sparse.cells[1].figures.standard_error);
    CHECK(sparse.cells[1].figures.n == 0);
}

TEST_CASE("a ratio has the design effect of its residuals")
{
    EstimateSpecification wanted = estimate(Statistic::Ratio, "income");
    wanted.denominator = "rooms";
    // svyratio(~income, ~rooms, des, na.rm=TRUE, deff=TRUE)
    const Estimate found = figures(table_of(survey), two_stages(), wanted);
    check(found.estimate, 88.176386913229);
    check(found.standard_error, 2.96928948089038);
    check(found.design_effect, 0.74670445159178);
}

TEST_CASE("inequality is measured as Eurostat does, with linearised standard errors")
{
    const DataTable data = table_of(survey);
    // laeken::gini(y, w)$value / 100; svyrecvar of w (sum(w|y_k - y|)/(N T) - G (1/N + y_k/T))
    const Estimate gini = figures(data, two_stages(), estimate(Statistic::Gini, "income"));
    check(gini.estimate, 0.326915936179633);
    check(gini.standard_error, 0.043527705739978);
    CHECK(gini.missing == 1);
    // laeken::qsr(y, w)$value; svyrecvar of Langel and Tillé's residuals
    const Estimate ratio = figures(data, two_stages(), estimate(Statistic::QuintileRatio, "income"));
    check(ratio.estimate, 4.05753782925462);
    check(ratio.standard_error, 1.01824698743556);
    // laeken::arpr(y, w)$value / 100; svyrecvar of Osier's residuals, the line of all for each sex
    EstimateSpecification poverty = estimate(Statistic::AtRiskOfPoverty, "income");
    const Estimate all = figures(data, two_stages(), poverty);
    check(all.estimate, 0.252595155709343);
    check(all.standard_error, 0.0534679608694864);
    poverty.by = {"sex"};
    const Table by_sex = tabulated(data, two_stages(), poverty);
    REQUIRE(by_sex.cells.size() == 2);
    check(by_sex.cells[0].figures.estimate, 0.273333333333333);
    check(by_sex.cells[0].figures.standard_error, 0.150577302463626);
    check(by_sex.cells[1].figures.estimate, 0.23021582733813);
    check(by_sex.cells[1].figures.standard_error, 0.142770275085196);
}

TEST_CASE("what inequality cannot be had of is said")
{
    const DataTable nothing = table_of("y,place\n0,1\n0,2\n,3\n");
    CHECK_FALSE(figures(nothing, {}, estimate(Statistic::Gini, "y")).estimate);
    CHECK_FALSE(figures(nothing, {}, estimate(Statistic::QuintileRatio, "y")).note.empty());
    DesignDefinition jackknifed;
    jackknifed.psu = {"place"};
    jackknifed.replication = Replication::Jk1;
    const Estimate found = figures(table_of("y,place\n5,1\n3,2\n8,3\n"), jackknifed, estimate(Statistic::Gini, "y"));
    CHECK(found.estimate);
    CHECK_FALSE(found.standard_error);
    CHECK(found.note.find("jackknife") != std::string::npos);
}
