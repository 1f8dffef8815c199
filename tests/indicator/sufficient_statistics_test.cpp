#include "base/seeded_random.h"
#include "indicator/sufficient_statistics.h"
#include "indicator/surveys.h"

#include <cmath>
#include <doctest/doctest.h>
#include <functional>

// Parts of a survey that were computed apart add up to the whole.

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// Two stages with populations; places have several rows in each of three areas' files.
DataTable two_stage_survey(std::uint64_t seed)
{
    SeededRandom random(seed);
    std::string csv = "stratum,place,house,N1,N2,weight,sex,group,income,rooms\n";
    for (int place = 0; place < 18; ++place)
        for (int house = 0; house < 6; ++house)
            for (std::uint64_t person = 0; person <= random.below(3); ++person)
                csv += std::string(place < 9 ? "n" : "s") + "," + std::to_string(place) + "," + std::to_string(house) +
                       ",40,25," + std::to_string(1 + random.below(5)) + "," + (random.below(2) == 0 ? "f" : "m") +
                       "," + std::to_string(8 + random.below(4)) + "," +
                       (random.below(8) == 0 ? "" : std::to_string(random.below(900) + 20 * std::uint64_t(place))) +
                       "," + std::to_string(1 + random.below(6)) + "\n";
    return table_of(csv);
}

DesignDefinition two_stages()
{
    DesignDefinition design;
    design.weight = "weight";
    design.strata = "stratum";
    design.psu = {"place", "house"};
    design.fpc = {"N1", "N2"};
    return design;
}

std::vector<EstimateSpecification> mergeable_estimates()
{
    std::vector<EstimateSpecification> wanted{estimate(Statistic::Mean, "income"), estimate(Statistic::Total, "income"),
                                              estimate(Statistic::Proportion, "income > 400"),
                                              estimate(Statistic::Ratio, "income")};
    wanted[2].interval = IntervalMethod::Logit;
    wanted[3].denominator = "rooms";
    for (EstimateSpecification& specification : wanted) {
        specification.by = {"group", "sex"};
        specification.where = "rooms < 6";
    }
    return wanted;
}

SufficientStatistics statistics_of(const DataTable& part, const DesignDefinition& design,
                                   const EstimateSpecification& wanted)
{
    auto made = SufficientStatistics::create(part, design, wanted);
    MAHALLA_CHECK(made);
    return *std::move(made);
}

SufficientStatistics joined(const SufficientStatistics& a, const SufficientStatistics& b)
{
    auto made = SufficientStatistics::merged(a, b);
    MAHALLA_CHECK(made);
    return *std::move(made);
}

bool within(const std::optional<double>& a, const std::optional<double>& b, double tolerance)
{
    if (!a || !b) return !a && !b;
    return std::fabs(*a - *b) <= tolerance * std::max(std::fabs(*a), std::fabs(*b));
}

void check_equal(const Table& a, const Table& b)
{
    CHECK(a.dimensions == b.dimensions);
    REQUIRE(a.cells.size() == b.cells.size());
    for (std::size_t i = 0; i < a.cells.size(); ++i) {
        const Estimate &x = a.cells[i].figures, &y = b.cells[i].figures;
        CHECK(a.cells[i].key == b.cells[i].key);
        CHECK(within(x.estimate, y.estimate, 1e-12));
        CHECK(within(x.standard_error, y.standard_error, 1e-12));
        CHECK(within(x.lower, y.lower, 1e-12));
        CHECK(within(x.design_effect, y.design_effect, 1e-11));
        CHECK(x.degrees_of_freedom == y.degrees_of_freedom);
        CHECK(x.n == y.n);
        CHECK(x.missing == y.missing);
        CHECK(x.psus == y.psus);
        CHECK(x.note == y.note);
        CHECK(a.cells[i].positives == b.cells[i].positives);
        CHECK(a.cells[i].contributors == b.cells[i].contributors);
    }
}

/// Three parts by a number of each row.
std::vector<DataTable> split(const DataTable& data, const std::function<std::size_t(std::size_t)>& part_of)
{
    std::vector<std::vector<std::size_t>> rows(3);
    for (std::size_t row = 0; row < data.row_count(); ++row) rows[part_of(row)].push_back(row);
    std::vector<DataTable> parts;
    for (const auto& some : rows) parts.push_back(data.rows(some));
    return parts;
}

} // namespace

TEST_CASE("parts of a survey add up to the whole, in whatever order and however they are split")
{
    const DataTable data = two_stage_survey(1);
    const Column& place = *data.find("place");
    SeededRandom random(4);
    const std::vector<std::vector<DataTable>> splits{
        split(data, [&](std::size_t row) { return static_cast<std::size_t>(place.numbers[row]) / 6; }), // by area
        split(data, [&](std::size_t row) { return static_cast<std::size_t>(place.numbers[row]) % 3; }),
        split(data, [&](std::size_t) { return static_cast<std::size_t>(random.below(3)); }), // units are torn apart
    };
    for (const EstimateSpecification& wanted : mergeable_estimates())
        for (const auto& parts : splits) {
            const SufficientStatistics a = statistics_of(parts[0], two_stages(), wanted),
                                       b = statistics_of(parts[1], two_stages(), wanted),
                                       c = statistics_of(parts[2], two_stages(), wanted);
            const Table whole = tabulated(data, two_stages(), wanted);
            check_equal(joined(joined(a, b), c).table(), whole);
            check_equal(joined(a, joined(b, c)).table(), whole);
            check_equal(joined(joined(c, a), b).table(), whole);
        }
}

TEST_CASE("rows that are sampling units of their own stay so in another part")
{
    const DataTable data = two_stage_survey(2);
    DesignDefinition design;
    design.weight = "weight";
    design.strata = "stratum";
    const auto parts = split(data, [](std::size_t row) { return row % 3; });
    for (const EstimateSpecification& wanted : mergeable_estimates()) {
        std::vector<SufficientStatistics> statistics;
        for (const DataTable& part : parts) statistics.push_back(statistics_of(part, design, wanted));
        check_equal(joined(joined(statistics[0], statistics[1]), statistics[2]).table(),
                    tabulated(data, design, wanted));
    }
}

TEST_CASE("what does not follow from sums, and parts of different estimates, are refused")
{
    const DataTable data = two_stage_survey(3);
    const auto refused = [&](const DesignDefinition& design, const EstimateSpecification& wanted) {
        return !SufficientStatistics::create(data, design, wanted).has_value();
    };
    CHECK(refused(two_stages(), estimate(Statistic::Quantile, "income")));
    CHECK(refused(two_stages(), estimate(Statistic::Gini, "income")));
    DesignDefinition design = two_stages();
    design.weight.clear(); // they would follow from N1 over the sampled units of the part
    CHECK(refused(design, estimate(Statistic::Mean, "income")));
    design = two_stages();
    design.calibrations.push_back({CalibrationMethod::Rake, {{"sex", {{"f", 100}, {"m", 100}}}}, {}, {}, {}, false});
    CHECK(refused(design, estimate(Statistic::Mean, "income")));

    const SufficientStatistics mean = statistics_of(data, two_stages(), estimate(Statistic::Mean, "income"));
    CHECK_FALSE(
        SufficientStatistics::merged(mean, statistics_of(data, two_stages(), estimate(Statistic::Mean, "rooms"))));
    const DataTable other = table_of("stratum,place,house,N1,N2,weight,income\nn,30,1,41,25,1,5\n");
    CHECK_FALSE(
        SufficientStatistics::merged(mean, statistics_of(other, two_stages(), estimate(Statistic::Mean, "income"))));
}

TEST_CASE("margins and levels follow from the cells of merged parts")
{
    const DataTable data = two_stage_survey(5);
    const auto parts = split(data, [](std::size_t row) { return row % 3; });
    for (EstimateSpecification wanted : mergeable_estimates()) {
        wanted.margins = true;
        wanted.dimensions.resize(2);
        wanted.dimensions[0] = {"group", "", {"11", "8", "10", "9"}, {}, {{"8", "low"}, {"9", "low"}, {"10", "high"}}};
        wanted.dimensions[1].name = "sex";
        const SufficientStatistics merged =
            joined(joined(statistics_of(parts[0], two_stages(), wanted), statistics_of(parts[1], two_stages(), wanted)),
                   statistics_of(parts[2], two_stages(), wanted));
        check_equal(merged.table(), tabulated(data, two_stages(), wanted));
    }
}

TEST_CASE("categories that one part lists and another does not keep their place among the others")
{
    const DataTable data = two_stage_survey(6);
    const auto parts = split(data, [](std::size_t row) { return row % 3; });
    EstimateSpecification wanted = estimate(Statistic::Mean, "income");
    wanted.by = {"group"};
    const auto listing = [&](std::size_t part, std::vector<std::string> categories) {
        EstimateSpecification own = wanted;
        own.dimensions = {{"group", "", std::move(categories), {}, {}}};
        own.where = "stratum != 'nowhere'";
        return statistics_of(parts[part], two_stages(), own);
    };
    const auto a = listing(0, {"11", "8", "10", "9"}), b = listing(1, {"11", "12", "8", "10", "9", "7"});
    CHECK(joined(a, b).table().dimensions[0].categories == std::vector<std::string>{"11", "12", "8", "10", "9", "7"});
    CHECK(joined(b, a).table().dimensions[0].categories == std::vector<std::string>{"11", "12", "8", "10", "9", "7"});
    // One of them knows of no list: what its cells have comes after.
    const auto c = listing(2, {});
    CHECK(joined(a, c).table().dimensions[0].categories == std::vector<std::string>{"11", "8", "10", "9"});
    CHECK(joined(c, a).table().dimensions[0].categories == std::vector<std::string>{"11", "8", "10", "9"});
}

TEST_CASE("units of two offices that have one name are two units, and each office's sample is its own")
{
    const DataTable data = two_stage_survey(7);
    EstimateSpecification wanted = estimate(Statistic::Total, "income");
    const SufficientStatistics one = statistics_of(data, two_stages(), wanted);
    const Estimate alone = one.table().cells[0].figures,
                   both = joined(one.of_office("a"), one.of_office("b")).table().cells[0].figures;
    CHECK(both.psus == 2 * alone.psus);
    CHECK(*both.estimate == doctest::Approx(2 * *alone.estimate));
    CHECK(*both.standard_error == doctest::Approx(std::sqrt(2.0) * *alone.standard_error));
    CHECK(both.degrees_of_freedom == 2 * *alone.degrees_of_freedom);
    // Of people who were merely interviewed, nobody drew a sample: they are together as they are.
    wanted = estimate(Statistic::Mean, "income");
    const SufficientStatistics asked = statistics_of(data, {}, wanted);
    const DataTable twice = data.rows([&] {
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < 2 * data.row_count(); ++row) rows.push_back(row % data.row_count());
        return rows;
    }());
    check_equal(joined(asked.of_office("a"), asked.of_office("b")).table(), tabulated(twice, {}, wanted));
}

TEST_CASE("sums that no survey has are refused")
{
    EstimateSpecification wanted = estimate(Statistic::Total, "income");
    wanted.by = {"sex"};
    const SufficientStatistics::Content sound = statistics_of(two_stage_survey(8), two_stages(), wanted).content();
    CHECK(SufficientStatistics::from(sound));
    const auto refused = [&](auto break_it) {
        SufficientStatistics::Content content = sound;
        break_it(content);
        return !SufficientStatistics::from(std::move(content)).has_value();
    };
    const auto part = [](auto& content) -> SufficientStatistics::Part& {
        for (auto& [key, unit] : content.units)
            if (!unit.empty()) return unit.begin()->second;
        throw 0;
    };
    CHECK(refused([](auto& c) { c.wanted.statistic = Statistic::Gini; }));
    CHECK(refused([](auto& c) { c.wanted.level = 1; }));
    CHECK(refused([](auto& c) { c.wanted.by.push_back("age"); }));
    CHECK(refused([](auto& c) { c.design.psu.pop_back(); }));
    CHECK(refused([&](auto& c) { part(c).sum.n = part(c).sampled + 1; }));
    CHECK(refused([&](auto& c) { part(c).sum.weight = -1; }));
    CHECK(refused([&](auto& c) { part(c).sum.values = std::nan(""); }));
    CHECK(refused([](auto& c) { c.populations.begin()->second = 0; }));
    CHECK(refused([](auto& c) { c.contributors.begin()->second.front() = -1; }));
    CHECK(refused([](auto& c) { c.contributors[{"nobody has it"}] = {1}; }));
    CHECK(refused([](auto& c) { c.wanted.dimensions = {{"sex", "", {"f", "m"}, {}, {{"f", "m"}, {"m", "f"}}}}; }));
}
