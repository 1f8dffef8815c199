#include "analysis/co_occurrence.h"
#include "analysis/counting_index.h"
#include "analysis/fies.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace mahalla;

namespace {

Column numbers(const std::string& name, std::vector<double> values)
{
    Column column;
    column.name = name;
    column.numbers = std::move(values);
    return column;
}

/// Twelve units in two strata of three primary sampling units each, with three deprivations.
struct Sample {
    DataTable data = *DataTable::create({numbers("w", {1, 2, 1, 3, 2, 2, 1, 1, 4, 2, 1, 2}),
                                         numbers("stratum", {1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2}),
                                         numbers("psu", {1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6})});
    Deprivations deprivations{
        3,
        {1, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 0, 1, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1, 1, 0},
        {1, 1, 1},
        {1, 2, 1, 3, 2, 2, 1, 1, 4, 2, 1, 2}};
    DesignDefinition design;

    Sample()
    {
        design.weight = "w";
        design.strata = "stratum";
        design.psu = {"psu"};
    }

    EstimatesByCell estimates(double cutoff) const
    {
        ComputedEstimates wanted(data, design);
        add_counting_estimates(deprivations, *counting_index(deprivations, cutoff), cutoff, wanted);
        const auto found = wanted.compute();
        REQUIRE(found);
        return *found;
    }
};

/// Of a ratio of totals, written out: sum over strata of n/(n-1) times the spread of what sampling units add up to.
double ratio_error(const Sample& sample, const std::vector<double>& y, const std::vector<double>& x)
{
    const auto& w = sample.deprivations.units;
    double sum_y = 0, sum_x = 0;
    for (std::size_t i = 0; i < w.size(); ++i) {
        sum_y += w[i] * y[i];
        sum_x += w[i] * x[i];
    }
    double variance = 0;
    for (std::size_t stratum = 0; stratum < 2; ++stratum) {
        double totals[3] = {}, mean = 0;
        for (std::size_t unit = 0; unit < 3; ++unit) {
            for (std::size_t i = stratum * 6 + unit * 2; i < stratum * 6 + unit * 2 + 2; ++i)
                totals[unit] += w[i] * (y[i] - sum_y / sum_x * x[i]) / sum_x;
            mean += totals[unit] / 3;
        }
        for (const double total : totals) variance += 3.0 / 2 * (total - mean) * (total - mean);
    }
    return std::sqrt(variance);
}

} // namespace

TEST_CASE("H, A, M0 and contributions have the errors of a share, a ratio, a mean and a ratio")
{
    const Sample sample;
    const double cutoff = 0.6;
    const CountingIndex found = *counting_index(sample.deprivations, cutoff);
    const EstimatesByCell estimates = sample.estimates(cutoff);
    std::vector<double> poor, scores, ones(12, 1), first;
    for (std::size_t row = 0; row < 12; ++row) {
        poor.push_back(found.is_poor(row, cutoff) ? 1 : 0);
        scores.push_back(poor.back() * found.scores[row]);
        first.push_back(poor.back() * sample.deprivations.deprived[row * 3] / 3);
    }
    const auto check = [&](const char* name, double value, double error) {
        CAPTURE(name);
        const Estimate* estimate = estimates.find(name);
        REQUIRE(estimate != nullptr);
        CHECK(*estimate->estimate == doctest::Approx(value).epsilon(1e-12));
        CHECK(*estimate->standard_error == doctest::Approx(error).epsilon(1e-9));
        CHECK(*estimate->degrees_of_freedom == 4);
    };
    check("headcount", found.headcount, ratio_error(sample, poor, ones));
    check("intensity", found.intensity, ratio_error(sample, scores, poor));
    check("adjusted_headcount", found.adjusted_headcount, ratio_error(sample, scores, ones));
    check("contribution 0", found.contribution[0], ratio_error(sample, first, scores));
}

TEST_CASE("a cut-off of a third counts who is deprived in one of three, though a third is no finite number")
{
    const Sample sample;
    CHECK(*sample.estimates(1.0 / 3).find("headcount")->estimate ==
          doctest::Approx(*sample.estimates(0.333).find("headcount")->estimate));
}

TEST_CASE("estimates do not depend on the order of rows, and a weight of 2 counts as the row twice")
{
    const Sample sample;
    Sample turned, doubled;
    std::vector<std::size_t> backwards, twice;
    for (std::size_t row = 0; row < 12; ++row) {
        backwards.push_back(11 - row);
        for (int time = 0; time < sample.deprivations.units[row]; ++time) twice.push_back(row);
    }
    const auto take = [&](Sample& into, const std::vector<std::size_t>& rows) {
        into.data = sample.data.rows(rows);
        into.deprivations.deprived.clear();
        into.deprivations.units.clear();
        for (const std::size_t row : rows) {
            into.deprivations.units.push_back(sample.deprivations.units[row]);
            for (std::size_t i = 0; i < 3; ++i)
                into.deprivations.deprived.push_back(sample.deprivations.deprived[row * 3 + i]);
        }
    };
    take(turned, backwards);
    take(doubled, twice);
    doubled.design.weight.clear();
    doubled.deprivations.units.assign(twice.size(), 1);
    const EstimatesByCell one = sample.estimates(0.6), other = turned.estimates(0.6), repeated = doubled.estimates(0.6);
    for (const char* name : {"headcount", "intensity", "adjusted_headcount", "censored 1", "contribution 2"}) {
        CAPTURE(name);
        CHECK(*one.find(name)->estimate == doctest::Approx(*other.find(name)->estimate).epsilon(1e-12));
        CHECK(*one.find(name)->standard_error == doctest::Approx(*other.find(name)->standard_error).epsilon(1e-9));
        CHECK(*one.find(name)->estimate == doctest::Approx(*repeated.find(name)->estimate).epsilon(1e-12));
    }
}

TEST_CASE("shares of what comes together are domains: who has a missing answer is left out, and stays sampled")
{
    const Sample sample;
    Insecurities insecurities{3, {}, sample.deprivations.units};
    for (const double value : sample.deprivations.deprived) insecurities.has.push_back(static_cast<std::int8_t>(value));
    insecurities.has[0] = Insecurities::missing;
    ComputedEstimates wanted(sample.data, sample.design);
    add_co_occurrence_estimates(insecurities, wanted);
    const auto estimates = wanted.compute();
    REQUIRE(estimates);
    const CoOccurrence found = *co_occurrence_of(insecurities);
    CHECK(*estimates->find("marginal 0")->estimate == doctest::Approx(found.marginal[0]));
    CHECK(*estimates->find("joint 0 1")->estimate == doctest::Approx(found.pairs[0].joint));
    CHECK(*estimates->find("count 2")->estimate == doctest::Approx(found.share_by_count[2]));
    CHECK(estimates->find("joint 0 1")->psus == 6);
    CHECK(estimates->find("joint 0 1")->n == 11);
    CHECK(estimates->find("joint 1 0") == nullptr);
}

TEST_CASE("the mean probability of those who answered is the prevalence of the scale")
{
    // Harder items get fewer yeses, with some noise so that no item tells nothing.
    ScaleAnswers answers{8, {}, {}};
    Column cluster = numbers("psu", {});
    for (int person = 0; person < 60; ++person) {
        for (int item = 0; item < 8; ++item)
            answers.answers.push_back((person * 7 + item * 13) % 23 > item * 2 + 3 - person % 3 ? 1 : 0);
        answers.weights.push_back(1);
        cluster.numbers.push_back(person % 12);
    }
    const DataTable data = *DataTable::create({cluster});
    DesignDefinition design;
    design.psu = {"psu"};
    const auto found = fies_prevalence(answers);
    REQUIRE(found);
    ComputedEstimates wanted(data, design);
    add_fies_estimates(answers, *found, wanted);
    const auto estimates = wanted.compute();
    REQUIRE(estimates);
    CHECK(*estimates->find("moderate_or_severe")->estimate == doctest::Approx(found->moderate_or_severe).epsilon(1e-9));
    CHECK(*estimates->find("severe")->estimate == doctest::Approx(found->severe).epsilon(1e-9));
    CHECK(*estimates->find("severe")->standard_error > 0);
}
