#include "support/form_scenario.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const std::string roster =
    xform(R"(<data id="roster"><person jr:template=""><number/><name/><title/></person><count/></data>)",
          R"x(<bind nodeset="/data/person/number" type="int" calculate="position(..)"/>
                                    <bind nodeset="/data/person/title" calculate="concat(../name, ../number)"/>
                                    <bind nodeset="/data/count" type="int" calculate="count(/data/person)"/>)x",
          R"(<group ref="/data/person"><label>Person</label><repeat nodeset="/data/person">
                                    <input ref="/data/person/name"><label>Name of <output value="../number"/></label></input></repeat></group>)");

} // namespace

TEST_CASE("a repeat with a template alone begins without rows")
{
    FormScenario scenario(roster);
    CHECK(scenario.count("/data/person") == 0);
    CHECK(scenario.value("/data/count") == "0");
    CHECK(scenario.session().state("/data/person[1]").error().kind == ErrorKind::NotFound);
}

TEST_CASE("removing a row renumbers those behind it, and what reads their positions follows")
{
    FormScenario scenario(roster);
    for (const char* name : {"A", "B", "C"}) {
        scenario.add("/data/person");
        scenario.answer("/data/person[" + std::to_string(scenario.count("/data/person")) + "]/name", name);
    }
    const SessionNode third = *scenario.session().find("/data/person[3]/name");
    scenario.remove("/data/person[2]");
    CHECK(scenario.last().structure);
    CHECK(scenario.last().removed == std::vector<std::string>{"/data/person[2]"});
    CHECK(scenario.count("/data/person") == 2);
    CHECK(scenario.value("/data/count") == "2");
    CHECK(scenario.value("/data/person[2]/title") == "C2");
    CHECK(scenario.label("/data/person[2]/name") == "Name of 2");
    CHECK(scenario.session().ref_of(third) == "/data/person[2]/name");
    CHECK(scenario.session().find("/data/person[3]") == std::nullopt);
}

TEST_CASE("rows keep their ids whatever moves")
{
    FormScenario scenario(roster);
    scenario.add("/data/person").add("/data/person").add("/data/person");
    const auto before = scenario.session().to_record().rosters.begin()->second;
    scenario.remove("/data/person[1]").save_and_restore();
    const auto after = scenario.session().to_record().rosters.begin()->second;
    CHECK(after == std::vector<RowId>{before[1], before[2]});
    CHECK(scenario.store_and_open().session().to_record().rosters.begin()->second == after);
}

TEST_CASE("jr:count is followed up and down, and a blank count takes nothing away")
{
    FormScenario scenario(xform(
        R"(<data id="f"><n>2</n><row><q/></row></data>)", R"(<bind nodeset="/data/n" type="int"/>)",
        R"(<input ref="/data/n"/><repeat nodeset="/data/row" jr:count="/data/n"><input ref="/data/row/q"/></repeat>)"));
    CHECK(scenario.count("/data/row") == 2);
    scenario.answer("/data/n", "5");
    CHECK(scenario.count("/data/row") == 5);
    scenario.clear("/data/n");
    CHECK(scenario.count("/data/row") == 5);
    scenario.answer("/data/n", "1");
    CHECK(scenario.count("/data/row") == 1);
    CHECK_FALSE(scenario.state("/data/row[]").can_add);
    CHECK(scenario.session().add_repeat("/data/row").error().kind == ErrorKind::Refused);
    CHECK(scenario.session().remove_repeat("/data/row[1]").error().kind == ErrorKind::Refused);
}

TEST_CASE("jr:noAddRemove leaves the rows the form begins with")
{
    FormScenario scenario(
        xform(R"(<data id="f"><row><q>a</q></row><row><q>b</q></row></data>)", "",
              R"x(<repeat nodeset="/data/row" jr:noAddRemove="true()"><input ref="/data/row/q"/></repeat>)x"));
    CHECK(scenario.count("/data/row") == 2);
    CHECK(scenario.value("/data/row[2]/q") == "b");
    CHECK_FALSE(scenario.session().add_repeat("/data/row"));
}

TEST_CASE("repeats stand in repeats, and rows of one know nothing of another's")
{
    FormScenario scenario(xform(
        R"(<data id="f"><outer jr:template=""><inner jr:template=""><count/><q/></inner></outer></data>)",
        R"x(<bind nodeset="/data/outer/inner/count" type="int" calculate="count(../../inner)"/>)x",
        R"(<repeat nodeset="/data/outer"><repeat nodeset="/data/outer/inner"><input ref="/data/outer/inner/q"/></repeat></repeat>)"));
    scenario.add("/data/outer")
        .add("/data/outer")
        .add("/data/outer[1]/inner")
        .add("/data/outer[1]/inner")
        .add("/data/outer[2]/inner");
    CHECK(scenario.value("/data/outer[1]/inner[2]/count") == "2");
    CHECK(scenario.value("/data/outer[2]/inner[1]/count") == "1");
    scenario.remove("/data/outer[1]");
    CHECK(scenario.count("/data/outer") == 1);
    CHECK(scenario.value("/data/outer[1]/inner[1]/count") == "1");
}

TEST_CASE("a relevance may differ from row to row")
{
    FormScenario scenario(xform(
        R"(<data id="f"><person jr:template=""><age/><job/></person></data>)",
        R"(<bind nodeset="/data/person/age" type="int"/><bind nodeset="/data/person/job" relevant="../age &gt;= 18"/>)",
        R"(<repeat nodeset="/data/person"><input ref="/data/person/age"/><input ref="/data/person/job"/></repeat>)"));
    scenario.add("/data/person")
        .add("/data/person")
        .answer("/data/person[1]/age", "40")
        .answer("/data/person[2]/age", "4");
    CHECK(scenario.relevant("/data/person[1]/job"));
    CHECK_FALSE(scenario.relevant("/data/person[2]/job"));
}

TEST_CASE("counts without end in counts without end stop at what an interview may hold")
{
    std::string instance, body, close;
    std::string path = "/data";
    for (const char* name : {"r", "s", "t"}) {
        path += std::string("/") + name;
        instance += std::string("<") + name + " jr:template=\"\">";
        body += "<repeat nodeset=\"" + path + "\" jr:count=\"1000000000\">";
        close = std::string("</") + name + ">" + close;
    }
    FormScenario scenario(xform("<data id=\"f\">" + instance + "<x/>" + close + "</data>", "",
                                body + "<input ref=\"" + path + "/x\"/></repeat></repeat></repeat>"));
    const std::size_t nodes = scenario.session().nodes().size();
    CHECK(nodes > 100'000);
    CHECK(nodes < 600'000);
}

TEST_CASE("a count that reads its own rows grows by what is answered, not for ever")
{
    FormScenario scenario(
        xform(R"(<data id="f"><n/><wanted/><flat jr:template=""><last/></flat></data>)",
              R"x(<bind nodeset="/data/n" calculate="count(/data/flat)"/>
            <bind nodeset="/data/wanted" calculate="if(/data/n = 0 or /data/flat[position() = /data/n]/last != 'yes', /data/n + 1, /data/n)"/>)x",
              R"(<repeat nodeset="/data/flat" jr:count="/data/wanted"><input ref="/data/flat/last"/></repeat>)"));
    CHECK(scenario.count("/data/flat") == 1);
    scenario.answer("/data/flat[1]/last", "no");
    CHECK(scenario.count("/data/flat") == 2);
    scenario.answer("/data/flat[2]/last", "yes");
    CHECK(scenario.count("/data/flat") == 2);
}
