#include "indicator/library_values.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

using Numbers = std::vector<double>;
constexpr const char* wg_header = "wg_seeing,wg_hearing,wg_walking,wg_remembering,wg_self_care,wg_communicating\n";

Numbers status(const char* indicator, const std::string& rows)
{
    return formula_values("wg_ss", IndicatorLibrary::shipped().find_indicator(indicator)->definition.value,
                          wg_header + rows);
}

std::vector<std::string> groups(const char* name, const char* csv)
{
    const DisaggregationDefinition* known = IndicatorLibrary::shipped().find_disaggregation(name);
    MAHALLA_CHECK(known);
    const DataTable data = table_of(csv);
    const auto column = DefinitionScope(IndicatorLibrary::shipped(), known->library).evaluate(known->value, data);
    MAHALLA_CHECK(column);
    std::vector<std::string> texts;
    for (std::size_t row = 0; row < data.row_count(); ++row) texts.push_back(column->text(row));
    return texts;
}

} // namespace

TEST_CASE("a disability is a lot of difficulty in one domain; nobody is able because nothing was answered")
{
    const std::string rows =
        "1,1,3,1,1,1\n4,1,1,1,1,1\n2,2,2,2,2,2\n,,3,,,\n,1,,,,\n98,99,98,98,99,98\n2,1,1,1,1,1\n1,1,1,1,1,1\n"
        "3,1,98,1,3,4\n";
    const Numbers third = status("wg_ss", rows), first = status("wg_ss_disability1", rows),
                  second = status("wg_ss_disability2", rows), fourth = status("wg_ss_disability4", rows);
    const auto check = [](const Numbers& found, const Numbers& expected) {
        for (std::size_t i = 0; i < expected.size(); ++i)
            CHECK((std::isnan(expected[i]) ? std::isnan(found[i]) : found[i] == expected[i]));
    };
    const double none = std::nan("");
    check(third, {1, 1, 0, 1, 0, none, 0, 0, 1});
    check(first, {1, 1, 1, 1, 0, none, 1, 0, 1});
    check(second, {1, 1, 1, 1, 0, none, 0, 0, 1});
    check(fourth, {0, 1, 0, 0, 0, none, 0, 0, 1});
}

TEST_CASE("disability is asked of persons of five years and over")
{
    const LibraryIndicator* known = IndicatorLibrary::shipped().find_indicator("wg_ss");
    CHECK(known->definition.universe == "${wg_age} >= 5");
    CHECK(known->definition.unit_of_analysis == "person");
    CHECK(known->definition.sensitive);
}

TEST_CASE("the six questions of the short set stand in their order, each with its four answers")
{
    const LibraryInstrument* instrument = IndicatorLibrary::shipped().find_instrument("wg_ss");
    std::vector<std::string> asked;
    for (const LibraryQuestion& question : instrument->survey)
        if (question.type == "select_one wg_difficulty") asked.push_back(question.name);
    CHECK(asked == std::vector<std::string>{"wg_seeing", "wg_hearing", "wg_walking", "wg_remembering", "wg_self_care",
                                            "wg_communicating"});
    std::vector<std::string> codes;
    for (const LibraryChoice& choice : instrument->choices)
        if (choice.list == "wg_difficulty") codes.push_back(choice.name);
    CHECK(codes == std::vector<std::string>{"1", "2", "3", "4", "98", "99"});
}

TEST_CASE("age bands begin where they say")
{
    CHECK(groups("sadd_age_group", "sadd_age\n0\n4\n5\n11\n12\n17\n18\n24\n25\n49\n50\n59\n60\n99\n\"\"\n") ==
          std::vector<std::string>{"0-4", "0-4", "5-11", "5-11", "12-17", "12-17", "18-24", "18-24", "25-49", "25-49",
                                   "50-59", "50-59", "60+", "60+", ""});
    CHECK(groups("sadd_five_years", "sadd_age\n0\n4\n5\n79\n80\n103\n") ==
          std::vector<std::string>{"0-4", "0-4", "5-9", "75-79", "80+", "80+"});
}

TEST_CASE("displacement: statelessness first, then the border, then the return")
{
    CHECK(groups("disp_class",
                 "disp_citizenship,disp_forced,disp_crossed_border,disp_returned,disp_protection\n"
                 "0,1,1,0,recognised\n1,0,,,\n1,1,1,0,recognised\n1,1,1,0,pending\n1,1,1,0,none\n1,1,1,1,\n1,1,0,0,\n"
                 "1,1,0,1,\n98,0,,,\n") == std::vector<std::string>{"stateless", "host", "refugee", "asylum_seeker",
                                                                    "other_protection", "returned_refugee", "idp",
                                                                    "returned_idp", ""});
}

TEST_CASE("the dependency ratio is that of all persons, not the mean of households")
{
    const DataTable data = table_of("dep_0_14,dep_15_64,dep_65\n3,1,0\n1,3,1\n0,2,0\n");
    CHECK(library_estimate("dependency_ratio", data).estimate == doctest::Approx(5.0 / 6));
}

TEST_CASE("a first adult counts as one, the next as a half, a child as three tenths")
{
    const std::string data = "income_month,income_adults,income_children\n210,2,2\n100,1,0\n100,0,2\n";
    const Numbers income = formula_values("equivalised_income", "${income_equivalised}", data);
    CHECK(income[0] == doctest::Approx(100));
    CHECK(income[1] == 100);
    CHECK(std::isnan(income[2]));
}

TEST_CASE("a thought of self-harm is a referral, whatever the score is")
{
    const std::string header = "phq9_1,phq9_2,phq9_3,phq9_4,phq9_5,phq9_6,phq9_7,phq9_8,phq9_9\n";
    const std::string data = header + "0,0,0,0,0,0,0,0,1\n3,3,3,3,3,3,3,3,3\n1,1,1,1,1,0,0,0,0\n0,99,0,0,0,0,0,0,2\n";
    CHECK(formula_values("phq9", "${phq9_score}", data)[1] == 27);
    CHECK(formula_values("phq9", "${phq9_score}", data)[2] == 5);
    CHECK(std::isnan(formula_values("phq9", "${phq9_score}", data)[3]));
    const std::string flag = IndicatorLibrary::shipped().find_indicator("phq9_flag_referral")->definition.value;
    CHECK(formula_values("phq9", flag, data) == Numbers{1, 1, 0, 1});
    const LibraryInstrument* instrument = IndicatorLibrary::shipped().find_instrument("phq9");
    const bool warns =
        std::any_of(instrument->survey.begin(), instrument->survey.end(),
                    [](const LibraryQuestion& row) { return row.name == "phq9_referral" && row.type == "note"; });
    CHECK(warns);
    CHECK(formula_values("gad7", "${gad7_score}",
                         "gad7_1,gad7_2,gad7_3,gad7_4,gad7_5,gad7_6,gad7_7\n3,3,3,3,3,3,3\n") == Numbers{21});
}
