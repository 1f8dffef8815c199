#include "indicator/defined_survey.h"
#include "indicator/unit_aggregate.h"

#include <array>
#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const std::string survey_tables = R"(
| survey |
| | type | name | label |
| | integer | size | How many? |
| | select_one area | area | Area? |
| | integer | fcs_score | Score |
| | select_one yn | poor | Poor? |
| | decimal | w | Weight |
| | begin_repeat | person | Person |
| | integer | age | Age? |
| | select_one difficulty | seeing | Seeing? |
| | decimal | pw | Own weight |
| | end_repeat | person |
| choices |
| | list_name | name | label |
| | area | north | North |
| | area | south | South |
| | yn | yes | Yes |
| | yn | no | No |
| | yn | dk | Does not know |
| | yn | pnta | Does not say |
| | difficulty | none | None |
| | difficulty | some | Some |
| | difficulty | a_lot | A lot |
| | difficulty | dk | Does not know |
)";

const std::string indicators = R"(| indicators |
| | name | label | value | unit_of_analysis | universe | statistic | mapping | codes | aggregate |
| | poor_households | Poor | ${poor} = 'yes' | household | | proportion | | | |
| | poor_people | Poor | ${poor} = 'yes' | person | | proportion | | | |
| | adults | Adults | ${age} >= 18 | person | | proportion | | | |
| | wg_ss | | | | | | wg_age=${age}; wg_seeing=${seeing}; wg_hearing=''; wg_walking=''; wg_remembering=''; wg_self_care=''; wg_communicating='' | none=1; some=2; a_lot=3; dk=dont_know | |
| | area_score | Score | ${fcs_score} | neighbourhood | | mean | | | mean |
| | area_phase | Phase | ${fcs_score} | neighbourhood | | mean | | | area_phase |
)";

DefinedSurvey survey_with(const std::string& design)
{
    DefinedSurvey survey(survey_tables + indicators +
                         "| disaggregation |\n| | name | label | value |\n| | area | Area | ${area} |\n| design |\n| | "
                         "setting | value |\n" +
                         design);
    // The indicators of neighbourhoods are asked for by those alone whose design names them.
    std::erase_if(survey.diagnostics, [](const auto& one) { return one.code == "indicator-unit-unnamed"; });
    for (const Diagnostic& diagnostic : survey.diagnostics) std::printf("%s\n", to_line(diagnostic).c_str());
    MAHALLA_CHECK(survey.diagnostics.empty());
    survey.add_record({{"size", "2"}, {"area", "north"}, {"fcs_score", "3"}, {"poor", "yes"}, {"w", "10"}},
                      {{{"age", "40"}, {"seeing", "a_lot"}, {"pw", "1"}}, {{"age", "3"}, {"pw", "2"}}});
    survey.add_record({{"size", "6"}, {"area", "north"}, {"fcs_score", "1"}, {"poor", "no"}, {"w", "20"}},
                      {{{"age", "20"}, {"seeing", "none"}, {"pw", "5"}}});
    survey.add_record(
        {{"size", "2"}, {"area", "south"}, {"fcs_score", "2"}, {"poor", "dk"}, {"w", "70"}},
        {{{"age", "10"}, {"seeing", "dk"}, {"pw", "1"}}, {{"age", "70"}, {"seeing", "some"}, {"pw", "1"}}});
    survey.add_record({{"size", "1"}, {"area", "south"}, {"poor", "pnta"}, {"w", "5"}});
    return survey;
}

} // namespace

TEST_CASE("a household counts with its weight, its people with its weight times their number")
{
    const DefinedSurvey survey =
        survey_with("| | weight | w |\n| | household_size | size |\n| | dont_know | dk |\n| | refused | pnta |\n");
    CHECK(survey.figures_of("poor_households").estimate == doctest::Approx(10.0 / 30));
    CHECK(survey.figures_of("poor_people").estimate == doctest::Approx(20.0 / 140));
    CHECK(survey.figures_of("poor_people").weighted_n == doctest::Approx(140));
    // Listed persons have their household's weight: 10, 10, 20, 70, 70.
    CHECK(survey.figures_of("adults").estimate == doctest::Approx((10.0 + 20 + 70) / 180));
    CHECK(survey.tabulated("adults").basis == Basis::OfThePopulation);
}

TEST_CASE("persons of one household are one sampling unit where the design names none")
{
    const DefinedSurvey survey = survey_with("| | dont_know | dk |\n| | refused | pnta |\n");
    CHECK(survey.figures_of("adults").n == 5);
    CHECK(survey.figures_of("adults").psus == 3);
    CHECK(survey.figures_of("poor_households").psus == 2);
}

TEST_CASE("a person's own weight goes before the household's")
{
    const DefinedSurvey survey =
        survey_with("| | weight | w |\n| | weight.person | pw |\n| | dont_know | dk |\n| | refused | pnta |\n");
    CHECK(survey.figures_of("adults").estimate == doctest::Approx((1.0 + 5 + 1) / 10));
}

TEST_CASE("without a design every row counts once, and nothing is said of a population")
{
    const DefinedSurvey survey = survey_with("| | dont_know | dk |\n| | refused | pnta |\n");
    CHECK(survey.figures_of("poor_households").estimate == 0.5);
    CHECK(survey.figures_of("adults").estimate == doctest::Approx(0.6));
    CHECK(survey.tabulated("adults").basis == Basis::OfThoseInterviewed);
}

TEST_CASE("an answer that is none is missing and counted by its reason")
{
    const DefinedSurvey survey = survey_with("| | dont_know | dk |\n| | refused | pnta |\n");
    CHECK(survey.table_of_indicator("poor_households").missing == MissingCounts{1, 1, 0, 0});
    CHECK(survey.figures_of("poor_households").missing == 2);
    // Of the persons of five years and over, one does not know; the child of three is not concerned.
    CHECK(survey.table_of_indicator("wg_ss").missing == MissingCounts{1, 0, 0, 0});
    CHECK(survey.figures_of("wg_ss").n == 3);
    CHECK(survey.figures_of("wg_ss").estimate == doctest::Approx(1.0 / 3));
}

TEST_CASE("codes of choices are no codes of numbers")
{
    const std::string design = "| | dont_know | 40 |\n| | refused | pnta |\n";
    CHECK(survey_with(design).figures_of("adults").n == 5);
    CHECK(survey_with(design + "| | dont_know_numbers | 40 |\n").figures_of("adults").n == 4);
}

TEST_CASE("a neighbourhood is made of its households, each with its weight, and counts once")
{
    const DefinedSurvey survey =
        survey_with("| | weight | w |\n| | neighbourhood | area |\n| | dont_know | dk |\n| | refused | pnta |\n");
    const Table table = survey.tabulated("area_score", {"area"});
    REQUIRE(table.cells.size() == 3);
    CHECK(table.cells[0].key == std::vector<std::string>{"north"});
    CHECK(table.cells[0].figures.estimate == doctest::Approx((3.0 * 10 + 1 * 20) / 30));
    CHECK(table.cells[0].figures.n == 1);
    CHECK(table.cells[1].figures.estimate == 2);
    CHECK(table.cells[2].figures.estimate == doctest::Approx((50.0 / 30 + 2) / 2));
    // A third of the north's weight is in phase 3: more than a fifth.
    CHECK(survey.tabulated("area_phase", {"area"}).cells[0].figures.estimate == 3);
}

TEST_CASE("an aggregate over nobody knows which records is refused")
{
    const DefinedSurvey survey = survey_with("| | dont_know | dk |\n| | refused | pnta |\n");
    const auto indicator = std::find_if(survey.indicators.begin(), survey.indicators.end(),
                                        [](const IndicatorDefinition& known) { return known.name == "area_phase"; });
    AnswerTables answers(*survey.form, std::span<const Record>(survey.records), survey.units.codes);
    const auto made = make_indicator_table({*survey.form, survey.indicators, survey.design, survey.units}, answers,
                                           *indicator, {}, "");
    REQUIRE_FALSE(made);
    CHECK(made.error().message.find("'neighbourhood'") != std::string::npos);
}

TEST_CASE("the area phase is the worst that a fifth are in or beyond")
{
    const auto phase = [](const std::vector<double>& shares) {
        IndicatorValue value;
        std::vector<double> weights;
        std::vector<std::size_t> rows;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            value.value.numbers.push_back(static_cast<double>(i + 1));
            value.is_concerned.push_back(true);
            weights.push_back(shares[i]);
            rows.push_back(i);
        }
        return aggregated(value, rows, weights, Aggregate::AreaPhase);
    };
    CHECK(phase({0.5, 0.3, 0.15, 0.05, 0}) == 3);
    CHECK(phase({0.5, 0.31, 0.14, 0.05, 0}) == 2);
    CHECK(phase({0.81, 0.19, 0, 0, 0}) == 1);
    CHECK(phase({0.2, 0.2, 0.2, 0.2, 0.2}) == 5);
    CHECK(phase({0.8, 0, 0, 0, 0.2}) == 5);
    CHECK(phase({0.4, 0.4, 0.1, 0.07, 0.03}) == 3);
}

TEST_CASE("an index counts the indicators of the sheet: H 1/2, A 3/4, M0 3/8")
{
    // The four persons and four dimensions of Alkire and Foster's example, with their cut-offs 13, 12, 3, 1 and k = 2
    // of 4.
    DefinedSurvey survey(R"(
| survey |
| | type | name | label |
| | decimal | a | A |
| | decimal | b | B |
| | decimal | c | C |
| | decimal | d | D |
| indicators |
| | name | label | value | statistic | components | cutoff | measure |
| | low_a | A | ${a} < 13 | proportion | | | |
| | low_b | B | ${b} < 12 | proportion | | | |
| | low_c | C | ${c} < 3 | proportion | | | |
| | low_d | D | ${d} < 1 | proportion | | | |
| | h | H | | index | low_a; low_b; low_c; low_d | 0.5 | headcount |
| | a_index | A | | index | low_a; low_b; low_c; low_d | 0.5 | intensity |
| | m0 | M0 | | index | low_a; low_b; low_c; low_d | 0.5 | |
| | m0_1 | M0 | | index | low_a; low_b; low_c; low_d | 0.25 | adjusted_headcount |
| | m0_3 | M0 | | index | low_a; low_b; low_c; low_d | 0.75 | adjusted_headcount |
| | weighted | W | | index | low_a=1; low_b=3 | | |
)");
    REQUIRE(survey.diagnostics.empty());
    for (const auto& [a, b, c, d] : std::vector<std::array<const char*, 4>>{
             {"13.1", "14", "4", "1"}, {"15.2", "7", "5", "0"}, {"12.5", "10", "1", "0"}, {"20", "11", "3", "1"}})
        survey.add_record({{"a", a}, {"b", b}, {"c", c}, {"d", d}});
    CHECK(survey.figures_of("h").estimate == 0.5);
    CHECK(survey.figures_of("a_index").estimate == 0.75);
    CHECK(survey.figures_of("m0").estimate == 0.375);
    CHECK(survey.figures_of("m0_1").estimate == 0.4375);
    CHECK(survey.figures_of("m0_3").estimate == 0.25);
    CHECK(survey.figures_of("weighted").estimate == doctest::Approx((0 + 0.75 + 1 + 0.75) / 4));
    SUBCASE("a household that lacks a component has no score")
    {
        survey.add_record({{"a", "1"}, {"b", "1"}, {"c", "1"}});
        CHECK(survey.figures_of("m0").n == 4);
        CHECK(survey.table_of_indicator("m0").missing.not_answered == 1);
    }
}

TEST_CASE("a table of answers is made once for all that read it")
{
    const DefinedSurvey survey = survey_with("");
    AnswerTables answers(*survey.form, std::span<const Record>(survey.records), survey.units.codes);
    const auto households = answers.of(""), persons = answers.of("/data/person");
    REQUIRE(households);
    REQUIRE(persons);
    CHECK((*households)->row_count() == 4);
    CHECK((*persons)->row_count() == 5);
    CHECK(*answers.of("") == *households);
    CHECK(*answers.of("/data/person") == *persons);
    CHECK_FALSE(answers.of("/data/animal"));
}
