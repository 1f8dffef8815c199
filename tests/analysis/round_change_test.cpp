#include "analysis/round_change.h"
#include "analysis/sample_size.h"

#include <doctest/doctest.h>

using namespace mahalla;

TEST_CASE("the same households asked twice make a change surer than two samples do")
{
    const MeasuredFigure before{0.32, 0.025, 400}, after{0.41, 0.03, 400};
    const FigureChange apart = change_between(before, after), panel = change_between(before, after, 0.00025);
    CHECK(apart.difference == doctest::Approx(0.09));
    CHECK(*apart.z == doctest::Approx(2.30466383879213).epsilon(1e-12));
    CHECK(*apart.p == doctest::Approx(0.0211854076157378).epsilon(1e-10));
    CHECK(*panel.z == doctest::Approx(2.81112771399491).epsilon(1e-12));
    CHECK(*apart.lower > 0);
    CHECK(*panel.upper - *panel.lower < *apart.upper - *apart.lower);
}

TEST_CASE("figures without error have a difference and no test")
{
    const FigureChange change = change_between({0.2, 0, 9}, {0.3, 0, 9});
    CHECK(change.difference == doctest::Approx(0.1));
    CHECK_FALSE(change.z);
}

TEST_CASE("Holm's probabilities are those of R's p.adjust")
{
    const std::vector<double> adjusted = holm_adjusted(std::vector<double>{0.01, 0.04, 0.03, 0.005});
    CHECK(adjusted[0] == doctest::Approx(0.03));
    CHECK(adjusted[1] == doctest::Approx(0.06));
    CHECK(adjusted[2] == doctest::Approx(0.06));
    CHECK(adjusted[3] == doctest::Approx(0.02));
}

TEST_CASE("a sample is as large as its precision, its design and its silence ask for")
{
    CHECK(sample_size_for({})->to_visit == 385);
    PrecisionWanted wanted;
    wanted.population = 5000;
    CHECK(sample_size_for(wanted)->to_visit == 357);
    wanted.margin = 0.1;
    wanted.design_effect = 1.5;
    wanted.nonresponse = 0.1;
    const auto found = sample_size_for(wanted);
    CHECK(found->simple == doctest::Approx(96.0364705173531).epsilon(1e-12));
    CHECK(found->needed == doctest::Approx(140.047806232982).epsilon(1e-12));
    CHECK(found->to_visit == 157);
    wanted.nonresponse = 1;
    CHECK_FALSE(sample_size_for(wanted));
}
