#include "indicator/defined_survey.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const std::string tables = R"(
| survey |
| | type | name | label::English (en) | label::Arabic (ar) |
| | select_one area | area | Area | المنطقة |
| | select_one district | district | District | القضاء |
| | select_multiple area | seen | Seen | رأى |
| | integer | size | How many? | كم؟ |
| choices |
| | list_name | name | label::English (en) | label::Arabic (ar) |
| | area | west | West side | الغرب |
| | area | empty | Nobody lives here | لا أحد |
| | area | east | East side | الشرق |
| | district | 02 | Second | الثاني |
| | district | 01 | First | الأول |
| indicators |
| | name | label | value | unit_of_analysis | statistic |
| | size | Size | ${size} | household | mean |
| disaggregation |
| | name | label | value | category |
| | area | Area | ${area} | |
| | district | District | ${district} | |
| | either | Either | if(${area} = 'west', 'west', 'east') | |
| | seen | Seen | ${seen} | |
| | listed | Listed | ${area} | east |
| | listed | | | west |
)";

DefinedSurvey answered()
{
    DefinedSurvey survey(tables);
    survey.add_record({{"area", "east"}, {"district", "01"}, {"size", "2"}, {"seen", "west east"}});
    survey.add_record({{"area", "west"}, {"district", "02"}, {"size", "4"}, {"seen", "west"}});
    survey.add_record({{"area", "west"}, {"district", "02"}, {"size", "6"}, {"seen", "east"}});
    return survey;
}

Dimension dimension(const DefinedSurvey& survey, const std::string& name, const std::string& language = "English (en)")
{
    std::vector<DisaggregationDefinition> by;
    for (const DisaggregationDefinition& known : survey.disaggregations)
        if (known.name == name) by.push_back(known);
    AnswerTables answers(*survey.form, std::span<const Record>(survey.records), survey.units.codes);
    const auto made = make_indicator_table({*survey.form, survey.indicators, survey.design, survey.units}, answers,
                                           survey.indicators.front(), by, language);
    REQUIRE(made);
    return made->estimate.dimensions.front();
}

} // namespace

TEST_CASE("groups of a question of choices are those in the answers, in the choices' order and with their labels")
{
    const DefinedSurvey survey = answered();
    const Dimension area = dimension(survey, "area");
    CHECK(area.categories == std::vector<std::string>{"west", "east"});
    CHECK(area.labels.at("west") == "West side");
    CHECK(dimension(survey, "area", "Arabic (ar)").labels.at("west") == "الغرب");
    CHECK(survey.tabulated("size", {"area"}).cells[0].figures.estimate == 5);
    // A code with a nought in front is a code, and the list has the second district first.
    CHECK(dimension(survey, "district").categories == std::vector<std::string>{"02", "01"});
}

TEST_CASE("an answer that is no choice of this version of the form has a group of its own, after the others")
{
    DefinedSurvey survey = answered();
    survey.add_record({{"area", "abroad"}, {"size", "8"}});
    const Dimension area = dimension(survey, "area");
    CHECK(area.categories == std::vector<std::string>{"west", "east", "abroad"});
    CHECK(survey.tabulated("size", {"area"}).cells[2].figures.estimate == 8);
}

TEST_CASE("groups that are computed, chosen together or listed in the sheet take nothing from choices")
{
    const DefinedSurvey survey = answered();
    CHECK(dimension(survey, "either").categories.empty());
    CHECK(dimension(survey, "seen").labels.empty());
    CHECK(dimension(survey, "listed").categories == std::vector<std::string>{"east", "west"});
    CHECK(dimension(survey, "listed").labels.at("west") == "west");
}
