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

TEST_CASE("missing answers are told by reason, and a few never by their number")
{
    DisclosurePolicy policy;
    policy.threshold_households = 5;
    policy.threshold_persons = 10;
    CHECK(missing_in_words({12, 4, 0, 30}, policy, "household") ==
          "Of those asked, 12 do not know, fewer than 5 refused, 30 did not answer.");
    CHECK(missing_in_words({5, 0, 9, 0}, policy, "person") ==
          "Of those asked, fewer than 10 do not know, fewer than 10 are not concerned.");
    CHECK(missing_in_words({}, policy, "household").empty());
}

TEST_CASE("where an indicator is sensitive, that nobody or everybody has it is hidden too")
{
    Headquarters here;
    here.definitions.indicators.front().sensitive = true;
    const auto release = make_release(here.form, here.definitions, {}, {{"poor_food_consumption", {}}}, "", "Round 1",
                                      here.team.clock.now());
    REQUIRE(release);
    CHECK(release->release.content().policy.hide_zero_and_full);
    here.definitions.indicators.front().sensitive = false;
    const auto open = make_release(here.form, here.definitions, {}, {{"poor_food_consumption", {}}}, "", "Round 1",
                                   here.team.clock.now());
    REQUIRE(open);
    CHECK_FALSE(open->release.content().policy.hide_zero_and_full);
}
