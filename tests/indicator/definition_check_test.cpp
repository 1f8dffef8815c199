#include "indicator/defined_survey.h"
#include "indicator/publication.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const std::string household = R"(
| survey |
| | type | name | label |
| | integer | household_size | How many? |
| | integer | income | Income? |
| | select_one yn | safe | Safe? |
| | decimal | weight | Weight |
| | begin_repeat | person | Person |
| | integer | age | Age? |
| | end_repeat | person |
| | begin_repeat | animal | Animal |
| | integer | heads | Heads? |
| | end_repeat | animal |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
)";

DefinedSurvey with_indicators(const std::string& header, const std::string& row)
{
    return DefinedSurvey(household + "| indicators |\n| | " + header + " |\n| | " + row + " |\n");
}

using Places = std::vector<std::string>;

} // namespace

TEST_CASE("definitions that fit their form are read without a word")
{
    const DefinedSurvey survey(household + R"(| indicators |
| | name | label | value | statistic | denominator | probabilities | unit_of_analysis | dimension | freedom | sdg | perception | alert |
| | unsafe | Unsafe | ${safe} = 'no' | proportion | | | household | personal | from fear | 16.1 | yes | watch=0.1 alert=0.2 emergency=0.4 |
| | income | Income | ${income} | quantile | | 0.25 0.5 | household | economic | from want | 1.2 | no | |
| | per_head | Per head | ${income} | ratio | ${household_size} | | | | | 16.b | | |
| | adults | Adults | ${age} >= 18 and ${household_size} > 1 | proportion | | | person | | | | | watch=0.9 alert=0.8 emergency=0.7 |
| disaggregation |
| | name | label | value | category | parent |
| | safety | Safety | ${safe} | | |
| | safety | Safe | | yes | |
| | safety | Not safe | | no | |
| design |
| | setting | value |
| | weight | ${weight} |
| | household_size | household_size |
| | dont_know | dk 98 |
| | rake | safe: yes=10 no=20 |
)");
    CHECK(survey.places() == Places{});
    REQUIRE(survey.indicators.size() == 4);
    CHECK(survey.indicators[0].alert == AlertThresholds{0.1, 0.2, 0.4});
    CHECK_FALSE(survey.indicators[3].alert->rises());
    CHECK(survey.units.codes.of_choices.at("98") == MissingReason::DoNotKnow);
    CHECK(survey.design.calibrations.front().margins.front().totals.at("no") == 20);
}

TEST_CASE("a fault in a definition is told with its sheet, row and column, and what to do")
{
    struct Fault {
        const char *header, *row, *place, *help;
    };
    for (const Fault& fault : std::vector<Fault>{
             {"name | label | value | universum", "a | A | 1 | 1", "definition-column-unknown indicators 1 universum",
              "'universe'"},
             {"name | label | value", " | A | 1", "indicator-name-missing indicators 2 name", "Name it"},
             {"name | label | value", "a | A | ${incom} > 1", "definition-reference-unknown indicators 2 value",
              "'income'"},
             {"name | label | value", "a | A | ${income} >", "indicator-expression-invalid indicators 2 value",
              "${name}"},
             {"name | label | universe | value", "a | A | ${saf} = 'no' | 1",
              "definition-reference-unknown indicators 2 universe", "'safe'"},
             {"name | label | value | unit_of_analysis", "a | A | ${age} | persn",
              "indicator-unit-unknown indicators 2 unit_of_analysis", "'person'"},
             {"name | label | value", "a | A | ${age} > 4", "definition-levels-mixed indicators 2 value", "person"},
             {"name | label | value | unit_of_analysis", "a | A | ${heads} > ${age} | person",
              "definition-levels-mixed indicators 2 value", "animal"},
             {"name | label | value | statistic", "a | A | 1 | avarage",
              "indicator-statistic-unknown indicators 2 statistic", "mean"},
             {"name | label | value | statistic", "a | A | 1 | ratio",
              "indicator-value-missing indicators 2 denominator", "expression"},
             {"name | label | value | denominator", "a | A | 1 | ${income}",
              "indicator-cell-unused indicators 2 denominator", "ratio"},
             {"name | label | value | statistic | probabilities", "a | A | 1 | quantile | 1.5",
              "indicator-probability-invalid indicators 2 probabilities", "0.25"},
             {"name | label | value | probabilities", "a | A | 1 | 0.5",
              "indicator-cell-unused indicators 2 probabilities", "quantile"},
             {"name | label | value | dimension", "a | A | 1 | personel",
              "indicator-dimension-unknown indicators 2 dimension", "personal"},
             {"name | label | value | freedom", "a | A | 1 | fear", "indicator-freedom-unknown indicators 2 freedom",
              "from fear"},
             {"name | label | value | sdg", "a | A | 1 | 18.1", "indicator-sdg-unknown indicators 2 sdg", "2.1"},
             {"name | label | value | alert", "a | A | 1 | watch=0.3 alert=0.2 emergency=0.4",
              "indicator-alert-invalid indicators 2 alert", "watch="},
             {"name | label | value | alert", "a | A | 1 | high", "indicator-alert-invalid indicators 2 alert",
              "watch="},
             {"name | label | value | aggregate", "a | A | 1 | median",
              "indicator-aggregate-invalid indicators 2 aggregate", "area_phase"},
             {"name | label | value", "fcs_poorr | A | ", "indicator-value-missing indicators 2 value", "'fcs_poor'"},
             {"name | label | library | value", "a | A | fsc | 1", "library-instrument-unknown indicators 2 library",
              "'fcs'"},
             {"name | label | library | value", "a | A | hhs | ${hhs_score} > 1",
              "library-question-missing indicators 2 name", "insert-indicator FORM hhs"},
             {"name | label | mapping", "fcs | A | fcs_staple=${income}",
              "library-mapping-invalid indicators 2 mapping", "'fcs_staples'"},
             {"name | label | value | mapping", "a | A | 1 | x=1", "library-mapping-invalid indicators 2 mapping",
              "library"},
             {"name | label | mapping", "fcs | A | fcs_score", "library-mapping-invalid indicators 2 mapping",
              "semicolons"},
             {"name | label | mapping | codes", "fcs | A | fcs_score=${income} | a",
              "library-codes-invalid indicators 2 codes", "semicolons"},
             {"name | label | statistic | components", "a | A | index | b=1",
              "indicator-index-invalid indicators 2 components", "row of its own"},
             {"name | label | statistic | components", "a | A | index | b=x",
              "indicator-index-invalid indicators 2 components", "food_poor=1"},
             {"name | value", "a | 1", "definition-label-missing indicators 2 label", "people"}}) {
        CAPTURE(fault.place);
        CAPTURE(fault.row);
        const DefinedSurvey survey = with_indicators(fault.header, fault.row);
        REQUIRE_FALSE(survey.diagnostics.empty());
        CHECK(survey.places().front() == fault.place);
        CHECK(survey.diagnostics.front().help.find(fault.help) != std::string::npos);
    }
}

TEST_CASE("the questions an instrument lacks are named, those that are mapped are not")
{
    const DefinedSurvey survey =
        with_indicators("name | mapping", "rcsi | rcsi_less_preferred=${income}; rcsi_borrow=0");
    CHECK(survey.first("library-question-missing")
              .message.find("rcsi_adults_restrict, rcsi_fewer_meals, rcsi_smaller_meals.") != std::string::npos);
}

TEST_CASE("two rows of one name, and a language without a label, are told")
{
    const DefinedSurvey twice(household +
                              "| indicators |\n| | name | label | value |\n| | a | A | 1 |\n| | a | A | 1 |\n");
    CHECK(twice.places() == Places{"indicator-name-duplicate indicators 3 name"});
    const DefinedSurvey languages(R"(
| survey |
| | type | name | label::English (en) | label::Swahili (sw) |
| | integer | income | Income? | Mapato? |
| indicators |
| | name | label::English (en) | value |
| | a | A | ${income} |
)");
    CHECK(languages.places() == Places{"definition-label-missing indicators 2 label"});
    CHECK(languages.first("definition-label-missing").message.find("Swahili (sw)") != std::string::npos);
}

TEST_CASE("a design names questions of the form and known settings")
{
    const auto places = [](const std::string& rows) {
        return DefinedSurvey(household + "| design |\n| | setting | value |\n" + rows).places();
    };
    CHECK(places("| | weight | ${wieght} |\n") == Places{"design-question-unknown design 2 value"});
    CHECK(places("| | household_size | size |\n") == Places{"design-question-unknown design 2 value"});
    CHECK(places("| | weigth | weight |\n") == Places{"design-setting-unknown design 2 value"});
    CHECK(places("| | weight.person | a b |\n") == Places{"design-value-invalid design 2 value"});
    CHECK(places("| | rake | safe |\n") == Places{"design-value-invalid design 2 value"});
    CHECK(places("| | poststratify | sfe: yes=1 no=2 |\n") == Places{"design-question-unknown design 2 value"});
    CHECK(places("| | trim | 3 0.3 |\n") == Places{"design-value-invalid design 2 value"});
    CHECK(places(
              "| | fpc | 4000 |\n| | trim | 0.3 3 strict |\n| | calibrate | (Intercept)=4; safe=yes=2; income=9 |\n") ==
          Places{});
}

TEST_CASE("a sheet of publication says what it does not know")
{
    const auto places = [](std::vector<std::string> header, std::vector<std::vector<std::string>> rows) {
        ExtraSheet sheet{"publication", std::move(header), std::move(rows), {2, 3}};
        Diagnostics diagnostics;
        read_publication_sheet(&sheet, diagnostics);
        Places made;
        for (const Diagnostic& diagnostic : diagnostics)
            made.push_back(diagnostic.code + " " + std::to_string(diagnostic.row));
        return made;
    };
    CHECK(places({"setting", "value"}, {{"threshold", "10"}}) == Places{});
    CHECK(places({"setting", "value"}, {{"treshold", "10"}}) == Places{"publication-setting-unknown 2"});
    CHECK(places({"setting", "value"}, {{"threshold", "10"}, {"threshold", "3"}}) ==
          Places{"publication-setting-duplicate 3"});
    CHECK(places({"name", "value"}, {{"threshold", "10"}}) ==
          Places{"definition-column-unknown 1", "publication-column-missing 1"});
}

TEST_CASE("disaggregations come from the library by name, with their categories")
{
    const DefinedSurvey survey(household + R"(| disaggregation |
| | name | value | mapping |
| | sadd_age_group | | sadd_age=${age} |
| | fcs_class | | fcs_score=${income} |
)");
    CHECK(survey.places() == Places{});
    REQUIRE(survey.disaggregations.size() == 2);
    CHECK(survey.disaggregations[0].categories.size() == 7);
    CHECK(survey.disaggregations[1].categories[2].code == "poor");
    const DefinedSurvey mixed(household +
                              "| disaggregation |\n| | name | label | value |\n| | a | A | ${age} > ${heads} |\n");
    CHECK(mixed.places() == Places{"definition-levels-mixed disaggregation 2 value"});
    const DefinedSurvey unknown(household +
                                "| disaggregation |\n| | name | label | value |\n| | sadd_age_grup | A | |\n");
    CHECK(unknown.places() == Places{"disaggregation-value-missing disaggregation 2 value"});
    CHECK(unknown.diagnostics.front().help.find("'sadd_age_group'") != std::string::npos);
}

TEST_CASE("a mean or a share of a question whose choices are words says how to compare it")
{
    const std::string header = "name | label | value | statistic";
    DefinedSurvey survey = with_indicators(header, "a | A | ${safe} | proportion");
    CHECK(survey.places() == Places{"indicator-value-is-text indicators 2 value"});
    CHECK(survey.first("indicator-value-is-text").help == "Compare it: ${safe} = 'yes'.");
    survey = with_indicators(header, "a | A | ${safe} | mean");
    CHECK(survey.first("indicator-value-is-text").help == "Compute a number: if(${safe} = 'yes', 1, 0).");
    CHECK(with_indicators(header, "a | A | ${safe} = 'yes' | mean").places() == Places{});
}

TEST_CASE("choices that are numbers have a mean, with a word for no answer among them")
{
    CHECK(DefinedSurvey(R"(| survey |
| | type | name | label |
| | select_one days | days | Days? |
| choices |
| | list_name | name | label |
| | days | 0 | None |
| | days | 7 | All |
| | days | dk | Does not know |
| indicators |
| | name | label | value | statistic |
| | days | Days | ${days} | mean |
)")
              .places() == Places{});
}

TEST_CASE("what is neither yes nor no, and a population of nobody, are said with their cell")
{
    CHECK(with_indicators("name | label | value | perception | sensitive", "a | A | ${income} > 1 | maybe | no")
              .places() == Places{"definition-yes-no-unknown indicators 2 perception"});
    CHECK(DefinedSurvey(household + "| design |\n| | setting | value |\n| | fpc | -5 |\n| | nest | perhaps |\n")
              .places() == Places{"design-value-invalid design 2 value", "definition-yes-no-unknown design 3 value"});
}

TEST_CASE("an indicator of neighbourhoods asks which records make one")
{
    const std::string indicator =
        "| indicators |\n| | name | label | value | statistic | unit_of_analysis | aggregate |\n"
        "| | a | A | ${income} | mean | neighbourhood | mean |\n";
    CHECK(DefinedSurvey(household + indicator).places() ==
          Places{"indicator-unit-unnamed indicators 2 unit_of_analysis"});
    CHECK(DefinedSurvey(household + indicator + "| design |\n| | setting | value |\n| | neighbourhood | safe |\n")
              .places() == Places{});
}
