#include "fieldwork/partial_release.h"

#include "disclosure/tables.h"
#include "fieldwork/sheet_tables.h"
#include "form/form_definition.h"
#include "stories/field_team.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// A question's table by area, with one cell of four people.
TableToProtect table_of(const std::string& id)
{
    TableToProtect made{counts_of({"a", "b"}, {"f", "m"}, {{4, 30}, {25, 35}}), {}};
    made.table.id = id;
    made.rows = counted_rows({}, {}, made.table.unit, {id, {}, {}, id, {}, {}});
    return made;
}

PartialTables wanted(const std::vector<std::string>& ids)
{
    PartialTables tables;
    tables.exact.head.title = "Feedback";
    tables.exact.head.policy = policy_with_threshold(5);
    for (const std::string& id : ids) {
        tables.exact.tables.push_back(table_of(id));
        tables.exact.head.definitions.push_back({id, "Label of " + id, {}, id, {}, {}});
    }
    return tables;
}

/// What was published when fewer was hidden: nothing can hide these cells any more.
PublicationLedger that_showed(const std::string& id)
{
    const auto shown = protect({table_of(id)}, policy_with_threshold(3));
    REQUIRE(shown);
    ReleaseContent release;
    release.tables.push_back(shown->front().table.content());
    release.definitions.push_back({id, {}, {}, id, {}, {}});
    PublicationLedger ledger;
    ledger.add(release);
    return ledger;
}

} // namespace

TEST_CASE("a table that cannot be protected is missing with its reason, and keeps no other back")
{
    const auto made = protect_what_can_be(wanted({"food", "rent", "night"}), that_showed("rent"));
    REQUIRE(made);
    const ReleaseContent& content = made->made.release.content();
    REQUIRE(content.tables.size() == 2);
    CHECK(content.tables[0].id == "food");
    CHECK(content.tables[1].id == "night");
    CHECK(content.definitions[1].name == "night");
    REQUIRE(made->missing.size() == 1);
    CHECK(made->missing[0].indicator == "rent");
    CHECK(made->missing[0].label == "Label of rent");
    CHECK(made->missing[0].error.kind == ErrorKind::Refused);
    // What is there is what it would be, had nobody asked for the rest.
    const auto without = protect_what_can_be(wanted({"food", "night"}), that_showed("rent"));
    REQUIRE(without);
    CHECK(without->missing.empty());
    CHECK(without->made.release.content() == content);
}

TEST_CASE("where nothing can be protected, the first reason is told")
{
    const auto made = protect_what_can_be(wanted({"rent"}), that_showed("rent"));
    REQUIRE_FALSE(made);
    CHECK(made.error().kind == ErrorKind::Refused);
    CHECK_FALSE(protect_what_can_be(wanted({}), {}));
}

TEST_CASE("an indicator that has no table by these groups is missing; one that nobody defined is a mistake")
{
    FieldTeam team{4};
    const Hash hash = team.publish("household.xlsx");
    const auto supervisor = team.enrol("supervisor", Role::Supervisor);
    const ShelvedForm form = *supervisor->shelf.form(supervisor->vault, hash);
    Diagnostics diagnostics;
    const ResultDefinitions definitions = read_result_definitions(*form.definition, diagnostics);
    const auto tables_by = [&](const std::vector<std::string>& indicators, const std::string& by) {
        std::vector<ResultRequest> requests;
        for (const std::string& indicator : indicators) requests.push_back({indicator, {by}});
        return make_tables_there_are(form, definitions, {}, requests, "English (en)", "Feedback", team.clock.now());
    };
    const auto by_sex = tables_by({"household_size_mean", "disability_prevalence"}, "sex");
    REQUIRE(by_sex);
    REQUIRE(by_sex->exact.tables.size() == 1);
    CHECK(by_sex->exact.head.definitions.size() == 1);
    REQUIRE(by_sex->missing.size() == 1);
    CHECK(by_sex->missing[0].indicator == "household_size_mean");
    CHECK(by_sex->missing[0].label != "household_size_mean");
    const auto nobodys = tables_by({"household_size"}, "sex");
    REQUIRE_FALSE(nobodys);
    CHECK(nobodys.error().kind == ErrorKind::NotFound);
}

TEST_CASE("a sheet's tables are by the breakdown that lists its area, and by round where there are rounds")
{
    ResultDefinitions definitions;
    definitions.indicators.resize(2);
    definitions.indicators[0].name = "food";
    definitions.indicators[1].name = "rent";
    DisaggregationDefinition district, area;
    district.name = "district";
    district.categories = {{"LB56", {}, {}}};
    area.name = "area";
    definitions.disaggregations = {district, area};
    CHECK(sheet_breakdown(definitions, "LB56")->area == "district");
    CHECK(sheet_breakdown(definitions, "LB5611")->area == "area"); // those the data have
    CHECK(sheet_breakdown(definitions, "LB5611", "district")->area == "district");
    CHECK_FALSE(sheet_breakdown(definitions, "LB5611", "province"));
    CHECK(sheet_requests(definitions, *sheet_breakdown(definitions, "LB56")).size() == 2);
    DisaggregationDefinition round;
    round.name = "round";
    definitions.disaggregations.push_back(round);
    const auto requests = sheet_requests(definitions, *sheet_breakdown(definitions, "LB56"), {"rent"});
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].by == std::vector<std::string>{"district", "round"});
    definitions.disaggregations.clear();
    const auto none = sheet_breakdown(definitions, "LB56");
    REQUIRE_FALSE(none);
    CHECK(none.error().kind == ErrorKind::NotFound);
}
