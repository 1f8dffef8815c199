#include "support/form_scenario.h"

#include <doctest/doctest.h>

using namespace mahalla::test;

TEST_CASE("calculations follow what they read, in the order of who reads whom")
{
    FormScenario scenario(
        xform(R"(<data id="f"><c/><b/><a>2</a></data>)",
              R"(<bind nodeset="/data/a" type="int"/><bind nodeset="/data/b" type="int" calculate="/data/a * 3"/>
                                   <bind nodeset="/data/c" type="int" calculate="(/data/a + /data/b) * 5"/>)",
              R"(<input ref="/data/a"/>)"));
    CHECK(scenario.value("/data/b") == "6");
    CHECK(scenario.value("/data/c") == "40");
    scenario.answer("/data/a", "3");
    CHECK(scenario.value("/data/b") == "9");
    CHECK(scenario.value("/data/c") == "60");
}

TEST_CASE("a calculated answer that is not readonly may be changed until what it reads changes")
{
    FormScenario scenario(xform(R"(<data id="f"><a>2</a><b/><fixed/></data>)",
                                R"x(<bind nodeset="/data/b" type="int" calculate="/data/a * 3"/>
                                   <bind nodeset="/data/fixed" readonly="true()" calculate="/data/a"/>)x",
                                R"(<input ref="/data/a"/><input ref="/data/b"/><input ref="/data/fixed"/>)"));
    scenario.answer("/data/b", "100");
    CHECK(scenario.value("/data/b") == "100");
    scenario.answer("/data/a", "4");
    CHECK(scenario.value("/data/b") == "12");
    CHECK_FALSE(scenario.session().answer("/data/fixed", "7"));
}

TEST_CASE("hand-written absolute paths in a repeat mean the same row")
{
    FormScenario scenario(xform(R"(<data id="f"><person><age/><next_age/></person><total/></data>)",
                                R"x(<bind nodeset="/data/person/age" type="int"/>
                                   <bind nodeset="/data/person/next_age" type="int" calculate="/data/person/age + 1"/>
                                   <bind nodeset="/data/total" type="int" calculate="sum(/data/person/age)"/>)x",
                                R"(<repeat nodeset="/data/person"><input ref="/data/person/age"/></repeat>)"));
    scenario.add("/data/person");
    scenario.answer("/data/person[1]/age", "30").answer("/data/person[2]/age", "5");
    CHECK(scenario.changed() ==
          std::vector<std::string>{"/data/person[2]/age", "/data/person[2]/next_age", "/data/total"});
    CHECK(scenario.value("/data/person[1]/next_age") == "31");
    CHECK(scenario.value("/data/person[2]/next_age") == "6");
    CHECK(scenario.value("/data/total") == "35");
}

TEST_CASE("metadata is there at the beginning, the end's time when the record is finalised")
{
    FormScenario scenario(
        xform(R"(<data id="f"><start/><end/><today/><who/><q/></data>)",
              R"(<bind nodeset="/data/start" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
                                   <bind nodeset="/data/end" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/>
                                   <bind nodeset="/data/today" type="date" jr:preload="date" jr:preloadParams="today"/>
                                   <bind nodeset="/data/who" type="string" jr:preload="property" jr:preloadParams="username"/>)",
              R"(<input ref="/data/q"/>)"));
    scenario.environment().properties["username"] = "amina";
    scenario.begin_again();
    CHECK(scenario.value("/data/start") == "2026-11-21T08:00:00.000Z");
    CHECK(scenario.value("/data/today") == "2026-11-21");
    CHECK(scenario.value("/data/who") == "amina");
    CHECK(scenario.value("/data/end").empty());
    scenario.clock().set(*mahalla::instant_from_text("2026-11-21T09:30:00Z"));
    CHECK(scenario.session().finalize().empty());
    CHECK(scenario.value("/data/end") == "2026-11-21T09:30:00.000Z");
    CHECK(scenario.session().is_finalized());
    CHECK(scenario.session().answer("/data/q", "late").error().kind == mahalla::ErrorKind::Refused);
}

TEST_CASE("what was drawn by lot stays when the record is opened again")
{
    FormScenario scenario(xform(R"(<data id="f"><key/><q/></data>)",
                                R"x(<bind nodeset="/data/key" calculate="uuid()"/>)x", R"(<input ref="/data/q"/>)"));
    const std::string key = scenario.value("/data/key");
    CHECK(key.size() == 36);
    CHECK(scenario.store_and_open().value("/data/key") == key);
    CHECK(scenario.begin_again().value("/data/key") != key);
}
