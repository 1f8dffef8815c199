#include "analysed_survey.h"
#include "command_line/analysis_json.h"
#include "indicator/record_table.h"

#include <algorithm>
#include <cmath>

using namespace mahalla;
using namespace mahalla::test;
using Json = AnalysedSurvey::Json;

namespace {

AnalysedSurvey town(std::size_t households, const std::string& design = {}, const std::string& publication = {})
{
    AnalysedSurvey survey;
    survey.add_form("homes", household_tables(design, publication));
    add_households(survey, households, 7);
    return survey;
}

const Json together = {
    {"kind", "co_occurrence"},
    {"insecurities", {{"food", "food = 'yes'"}, {"rent", "rent = 'yes'"}, {"school", "school = 'yes'"}}}};
const Json poverty = {
    {"kind", "counting_index"},
    {"deprivations", {{"food", "food = 'yes'"}, {"rent", "rent = 'yes'"}, {"school", "school = 'yes'"}}},
    {"cutoff", 0.333}};
const Json fear = {{"kind", "perception_gap"}, {"perceived", "feels_unsafe"}, {"observed", "met_crime"}};

Json with(Json analysis, const std::string& key, const Json& value)
{
    analysis[key] = value;
    return analysis;
}

/// The same answers as a table for `mahalla analyse`.
Json analysed_as_table(AnalysedSurvey& survey, const Json& analysis)
{
    const AnalysedForm& form = survey.form("homes");
    const auto data = make_record_table(*form.form.definition, std::span<const FlatRecord>(form.records.records));
    REQUIRE(data);
    const auto answers = analyse_json(Json{{"analyses", Json::array({analysis})}}.dump(), &*data);
    REQUIRE_MESSAGE(answers, answers.error().message);
    return Json::parse(*answers).at("analyses").at(0);
}

/// Whether every number of `wanted` stands in `found` too, at the same place.
void check_agrees(const Json& wanted, const Json& found, const std::string& where = {})
{
    CAPTURE(where);
    if (wanted.is_number()) {
        REQUIRE(found.is_number());
        CHECK(found.get<double>() == doctest::Approx(wanted.get<double>()).epsilon(1e-9));
    } else if (wanted.is_object()) {
        for (const auto& [key, value] : wanted.items()) {
            REQUIRE_MESSAGE(found.contains(key), key);
            check_agrees(value, found.at(key), where + "/" + key);
        }
    } else if (wanted.is_array()) {
        REQUIRE(found.size() == wanted.size());
        for (std::size_t i = 0; i < wanted.size(); ++i) check_agrees(wanted[i], found[i], where + "[]");
    }
}

/// Counts below the threshold that stand anywhere in what is told.
std::size_t small_counts(const Json& json)
{
    std::size_t small = 0;
    if (json.is_object())
        for (const auto& [key, value] : json.items()) {
            const bool is_count = key == "n" || key == "interviewed" || key == "missing" || key == "refused" ||
                                  key == "dont_know" || key == "answered" || key == "not_answered";
            if (is_count && value.is_number() && value.get<double>() > 0 && value.get<double>() < 5) ++small;
            small += small_counts(value);
        }
    else if (json.is_array())
        for (const Json& value : json) small += small_counts(value);
    return small;
}

} // namespace

TEST_CASE("over records, exact figures are those of the same answers as a table")
{
    AnalysedSurvey survey = town(300);
    for (Json analysis : {together, poverty}) {
        const Json found = survey.exact(analysis);
        Json wanted = analysed_as_table(survey, analysis);
        wanted.erase("combinations"); // stand in another order
        check_agrees(wanted, found);
        CHECK(found["basis"] == "of those interviewed");
    }
    Json by_question = fear;
    by_question["perceived"] = "afraid = 'yes'";
    by_question["observed"] = "robbed = 'yes'";
    check_agrees(analysed_as_table(survey, by_question), survey.exact(fear));
}

TEST_CASE("where no count is small, what may leave is what is exact")
{
    const AnalysedSurvey survey = town(3'000);
    for (const Json& analysis : {together, poverty, fear}) {
        const Json by_place = with(analysis, "by", Json::array({"place"}));
        CHECK(survey.told(by_place) == survey.exact(by_place));
    }
}

TEST_CASE("a figure that rests on a hidden count is marked, and no small count leaves")
{
    for (const Json& analysis : {together, poverty, fear}) {
        CAPTURE(analysis.dump());
        std::size_t told_with_marks = 0;
        const std::vector<std::size_t> sizes =
            analysis == poverty ? std::vector<std::size_t>{60} : std::vector<std::size_t>{150, 200};
        for (const std::size_t households : sizes) {
            const auto answers = town(households).run(Json::array({with(analysis, "by", Json::array({"place"}))}));
            if (!answers) {
                CHECK(answers.error().kind == ErrorKind::Refused); // too few: nothing leaves
                continue;
            }
            const Json told = Json::parse(*answers)["analyses"][0];
            CAPTURE(told.dump());
            CHECK(small_counts(told) == 0);
            if (answers->find("confidential") != std::string::npos) ++told_with_marks;
            if (analysis != poverty) continue;
            // A and M0 would give a hidden number of deprived people away.
            for (const Json& group : told["groups"])
                for (const Json& deprivation : group["deprivations"])
                    if (deprivation["censored"] == confidential) {
                        CHECK(group["intensity"] == confidential);
                        CHECK(group["adjusted_headcount"] == confidential);
                    }
        }
        CHECK(told_with_marks > 0);
    }
}

TEST_CASE("with a design figures are of the population, weighted, with errors told to three decimals")
{
    const AnalysedSurvey survey = town(2'000, "| | weight | w |\n");
    const Json told = survey.told(with(together, "by", Json::array({"place"}))), exact = survey.exact(together);
    CHECK(told["basis"] == "of the population");
    CHECK(exact["marginal"]["food_se"].get<double>() > 0);
    CHECK(told["marginal"]["food"].get<double>() == doctest::Approx(exact["marginal"]["food"].get<double>()));
    const double error = told["marginal"]["food_se"].get<double>();
    CHECK(std::fabs(error - exact["marginal"]["food_se"].get<double>()) < 0.0005 + 1e-9);
    CHECK(std::round(error * 1000) / 1000 == error);
    CHECK(told["groups"][0]["pairs"][0]["joint_se"].get<double>() > 0);
    CHECK(survey.exact(poverty)["intensity_se"].get<double>() > 0);
    const auto refused = survey.run(Json::array({with(together, "weight", "w")}));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("leave 'weight' out") != std::string::npos);
}

TEST_CASE("a person is a row of the repeat, in the groups of the household, and sampled with it")
{
    AnalysedSurvey survey;
    survey.add_form("homes", household_tables());
    for (int i = 0; i < 20; ++i)
        survey.add_record("homes", {{"area", i < 10 ? "north" : "south"}, {"consent", "yes"}, {"food", "yes"}},
                          {{{"age", "30"}, {"ill", i % 2 == 0 ? "yes" : "no"}}, {{"age", "8"}, {"ill", "no"}}});
    const Json exact = survey.exact({{"kind", "perception_gap"},
                                     {"unit", "person"},
                                     {"by", {"place"}},
                                     {"perceived", "ill_person"},
                                     {"observed", "age < 18"}});
    CHECK(exact["n"] == 40);
    CHECK(exact["perceived"] == 0.25);
    CHECK(exact["groups"][0]["n"] == 20);
}

TEST_CASE("what makes no sense is named, and nothing is guessed")
{
    const AnalysedSurvey survey = town(20);
    const auto message = [&](const Json& analysis) {
        const auto answers = survey.run(Json::array({analysis}));
        REQUIRE_FALSE(answers);
        CHECK(answers.error().kind == ErrorKind::Invalid);
        return answers.error().message;
    };
    CHECK(message({{"kind", "co_ocurrence"}}).find("'co_occurrence' meant") != std::string::npos);
    CHECK(message(with(together, "weigth", "w")).find("unknown key 'weigth'") != std::string::npos);
    CHECK(message(with(together, "unit", "village")).find("village") != std::string::npos);
    CHECK(message({{"kind", "co_occurrence"}, {"insecurities", {"food = 'yes'", "food = 'yes'"}}}).find("twice") !=
          std::string::npos);
    CHECK(message({{"kind", "co_occurrence"}, {"insecurities", {"hunger"}}}).find("hunger") != std::string::npos);
    Json many = {{"kind", "co_occurrence"}, {"insecurities", Json::array()}};
    for (int i = 0; i < 7; ++i) many["insecurities"].push_back("income > " + std::to_string(i));
    CHECK(message(many).find("six") != std::string::npos);
    CHECK(message({{"kind", "alerts"}, {"indicators", {"met_crime"}}}).find("thresholds") != std::string::npos);
}

namespace {

/// Households of three places and rounds; `few` of the south in the second round.
AnalysedSurvey three_rounds(int few)
{
    AnalysedSurvey survey;
    survey.add_form("homes", household_tables());
    const auto add = [&](const char* area, const char* round, int households, int hungry) {
        for (int i = 0; i < households; ++i)
            survey.add_record(
                "homes", {{"area", area}, {"wave", round}, {"consent", "yes"}, {"food", i < hungry ? "yes" : "no"}});
    };
    add("north", "r1", 100, 5);
    add("north", "r2", 100, 40);
    add("north", "r3", 100, 38);
    add("south", "r1", 100, 20);
    add("south", "r2", few, few / 5);
    add("south", "r3", 100, 20);
    for (const char* round : {"r1", "r2", "r3"}) add("east", round, 100, 70);
    return survey;
}

} // namespace

TEST_CASE("states over rounds come from the workbook's thresholds, and a change is one beyond its interval")
{
    const Json told = three_rounds(100).told({{"kind", "alerts"}, {"by", {"place"}}, {"hysteresis", 0.05}});
    std::map<std::string, std::vector<std::string>> states;
    std::map<std::string, std::vector<bool>> changes;
    for (const Json& series : told["series"])
        for (const Json& round : series["rounds"]) {
            const std::string place = series["cell"].value("place", "all");
            states[place].push_back(round["state"]);
            changes[place].push_back(round["is_change"]);
            CHECK(round["n"].get<double>() >= 100);
        }
    CHECK(states["north"] == std::vector<std::string>{"normal", "alert", "alert"});
    CHECK(changes["north"] == std::vector<bool>{false, true, false}); // 40 to 38 of 100 is no change
    CHECK(states["south"] == std::vector<std::string>{"watch", "watch", "watch"});
    CHECK(states["east"] == std::vector<std::string>{"emergency", "emergency", "emergency"});
}

TEST_CASE("a round whose figure is hidden is not told, and what it hides among is not either")
{
    const AnalysedSurvey survey = three_rounds(4);
    const Json alerts = {{"kind", "alerts"}, {"by", {"place"}}};
    const Json told = survey.told(alerts);
    std::size_t not_told = 0;
    bool is_south_told = true;
    for (const Json& series : told["series"])
        for (const Json& round : series["rounds"]) {
            if (round["state"] != "not_told") continue;
            ++not_told;
            CHECK(round.size() == 2); // its name, and that it is not told
            if (series["cell"] == Json{{"place", "south"}} && round["round"] == "r2") is_south_told = false;
        }
    CHECK_FALSE(is_south_told);
    CHECK(not_told >= 4);
    CHECK(small_counts(told) == 0);
    CHECK(survey.exact(alerts).dump().find("not_told") == std::string::npos);
}

TEST_CASE("actions are followed over the rounds of the records, and needs are held against programmes")
{
    const AnalysedSurvey survey = three_rounds(100);
    const Json kitchen = {{"id", "kitchen"},      {"indicator", "hungry"}, {"area", "north"},
                          {"path", "protection"}, {"status", "begun"},     {"due", "2026-10-01"}};
    const Json garden = {{"id", "garden"}, {"indicator", "harvest"}, {"area", "north"}, {"path", "empowerment"}};
    const Json plan =
        survey.told({{"kind", "actions"}, {"area", "place"}, {"actions", Json::array({kitchen, garden})}});
    CHECK(plan["actions"][0]["timing"] == "late");
    CHECK(plan["actions"][0]["course"] == "worse"); // 5 to 38 of 100
    CHECK(plan["actions"][0]["dimension"] == "food");
    CHECK(plan["gaps"]["without_evidence"] == Json::array({"garden"}));
    CHECK(plan["gaps"]["protection_only"] == Json::array({"food"}));
    REQUIRE(plan["gaps"]["shortfalls"].size() == 2);
    CHECK(plan["gaps"]["shortfalls"][0]["area"] == "east");
    CHECK(plan["gaps"]["shortfalls"][1]["area"] == ""); // the town as a whole

    const Json programme = {{"name", "kitchen"}, {"dimension", "food"}, {"area", "north"}, {"kind", "protection"}};
    const Json response = survey.told({{"kind", "response"},
                                       {"area", "place"},
                                       {"indicators", {"hungry"}},
                                       {"programmes", Json::array({programme})}});
    CHECK(response["gaps"][0]["kind"] == "need_without_programme");
    CHECK(response["gaps"][0]["area"] == "east");
}

TEST_CASE("blind spots: who is missing, thin or silent, which questions got no answer, which dimensions were not asked")
{
    AnalysedSurvey survey;
    survey.add_form("homes", household_tables("| | refused_numbers | 999 |\n| | dont_know_numbers | 998 |\n"));
    const auto add = [&](const char* area, int visited, int interviewed) {
        for (int i = 0; i < visited; ++i)
            survey.add_record("homes", {{"area", area},
                                        {"status", "host"},
                                        {"consent", i < interviewed ? "yes" : "no"},
                                        {"food", "yes"},
                                        {"income", i % 4 == 0 ? "999" : "100"}});
    };
    add("north", 100, 95);
    add("south", 100, 40);
    add("east", 3, 3);
    survey.files["frame.csv"] = "area,group,population\nnorth,host,500\nsouth,host,300\neast,host,150\nwest,host,50\n";
    const Json analysis = {
        {"kind", "coverage"},   {"area", "place"},     {"group", "group"},        {"interviewed", "consent = 'yes'"},
        {"frame", "frame.csv"}, {"items", {"income"}}, {"indicators", {"hungry"}}};
    const Json told = survey.told(analysis);
    std::map<std::string, std::vector<std::string>> kinds;
    for (const Json& spot : told["blind_spots"]) kinds[spot["area"]].push_back(spot["kind"]);
    CHECK(kinds["west"] == std::vector<std::string>{"missing"});
    CHECK(kinds["east"] == std::vector<std::string>{"hidden"});
    CHECK(small_counts(told) == 0);
    CHECK(told["items"][0]["is_blind_spot"] == true);
    CHECK(told["dimensions_never_asked"] == Json::array({"economic", "environmental", "community", "political"}));
    CHECK(told["suppressed"][0]["hidden"].size() >= 2); // the small one, and one that hides it
    const Json exact = survey.exact(analysis);
    kinds.clear();
    for (const Json& spot : exact["blind_spots"]) kinds[spot["area"]].push_back(spot["kind"]);
    CHECK(kinds["east"] == std::vector<std::string>{"thin", "under_represented"});
    CHECK(kinds["south"] == std::vector<std::string>{"silent"});
    CHECK(exact["items"][0]["nonresponse"].get<double>() == doctest::Approx(35.0 / 138));
    Json inline_frame = analysis;
    inline_frame["frame"] = Json::array({Json{{"area", "north"}, {"group", "host"}, {"population", 500}}});
    CHECK(survey.exact(inline_frame)["blind_spots"].dump().find("not_in_frame") != std::string::npos);
}

TEST_CASE("the frame may be the totals that the design is calibrated by")
{
    AnalysedSurvey survey;
    survey.add_form("homes", household_tables("| | weight | w |\n| | poststratify | area: north=500 south=300 |\n"));
    for (int i = 0; i < 60; ++i)
        survey.add_record("homes", {{"area", i < 40 ? "north" : "south"}, {"consent", "yes"}, {"w", "1"}});
    const Json told =
        survey.told({{"kind", "coverage"}, {"area", "place"}, {"frame", "design"}, {"interviews_min", 10}});
    CHECK(told["population_covered"] == 1);
}

TEST_CASE("a neighbourhood's index weighs what its own sessions put first, and a session of few people is not told")
{
    AnalysedSurvey survey = town(900);
    survey.add_form("sessions", R"(
| survey |
| | type | name | label |
| | integer | people | How many? |
| | text | ranking | Order |
| | integer | pile_food | Counters |
| | integer | pile_safety | Counters |
)");
    const auto session = [&](const char* people, const char* ranking, const char* food, const char* safety) {
        survey.add_record("sessions",
                          {{"people", people}, {"ranking", ranking}, {"pile_food", food}, {"pile_safety", safety}});
    };
    session("14", "hunger crime", "70", "30");
    session("12", "hunger crime", "60", "40");
    session("11", "crime hunger", "40", "60");
    const Json index = {{"kind", "community_index"},
                        {"area", "place"},
                        {"dimensions", {{"food", "hungry"}, {"personal", "met_crime"}}},
                        {"priorities",
                         {{"form", "sessions"},
                          {"participants", "people"},
                          {"items", {{"food", "pile_food"}, {"personal", "pile_safety"}}}}}};
    const Json told = survey.told(index);
    CHECK(told["weights"]["food"].get<double>() == doctest::Approx(0.6));
    CHECK(told["places"].size() == 3);
    CHECK(told["places"][0].contains("rank_worst"));
    CHECK(told["sessions"] == 3);
    Json by_ranking = index;
    by_ranking["priorities"] = {{"form", "sessions"},
                                {"participants", "people"},
                                {"ranking", "ranking"},
                                {"items", {{"food", "hunger"}, {"personal", "crime"}}}};
    CHECK(survey.told(by_ranking)["weights"]["food"].get<double>() == doctest::Approx(2.0 / 3));
    const Json agreement = {{"kind", "concordance"},
                            {"form", "sessions"},
                            {"unit", "group"},
                            {"participants", "people"},
                            {"ranking", "ranking"}};
    CHECK(survey.told(agreement)["w"].get<double>() == doctest::Approx(1.0 / 9)); // rank sums 5 and 4 of three sessions
    session("3", "crime hunger", "0", "100");
    session("4", "crime hunger", "0", "100");
    const Json few = survey.told(agreement);
    CHECK(few["hidden_sessions"].get<int>() >= 2);
    CHECK(survey.exact(agreement)["n"] == 5);
    CHECK(survey.told(index)["hidden_sessions"].get<int>() >= 2);
    // Sessions in which nobody counted the people are told together, once there are enough of them.
    Json uncounted = agreement;
    uncounted.erase("participants");
    CHECK(survey.told(uncounted)["mark"] == "confidential");
}

TEST_CASE("what people fear stands beside what happened, by dimension, from the indicators that say which they are")
{
    const AnalysedSurvey survey = town(600);
    const Json told = survey.told({{"kind", "perceptions"}, {"by", {"place"}}});
    const auto personal = std::ranges::find_if(told["perceptions"], [](const Json& entry) {
        return entry["dimension"] == "personal" && entry["cell"].empty();
    });
    REQUIRE(personal != told["perceptions"].end());
    CHECK((*personal)["perceived"][0]["indicator"] == "feels_unsafe");
    CHECK((*personal)["observed"][0]["indicator"] == "met_crime");
    const Json inequality = survey.told({{"kind", "inequality"}, {"indicator", "hungry"}, {"area", "place"}});
    CHECK(inequality["gap"].get<double>() > 0);
}

TEST_CASE("what cannot be protected together is told in the order in which it was asked for")
{
    // Three households answered: of so few nothing can be told, and of all the others everything.
    AnalysedSurvey survey = town(1'500);
    survey.add_form("small", household_tables());
    for (int i = 0; i < 3; ++i)
        survey.add_record("small",
                          {{"area", "north"}, {"consent", "yes"}, {"food", "yes"}, {"rent", "no"}, {"school", "no"}});
    const auto both = survey.run(Json::array({with(together, "form", "small"), together}));
    REQUIRE_MESSAGE(both, both.error().message);
    const Json told = Json::parse(*both)["analyses"];
    CHECK(told[1]["n"] == 1'500);
    CHECK(small_counts(told) == 0);
    CHECK(told[0].dump().find("confidential") != std::string::npos);
}
