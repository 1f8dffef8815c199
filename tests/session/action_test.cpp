#include "support/form_scenario.h"

#include <doctest/doctest.h>

using namespace mahalla::test;

TEST_CASE("first-load actions run once in a record's life, instance-load actions at each opening")
{
    FormScenario scenario(xform(R"(<data id="f"><once/><each>1</each></data>)",
                                R"(<setvalue event="odk-instance-first-load" ref="/data/once" value="4*4"/>
                                   <setvalue event="odk-instance-load" ref="/data/each" value=". + 1"/>)",
                                R"(<input ref="/data/once"/><input ref="/data/each"/>)"));
    CHECK(scenario.value("/data/once") == "16");
    CHECK(scenario.value("/data/each") == "2");
    scenario.answer("/data/once", "5").store_and_open();
    CHECK(scenario.value("/data/once") == "5");
    CHECK(scenario.value("/data/each") == "3");
    CHECK(scenario.save_and_restore().value("/data/each") == "3");
}

TEST_CASE("a value-changed action runs after everything else followed the change, and only on a change")
{
    FormScenario scenario(
        xform(R"(<data id="f"><source/><twice/><copy/><runs>0</runs></data>)",
              R"(<bind nodeset="/data/twice" type="int" calculate="/data/source * 2"/>)",
              R"(<input ref="/data/source"><setvalue event="xforms-value-changed" ref="/data/copy" value="/data/twice"/>
                                   <setvalue event="xforms-value-changed" ref="/data/runs" value=". + 1"/></input>)"));
    scenario.answer("/data/source", "12");
    CHECK(scenario.value("/data/copy") == "24");
    scenario.answer("/data/source", "12");
    CHECK(scenario.value("/data/runs") == "1");
}

TEST_CASE("an action in a repeat sets the value of its own row")
{
    FormScenario scenario(xform(R"(<data id="f"><row><source/><target/></row></data>)", "",
                                R"x(<repeat nodeset="/data/row"><input ref="/data/row/source">
                                   <setvalue event="xforms-value-changed" ref="/data/row/target" value="4*position(..)"/></input></repeat>)x"));
    scenario.add("/data/row").answer("/data/row[2]/source", "x");
    CHECK(scenario.value("/data/row[1]/target").empty());
    CHECK(scenario.value("/data/row[2]/target") == "8");
}

TEST_CASE("a new row gets its default from the row before, rows of the form do not")
{
    FormScenario scenario(xform(R"(<data id="f"><row><q/></row></data>)", R"(<bind nodeset="/data/row/q" type="int"/>)",
                                R"(<repeat nodeset="/data/row"><setvalue event="odk-new-repeat" ref="/data/row/q"
                                   value="/data/row[position()=position(current()/..)-1]/q"/><input ref="/data/row/q"/></repeat>)"));
    CHECK(scenario.value("/data/row[1]/q").empty());
    scenario.answer("/data/row[1]/q", "7").add("/data/row");
    CHECK(scenario.value("/data/row[2]/q") == "7");
    scenario.answer("/data/row[2]/q", "8").add("/data/row");
    CHECK(scenario.value("/data/row[3]/q") == "8");
}

TEST_CASE("actions that set each other come to an end")
{
    FormScenario scenario(
        xform(R"(<data id="f"><a>0</a><b>0</b></data>)", "",
              R"(<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" value="/data/a + 1"/></input>
                                   <input ref="/data/b"><setvalue event="xforms-value-changed" ref="/data/a" value="/data/b + 1"/></input>)"));
    scenario.answer("/data/a", "1");
    CHECK_FALSE(scenario.value("/data/a").empty());
    CHECK(scenario.undo().value("/data/a") == "0");
}

TEST_CASE("the position is where the laptop says it is, and empty where nobody knows")
{
    FormScenario scenario(xform(
        R"(<data id="f"><place/></data>)",
        R"(<bind nodeset="/data/place" type="geopoint"/><odk:setgeopoint event="odk-instance-first-load" ref="/data/place"/>)",
        R"(<input ref="/data/place"/>)"));
    CHECK(scenario.value("/data/place").empty());
    scenario.environment().position = "41.3 69.2 400 5";
    CHECK(scenario.begin_again().value("/data/place") == "41.3 69.2 400 5");
}
