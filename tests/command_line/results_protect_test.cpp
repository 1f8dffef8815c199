#include "called_machine.h"

#include <nlohmann/json.hpp>

using namespace mahalla;
using namespace mahalla::test;
using Json = nlohmann::json;

namespace {

const Json by_sex = {{"name", "sex"}, {"categories", {"f", "m"}}};

Json cell(const Json& key, int count) { return {{"key", key}, {"count", count}}; }

/// Sex by area; the first cell is unsafe under a threshold of 5.
Json table_of(int first, const Json& hierarchy = nullptr)
{
    Json area = {{"name", "area"}, {"categories", {"n1", "n2", "s1", "s2"}}};
    if (!hierarchy.is_null()) area["hierarchy"] = hierarchy;
    return {{"dimensions", {by_sex, area}},
            {"cells",
             {cell({"f", "n1"}, first), cell({"f", "n2"}, 40), cell({"f", "s1"}, 33), cell({"f", "s2"}, 20),
              cell({"m", "n1"}, 35), cell({"m", "n2"}, 52), cell({"m", "s1"}, 28), cell({"m", "s2"}, 61)}}};
}

struct Publisher {
    Machine machine;
    std::string policy = machine.file("policy.json", R"({"threshold":5,"protection":{"lower":0.3,"upper":0.3}})");

    Called call(const Json& tables, const Json& earlier = nullptr)
    {
        std::vector<std::string> words{"results",  "protect", machine.file("table.json", tables.dump()),
                                       "--policy", policy,    "--json"};
        if (!earlier.is_null()) {
            words.emplace_back("--earlier");
            words.push_back(machine.file("earlier.json", earlier.dump()));
        }
        return machine.call(words);
    }
    Json protect(const Json& tables, const Json& earlier = nullptr)
    {
        const Called called = call(tables, earlier);
        REQUIRE_MESSAGE(called.exit_code == ExitCode::Done, called.err);
        return Json::parse(called.out);
    }
};

std::size_t hidden_in(const Json& cells)
{
    std::size_t hidden = 0;
    for (const Json& entry : cells) hidden += entry["status"] != "published" ? 1U : 0U;
    return hidden;
}

} // namespace

TEST_CASE("results protect prints each cell's status, the count of shown ones only, and the audit of hidden ones")
{
    Publisher publisher;
    const Json printed = publisher.protect(table_of(3));
    CHECK(printed["primary"] == 1);
    CHECK(printed["secondary"] == 3);
    CHECK(printed["minimal"] == true);
    CHECK(printed["audit"].size() == 4);
    for (const Json& entry : printed["cells"]) CHECK(entry.contains("count") == (entry["status"] == "published"));
    CHECK(printed["audit"][0]["interval"][0] <= 2);
    CHECK(printed["audit"][0]["interval"][1] >= 4);
}

TEST_CASE("results protect reads a hierarchy from below and from above")
{
    Publisher publisher;
    const Json from_below =
        publisher.protect(table_of(3, {{"n1", "north"}, {"n2", "north"}, {"s1", "south"}, {"s2", "south"}}));
    const Json from_above = publisher.protect(table_of(3, {{"north", {"n1", "n2"}}, {"south", {"s1", "s2"}}}));
    CHECK(from_below == from_above);
    // Both provinces' sums are known, so only the north can hide what is in it.
    for (const Json& entry : from_below["cells"])
        if (entry["status"] != "published") CHECK(entry["key"][1].get<std::string>()[0] == 'n');
}

TEST_CASE("results protect takes several tables of the same records as one problem, and what was published before")
{
    Publisher publisher;
    Json but_one = table_of(12), all = table_of(13);
    but_one["universe"] = "adults";
    CHECK(hidden_in(publisher.protect(all)["cells"]) == 0);
    const Json both = publisher.protect({{"tables", {all, but_one}}});
    CHECK(hidden_in(both["tables"][0]["cells"]) + hidden_in(both["tables"][1]["cells"]) > 0);
    // The same, one after the other: the first was shown whole.
    const Json later = publisher.protect(all, {{"tables", {but_one}}});
    CHECK(hidden_in(later["cells"]) > 0);
}

TEST_CASE("results protect refuses what cannot be hidden with exit code 3 and prints no table")
{
    Publisher publisher;
    Json shown_before = table_of(3);
    const Called refused = publisher.call(table_of(3), shown_before);
    CHECK(refused.exit_code == ExitCode::Refused);
    CHECK(refused.out.empty());
}

TEST_CASE("results risk says how easily records are told apart, and refuses below k")
{
    Machine machine;
    const std::string data = machine.file("records.csv", "sex,age,w,ill\nf,1,20,0\nf,1,30,1\nm,1,10,0\nm,NA,15,0\n");
    const Called allowed =
        machine.call({"results", "risk", data, "--keys", "sex, age", "--weight", "w", "--k", "2", "--json"});
    CHECK(allowed.exit_code == ExitCode::Done);
    const Json printed = Json::parse(allowed.out);
    CHECK(printed["records"] == 4);
    CHECK(printed["below_k"] == 0);
    CHECK(printed["smallest"] == 2);
    CHECK(printed["rows"][0]["Fk"] == 50);
    CHECK_FALSE(printed["rows"][0].contains("distinct_l"));
    CHECK(machine.call({"results", "risk", data, "--keys", "sex,age", "--k", "3"}).exit_code == ExitCode::Refused);
    const Called alike = machine.call(
        {"results", "risk", data, "--keys", "sex", "--k", "2", "--l", "2", "--sensitive", "ill", "--json"});
    CHECK(alike.exit_code == ExitCode::Refused);
    CHECK(Json::parse(alike.out)["rows"][2]["distinct_l"] == 1);
    CHECK(machine.call({"results", "risk", data, "--keys", "place"}).exit_code == ExitCode::Problems);
}

TEST_CASE("results protect rounds counts where the policy asks for it, and every sum still stands")
{
    Publisher publisher;
    publisher.policy = publisher.machine.file("rounding.json", R"({"threshold":5,"rounding":{"base":5}})");
    Json table = table_of(3);
    table["cells"].push_back(cell({"f", "_T"}, 96));
    const Json printed = publisher.protect(table);
    CHECK(printed["rounding"]["base"] == 5);
    std::uint64_t sum = 0;
    for (const Json& entry : printed["cells"]) {
        CHECK(entry["status"] == "published");
        CHECK(entry["count"].get<std::uint64_t>() % 5 == 0);
        if (entry["key"][0] == "f" && entry["key"][1] != "_T") sum += entry["count"].get<std::uint64_t>();
    }
    CHECK(printed["cells"][8]["count"] == sum);
    // Nothing exact, and no other rounding, may stand beside it.
    CHECK(publisher.call(table, table).exit_code == ExitCode::Refused);
    CHECK(publisher.call(table, {{"tables", {printed}}}).exit_code == ExitCode::Refused);
    CHECK(publisher.call({{"tables", {table, table_of(3)}}}).exit_code == ExitCode::Refused);
    publisher.policy = publisher.machine.file("hiding.json", R"({"threshold":5})");
    CHECK(publisher.call(table, {{"tables", {printed}}}).exit_code == ExitCode::Refused);
}

TEST_CASE("results protect adds noise within a budget that earlier tables have already spent of")
{
    Publisher publisher;
    publisher.policy =
        publisher.machine.file("noise.json", R"({"threshold":5,"noise":{"variance":25,"budget":{"rho":0.05}}})");
    const Json first = publisher.protect(table_of(3));
    CHECK(first["noise"]["rho"] == doctest::Approx(0.02));
    CHECK(first["noise"]["spent_rho"] == doctest::Approx(0.02));
    CHECK(first["noise"]["total_rho"] == doctest::Approx(0.05));
    CHECK(first["noise"]["delta"] == doctest::Approx(1e-6));
    CHECK(first["noise"]["epsilon"] > 0);
    std::size_t changed = 0;
    for (std::size_t i = 0; i < 8; ++i)
        changed += first["cells"][i]["count"] != table_of(3)["cells"][i]["count"] ? 1U : 0U;
    CHECK(changed > 0);
    CHECK(first["cells"][0]["standard_error"] == doctest::Approx(5));
    // What was printed is what the next call is told of.
    const Json second = publisher.protect(table_of(3), {{"tables", {first}}});
    CHECK(second["noise"]["spent_rho"] == doctest::Approx(0.04));
    const Called third = publisher.call(table_of(3), {{"tables", {first, second}}});
    CHECK(third.exit_code == ExitCode::Refused);
    CHECK(third.out.empty());
    // Two tables of one release spend twice; where the second is too much nothing is printed of the first.
    CHECK(publisher.protect({{"tables", {table_of(3), table_of(3)}}})["tables"][1]["noise"]["spent_rho"] ==
          doctest::Approx(0.04));
    const Called both = publisher.call({{"tables", {table_of(3), table_of(3)}}}, {{"tables", {first}}});
    CHECK(both.exit_code == ExitCode::Refused);
    CHECK(both.out.empty());
    CHECK(publisher.call(table_of(3), table_of(3)).exit_code == ExitCode::Refused);
}

TEST_CASE("a policy that asks for an alteration it does not describe is not understood")
{
    Publisher publisher;
    for (const char* policy :
         {R"({"noise":{"variance":25}})", R"({"noise":{"variance":0,"budget":{"rho":1}}})",
          R"({"noise":{"variance":9,"budget":{"rho":1,"epsilon":1}}})",
          R"({"noise":{"variance":9,"budget":{"rho":-1}}})",
          R"({"noise":{"variance":9,"rows_max":0.5,"budget":{"rho":1}}})", R"({"rounding":{}})", R"({"rounding":5})",
          R"({"rounding":{"base":5},"noise":{"variance":9,"budget":{"epsilon":1}}})", R"({"nois":{}})"}) {
        CAPTURE(policy);
        publisher.policy = publisher.machine.file("policy.json", policy);
        CHECK(publisher.call(table_of(3)).exit_code == ExitCode::Problems);
    }
}

TEST_CASE("results protect holds totals against those published before")
{
    Publisher publisher;
    const auto with_values = [](Json table) {
        for (Json& entry : table["cells"]) entry["value"] = 10 * entry["count"].get<int>();
        return table;
    };
    Json before = with_values(table_of(12)), now = with_values(table_of(15));
    now["cells"][0]["value"] = 300; // three came in, with 180
    CHECK(hidden_in(publisher.protect(now)["cells"]) == 0);
    const Json later = publisher.protect(now, {{"tables", {before}}});
    CHECK(later["cells"][0]["status"] != "published");
    for (const Json& entry : later["audit"])
        if (entry["key"] == Json{"f", "n1"}) {
            // 120 were there before: of the 180 it may not be known to within 30 % how many they are.
            CHECK(entry["interval"][0] <= 120 + 0.7 * 180 + 1e-6);
            CHECK((entry["interval"][1].is_null() || entry["interval"][1] >= 120 + 1.3 * 180 - 1e-6));
        }
}

TEST_CASE("results protect reckons with whoever was alone in an earlier hidden cell, where the file says so")
{
    Publisher publisher;
    publisher.policy = publisher.machine.file(
        "alone.json", R"({"threshold":3,"singletons":true,"protection":{"lower":0.3,"upper":0.3}})");
    const auto table_by = [](const std::string& name, const std::vector<std::pair<std::string, int>>& cells) {
        Json table{{"dimensions", Json::array({Json{{"name", name}, {"categories", Json::array()}}})},
                   {"cells", Json::array()}};
        for (const auto& [category, count] : cells) {
            table["dimensions"][0]["categories"].push_back(category);
            table["cells"].push_back({{"key", {category}}, {"count", count}});
        }
        return table;
    };
    // Of 31 people one is alone in "camp"; how many are on the street is hidden with him.
    Json earlier = table_by("home", {{"house", 28}, {"camp", 1}, {"street", 2}});
    earlier["cells"][1]["status"] = "primary";
    earlier["cells"][2]["status"] = "primary";
    const Json without = [&] {
        Json shown = earlier;
        for (const std::size_t hidden : {1U, 2U}) shown["cells"][hidden].erase("count");
        return shown;
    }();
    const Json now = table_by("sex", {{"f", 14}, {"m", 17}});
    // All together would leave 3 for both; whoever is alone in "camp" would know that two are on the street.
    CHECK(publisher.call(now, without).exit_code == ExitCode::Done);
    const Called told = publisher.call(now, earlier);
    const bool is_told_less = told.exit_code == ExitCode::Refused || Json::parse(told.out)["secondary"].get<int>() > 0;
    CHECK(is_told_less);
}
