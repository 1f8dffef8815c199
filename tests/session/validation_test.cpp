#include "support/form_scenario.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const std::string form = xform(
    R"(<data id="f"><name/><age/><hidden/><share/><counted/></data>)",
    R"x(<itext><translation lang="en" default="true()"><text id="m"><value>Between 0 and <output value="60 * 2"/></value></text></translation>
       <translation lang="fr"><text id="m"><value>Entre 0 et 120</value></text></translation></itext>
       <bind nodeset="/data/name" required="true()" jr:requiredMsg="Please give a name"/>
       <bind nodeset="/data/age" type="int" constraint=". &gt;= 0 and . &lt;= 120" jr:constraintMsg="jr:itext('m')"/>
       <bind nodeset="/data/hidden" required="true()" relevant="/data/age &gt; 100"/>
       <bind nodeset="/data/share" type="int"/>
       <bind nodeset="/data/counted" required="true()" constraint="false()" calculate="1"/>)x",
    R"(<input ref="/data/name"/><input ref="/data/age"/><input ref="/data/hidden"/><range ref="/data/share" start="0" end="10" step="2"/>)");

} // namespace

TEST_CASE("conditions that are not met are listed in the order of the form, with words in the language spoken")
{
    FormScenario scenario(form);
    scenario.answer("/data/age", "130");
    auto unmet = scenario.session().validate();
    REQUIRE(unmet.size() == 3);
    CHECK(unmet[0].ref == "/data/name");
    CHECK(unmet[0].condition == Violation::Required);
    CHECK(unmet[0].message == "Please give a name");
    CHECK(unmet[1].ref == "/data/age");
    CHECK(unmet[1].condition == Violation::Constraint);
    CHECK(unmet[1].message == "Between 0 and 120");
    CHECK(unmet[2].ref == "/data/hidden");
    scenario.speak("fr");
    CHECK(scenario.state("/data/age").message == "Entre 0 et 120");
}

TEST_CASE("an empty answer meets every constraint, what is not relevant needs none, and nobody is blamed for what "
          "nobody is asked")
{
    FormScenario scenario(form);
    scenario.answer("/data/name", "x");
    CHECK(scenario.session().validate().empty());
}

TEST_CASE("an answer that breaks a constraint is taken, and keeps the record from being finalised")
{
    FormScenario scenario(form);
    scenario.answer("/data/name", "x").answer("/data/age", "-1");
    CHECK(scenario.value("/data/age") == "-1");
    CHECK(scenario.session().finalize().size() == 1);
    CHECK_FALSE(scenario.session().is_finalized());
    scenario.answer("/data/age", "1");
    CHECK(scenario.session().finalize().empty());
    CHECK(scenario.session().is_finalized());
    CHECK(scenario.session().undo().error().kind == ErrorKind::Refused);
}

TEST_CASE("a range holds its bounds")
{
    FormScenario scenario(form);
    CHECK(scenario.answer("/data/share", "10").violation("/data/share").empty());
    CHECK(scenario.answer("/data/share", "11").violation("/data/share") == "constraint");
}

TEST_CASE("a file answers an upload question under a name of its own")
{
    FormScenario scenario(
        xform(R"(<data id="f"><one/><two/></data>)",
              R"(<bind nodeset="/data/one" type="binary"/><bind nodeset="/data/two" type="binary"/>)",
              R"(<upload ref="/data/one" mediatype="image/*"/><upload ref="/data/two" mediatype="image/*"/>)"));
    FormSession& session = scenario.session();
    REQUIRE(session.attach("/data/one", "door.jpg", {1, 2, 3}));
    REQUIRE(session.attach("/data/two", "door.jpg", {4}));
    CHECK(scenario.value("/data/one") == "door.jpg");
    CHECK(scenario.value("/data/two") == "door-2.jpg");
    REQUIRE(session.attachments().size() == 2);
    CHECK(session.attachments()[1]->content == Bytes{4});
    CHECK(scenario.save_and_restore().session().attachments().size() == 2);
    scenario.clear("/data/one");
    CHECK(scenario.session().attachments().size() == 1);
    CHECK_FALSE(scenario.session().attach("/data/one", "../door.jpg", {1}));
}
