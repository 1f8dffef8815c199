#include "called_machine.h"

#include <nlohmann/json.hpp>

using namespace mahalla;
using namespace mahalla::test;
using Json = nlohmann::json;

namespace {

constexpr const char* households = "area,group,food,rent,worried,robbed,w\n"
                                   "north,host,1,1,1,0,2\n"
                                   "north,host,1,1,1,1,1\n"
                                   "north,refugee,0,0,0,1,3\n"
                                   "south,host,1,0,0,0,1\n"
                                   "south,host,,1,1,,1\n";

Json analysed(Machine& machine, const Json& analysis, const char* csv = households)
{
    const std::string specification = machine.file("spec.json", Json{{"analyses", {analysis}}}.dump());
    std::vector<std::string> words = {"analyse", "--spec", specification, "--json"};
    if (csv != nullptr) words.push_back(machine.file("data.csv", csv));
    const Called called = machine.call(words);
    REQUIRE_MESSAGE(called.exit_code == ExitCode::Done, called.err);
    return Json::parse(called.out).at("analyses").at(0);
}

std::string refusal(Machine& machine, const Json& analysis, const char* csv = households)
{
    const std::string specification = machine.file("spec.json", Json{{"analyses", {analysis}}}.dump());
    const Called called = machine.call({"analyse", machine.file("data.csv", csv), "--spec", specification});
    CHECK(called.exit_code == ExitCode::Problems);
    CHECK(called.out.empty());
    return called.err;
}

} // namespace

TEST_CASE("insecurities that come together are expressions over a table's columns, weighted")
{
    Machine machine;
    const Json found = analysed(machine, {{"id", "a"},
                                          {"kind", "co_occurrence"},
                                          {"insecurities", {{"food", "food = 1"}, {"rent", "rent = 1"}}},
                                          {"weight", "w"}});
    CHECK(found["id"] == "a");
    CHECK(found["n"] == 4);
    CHECK(found["missing"] == 1);
    CHECK(found["marginal"]["food"] == doctest::Approx(4.0 / 7));
    CHECK(found["pairs"][0]["joint"] == doctest::Approx(3.0 / 7));
    const Json north =
        analysed(machine, {{"kind", "co_occurrence"}, {"insecurities", {"food"}}, {"where", "area = 'north'"}});
    CHECK(north["id"] == "1");
    CHECK(north["marginal"]["food"] == doctest::Approx(2.0 / 3));
}

TEST_CASE("perceived and observed, an index of deprivations, and coverage come from the same rows")
{
    Machine machine;
    const Json gap = analysed(machine, {{"kind", "perception_gap"}, {"perceived", "worried"}, {"observed", "robbed"}});
    CHECK(gap["gap"] == doctest::Approx(0));
    CHECK(gap["felt_not_met"] == doctest::Approx(0.25));
    const Json index = analysed(machine, {{"kind", "counting_index"},
                                          {"deprivations", {{"food", "food"}, {"rent", "rent"}}},
                                          {"weights", {{"food", 3}, {"rent", 1}}},
                                          {"cutoff", 0.7}});
    CHECK(index["headcount"] == doctest::Approx(0.75));
    CHECK(index["adjusted_headcount"] == doctest::Approx((1 + 1 + 0.75) / 4));
    const Json coverage = analysed(machine, {{"kind", "coverage"},
                                             {"area", "area"},
                                             {"group", "group"},
                                             {"interviews_min", 2},
                                             {"frame",
                                              {{{"area", "north"}, {"group", "host"}, {"population", 50}},
                                               {{"area", "south"}, {"group", "host"}, {"population", 30}},
                                               {{"area", "south"}, {"group", "refugee"}, {"population", 20}}}}});
    CHECK(coverage["population_covered"] == doctest::Approx(0.8));
    CHECK(coverage["blind_spots"][0]["kind"] == "missing");
    CHECK(coverage["blind_spots"][0]["group"] == "refugee");
}

TEST_CASE("ballots and pairs are read from rows, and what contradicts itself is refused with its row")
{
    Machine machine;
    const Json ballots = analysed(machine, {{"kind", "ballots"}, {"ballot", "order"}},
                                  "order\nwater road clinic\nclinic water road\nwater clinic road\n");
    CHECK(ballots["condorcet_winner"] == "water");
    CHECK(ballots["borda"]["water"] == 5);
    const Json pair = {{"kind", "pairs"}, {"first", "a"}, {"second", "b"}, {"preferred", "p"}};
    const Json pairs = analysed(machine, pair, "a,b,p\nx,y,x\ny,z,y\nx,z,x\n");
    CHECK(pairs["ranks"]["x"] == 1);
    CHECK(pairs["consistence"] == 1);
    CHECK(refusal(machine, pair, "a,b,p\nx,y,x\ny,x,y\n").find("Row 3") != std::string::npos);
    CHECK(refusal(machine, pair, "a,b,p\nx,y,z\n").find("Row 2") != std::string::npos);
}

TEST_CASE("alerts, changes and sample sizes need no rows")
{
    Machine machine;
    const Json alerts = analysed(machine,
                                 {{"kind", "alerts"},
                                  {"watch", 0.2},
                                  {"alert", 0.3},
                                  {"emergency", 0.5},
                                  {"hysteresis", 0.05},
                                  {"rounds",
                                   {{{"round", "1"}, {"estimate", 0.32}, {"se", 0.02}, {"n", 200}},
                                    {{"round", "2"}, {"estimate", 0.28}, {"se", 0.02}, {"n", 200}}}}},
                                 nullptr);
    CHECK(alerts["rounds"][1]["state"] == "alert");
    CHECK(alerts["rounds"][1]["is_change"] == false);
    CHECK(analysed(machine, {{"kind", "sample_size"}, {"population", 5000}}, nullptr)["to_visit"] == 357);
}

TEST_CASE("a misspelt kind, key or column is refused by name, and nothing is printed")
{
    Machine machine;
    CHECK(refusal(machine, {{"kind", "co_ocurrence"}}).find("co_occurrence") != std::string::npos);
    CHECK(refusal(machine, {{"kind", "concordance"}, {"item", {"food"}}}).find("'items'") != std::string::npos);
    CHECK(refusal(machine, {{"kind", "concordance"}, {"items", {"fod", "rent"}}}).find("food") != std::string::npos);
    CHECK(refusal(machine, {{"kind", "co_occurrence"}, {"insecurities", {"food"}}, {"weight", "food"}}).find("row 6") !=
          std::string::npos);
}

TEST_CASE("what the data cannot answer has a note in place of figures")
{
    Machine machine;
    const Json scale = analysed(machine, {{"kind", "rasch"}, {"items", {"food", "rent"}}, {"where", "area = 'north'"}});
    CHECK(scale.contains("note"));
    CHECK_FALSE(scale.contains("items"));
}
