#include "support/form_scenario.h"

#include <doctest/doctest.h>

using namespace mahalla::test;

namespace {

const std::string household =
    xform(R"(<data id="household"><has_children/><children/><home><rooms/><note/></home><double/></data>)",
          R"(<bind nodeset="/data/children" type="int" relevant="/data/has_children = 'yes'"/>
                                       <bind nodeset="/data/home" relevant="/data/children &gt; 2" readonly="/data/has_children = 'fixed'"/>
                                       <bind nodeset="/data/home/rooms" type="int"/>
                                       <bind nodeset="/data/double" type="int" calculate="/data/children * 2"/>)",
          R"(<input ref="/data/has_children"><label>Children?</label></input>
                                       <input ref="/data/children"><label>How many?</label></input>
                                       <group ref="/data/home"><input ref="/data/home/rooms"/><input ref="/data/home/note"/></group>)");

} // namespace

TEST_CASE("an answer that stops being relevant is kept, reads as empty, is not exported, and comes back")
{
    FormScenario scenario(household);
    scenario.answer("/data/has_children", "yes").answer("/data/children", "3");
    CHECK(scenario.value("/data/double") == "6");
    scenario.answer("/data/has_children", "no");
    CHECK_FALSE(scenario.relevant("/data/children"));
    CHECK(scenario.value("/data/children").empty());
    CHECK(scenario.typed("/data/children") == "3");
    CHECK(scenario.value("/data/double").empty());
    CHECK_FALSE(scenario.exported().contains("/data/children"));
    scenario.answer("/data/has_children", "yes");
    CHECK(scenario.value("/data/children") == "3");
    CHECK(scenario.value("/data/double") == "6");
}

TEST_CASE("a group hands its relevance and its readonly down to everything in it")
{
    FormScenario scenario(household);
    CHECK_FALSE(scenario.relevant("/data/home/rooms"));
    scenario.answer("/data/has_children", "yes").answer("/data/children", "3");
    CHECK(scenario.relevant("/data/home"));
    CHECK(scenario.relevant("/data/home/rooms"));
    scenario.answer("/data/home/rooms", "2");
    scenario.answer("/data/has_children", "no");
    CHECK_FALSE(scenario.relevant("/data/home/rooms"));
    scenario.answer("/data/has_children", "fixed");
    CHECK(scenario.state("/data/home/rooms").readonly);
    CHECK_FALSE(scenario.session().answer("/data/home/rooms", "4"));
}

TEST_CASE("an answer tells what it changed and nothing else")
{
    FormScenario scenario(household);
    scenario.answer("/data/has_children", "yes").answer("/data/children", "1");
    scenario.answer("/data/children", "2");
    CHECK(scenario.changed() == std::vector<std::string>{"/data/children", "/data/double"});
    scenario.answer("/data/children", "2");
    CHECK(scenario.last().empty());
}

TEST_CASE("what was typed wrongly reads as empty, is marked, and is kept as typed")
{
    FormScenario scenario(household);
    scenario.answer("/data/has_children", "yes").answer("/data/children", "three");
    CHECK(scenario.value("/data/children").empty());
    CHECK(scenario.typed("/data/children") == "three");
    CHECK(scenario.violation("/data/children") == "constraint");
    CHECK(scenario.value("/data/double").empty());
    scenario.save_and_restore();
    CHECK(scenario.typed("/data/children") == "three");
    scenario.store_and_open();
    CHECK(scenario.typed("/data/children") == "three");
    scenario.answer("/data/children", "3");
    CHECK(scenario.violation("/data/children").empty());
    CHECK(scenario.value("/data/double") == "6");
}

TEST_CASE("a choice from a filtered list and the rows of a count come back with the group they stand in")
{
    // While the group is hidden its own questions read as empty: the list would be empty, the count nought.
    FormScenario scenario(xform(
        R"(<data id="f"><ask>1</ask><g><state/><town/><n/><row jr:template=""><q/></row></g></data>)",
        R"(<instance id="towns"><root><item><name>a</name><state>x</state></item><item><name>b</name><state>y</state></item></root></instance>
           <bind nodeset="/data/g" relevant="/data/ask = 1"/>)",
        R"x(<input ref="/data/ask"/><group ref="/data/g"><input ref="/data/g/state"/>
            <select1 ref="/data/g/town"><itemset nodeset="instance('towns')/root/item[state = /data/g/state]"><value ref="name"/><label ref="name"/></itemset></select1>
            <input ref="/data/g/n"/><repeat nodeset="/data/g/row" jr:count="string-length(/data/g/n)"><input ref="/data/g/row/q"/></repeat></group>)x"));
    scenario.answer("/data/g/state", "y").answer("/data/g/town", "b").answer("/data/g/n", "||");
    scenario.answer("/data/g/row[2]/q", "Q").answer("/data/ask", "2");
    CHECK(scenario.value("/data/g/town").empty());
    CHECK_FALSE(scenario.exported().contains("/data/g/town"));
    scenario.answer("/data/ask", "1");
    CHECK(scenario.value("/data/g/town") == "b");
    CHECK(scenario.value("/data/g/row[2]/q") == "Q");
    // What changed meanwhile counts when the group is back.
    scenario.answer("/data/ask", "2").store_and_open().answer("/data/ask", "1");
    CHECK(scenario.value("/data/g/town") == "b");
    CHECK(scenario.count("/data/g/row") == 2);
    scenario.answer("/data/g/n", "|");
    CHECK(scenario.count("/data/g/row") == 1);
}
