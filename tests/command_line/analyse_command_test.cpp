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

TEST_CASE("with a design, shares, H, A and M0 have the errors of the design, and its weights")
{
    Machine machine;
    const std::string data =
        machine.file("data.csv", "psu,w,food,rent\n1,2,1,1\n1,1,1,0\n2,3,0,0\n2,1,1,1\n3,2,0,1\n3,1,1,1\n");
    const auto analyse = [&](const Json& specification) {
        const Called called =
            machine.call({"analyse", data, "--spec", machine.file("spec.json", specification.dump())});
        REQUIRE_MESSAGE(called.exit_code == ExitCode::Done, called.err);
        return Json::parse(called.out);
    };
    const Json index = {
        {"kind", "counting_index"}, {"deprivations", {{"food", "food"}, {"rent", "rent"}}}, {"cutoff", 1}};
    const Json design = {{"weight", "w"}, {"psu", "psu"}};
    const Json all = analyse(
        {{"design", design}, {"analyses", {index, {{"kind", "co_occurrence"}, {"insecurities", {"food", "rent"}}}}}});
    CHECK(all["basis"] == "of the population");
    const Json& figures = all["analyses"][0];
    CHECK(figures["headcount"] == doctest::Approx(0.4));
    // Units add up to 2, 1 and 1 of 3, 4 and 3: their residuals 0.08, -0.06 and -0.02 give the root of 3/2 · 0.0104.
    CHECK(figures["headcount_se"].get<double>() == doctest::Approx(0.1249).epsilon(1e-3));
    CHECK(figures["headcount_ci"][0].get<double>() < 0.4);
    CHECK(figures["intensity_se"].get<double>() == doctest::Approx(0)); // everybody poor is deprived in both
    CHECK(figures["deprivations"][0]["contribution_se"].get<double>() == doctest::Approx(0));
    CHECK(all["analyses"][1]["pairs"][0]["joint_se"] == figures["headcount_se"]);
    const Json plain = analyse({{"analyses", {index}}});
    CHECK(plain["basis"] == "of those interviewed");
    CHECK_FALSE(plain["analyses"][0].contains("headcount_se"));
    const std::string twice = machine.file(
        "twice.json",
        Json{{"design", design}, {"analyses", {{{"kind", "fies"}, {"items", {"food"}}, {"weight", "w"}}}}}.dump());
    CHECK(machine.call({"analyse", data, "--spec", twice}).exit_code == ExitCode::Problems);
}

TEST_CASE("achievements below cut-offs give gaps too: the example of Alkire and Foster")
{
    Machine machine;
    const Json found = analysed(machine,
                                {{"kind", "counting_index"},
                                 {"cutoff", 0.5},
                                 {"deprivations",
                                  {{"income", {{"achievement", "a"}, {"cutoff", 13}}},
                                   {"schooling", {{"achievement", "b"}, {"cutoff", 12}}},
                                   {"health", {{"achievement", "c"}, {"cutoff", 3}}},
                                   {"services", {{"achievement", "d"}, {"cutoff", 1}}}}}},
                                "a,b,c,d\n13.1,14,4,1\n15.2,7,5,0\n12.5,10,1,0\n20,11,3,1\n");
    CHECK(found["headcount"] == doctest::Approx(0.5));
    CHECK(found["intensity"] == doctest::Approx(0.75));
    CHECK(found["adjusted_headcount"] == doctest::Approx(0.375));
    CHECK(found["adjusted_gap"].get<double>() == doctest::Approx(0.20553).epsilon(1e-5));
    CHECK(found["adjusted_squared_gap"].get<double>() == doctest::Approx(0.16546).epsilon(1e-5));
}

TEST_CASE("actions are followed over figures that are handed in")
{
    Machine machine;
    const Json found =
        analysed(machine,
                 {{"kind", "actions"},
                  {"today", "2026-11-26"},
                  {"thresholds", {{"unsafe", {{"watch", 0.2}, {"alert", 0.4}, {"emergency", 0.6}}}}},
                  {"actions",
                   {{{"id", "lamps"},
                     {"indicator", "unsafe"},
                     {"area", "A"},
                     {"due", "2026-10-01"},
                     {"status", "begun"},
                     {"evidence", {{"value", 0.62}, {"ci", {0.54, 0.70}}, {"n", 150}}}}}},
                  {"rounds",
                   {{{"round", "2"},
                     {"figures",
                      {{{"indicator", "unsafe"}, {"area", "A"}, {"estimate", 0.40}, {"se", 0.04}, {"n", 150}},
                       {{"indicator", "unsafe"}, {"area", "B"}, {"estimate", 0.55}, {"se", 0.05}, {"n", 90}}}}}}}},
                 nullptr);
    CHECK(found["actions"][0]["timing"] == "late");
    CHECK(found["actions"][0]["course"] == "better");
    CHECK(found["actions"][0]["change"]["difference"].get<double>() == doctest::Approx(-0.22));
    CHECK(found["gaps"]["shortfalls"][0]["area"] == "B");
    CHECK(refusal(machine, {{"kind", "actions"}, {"actions", Json::array()}, {"rounds", Json::array()}})
              .find("'today'") != std::string::npos);
    CHECK(refusal(machine, {{"kind", "actions"},
                            {"today", "2026-11-26"},
                            {"rounds", Json::array()},
                            {"actions", {{{"id", "a"}, {"due", "tomorrow"}}}}})
              .find("'due'") != std::string::npos);
}
