#include "fieldwork/results_maker.h"
#include "form/form_definition.h"
#include "stories/field_team.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

struct Headquarters {
    FieldTeam team{4};
    Hash hash = team.publish("household.xlsx");
    std::unique_ptr<TeamMember> supervisor = team.enrol("supervisor", Role::Supervisor);
    ShelvedForm form = *supervisor->shelf.form(supervisor->vault, hash);
    Diagnostics diagnostics;
    ResultDefinitions definitions = read_result_definitions(*form.definition, diagnostics);
};

} // namespace

TEST_CASE("the definitions that travelled in the questionnaire are read without a complaint")
{
    const Headquarters here;
    CHECK(here.diagnostics.empty());
    CHECK(here.definitions.indicators.size() == 6);
    CHECK(here.definitions.disaggregations.size() == 6);
    CHECK(here.definitions.policy.threshold_households == 5);
    CHECK(here.definitions.policy.threshold_persons == 10);
}

TEST_CASE("an indicator that nobody defined is named with those that are")
{
    const Headquarters here;
    const auto table = make_table(*here.form.definition, here.definitions, {}, {"poor_food", {}}, "");
    REQUIRE_FALSE(table);
    CHECK(table.error().kind == ErrorKind::NotFound);
    CHECK(table.error().message.find("poor_food_consumption") != std::string::npos);
    const auto group =
        make_table(*here.form.definition, here.definitions, {}, {"poor_food_consumption", {"religion"}}, "");
    REQUIRE_FALSE(group);
    CHECK(group.error().message.find("displacement") != std::string::npos);
}

TEST_CASE("a language is found by its name and by its code, and falls back to the default")
{
    const Headquarters here;
    CHECK(form_language(*here.form.definition, "ar") == "Arabic (ar)");
    CHECK(form_language(*here.form.definition, "French (fr)") == "French (fr)");
    CHECK(form_language(*here.form.definition, "sw") == "English (en)");
}
