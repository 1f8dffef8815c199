#include "support/form_scenario.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const std::string form = xform(R"(<data id="f"><a/><maybe/><screen><b/><c/></screen><row><q/></row><last/></data>)",
                               R"(<bind nodeset="/data/maybe" relevant="/data/a = 'yes'"/>)",
                               R"(<input ref="/data/a"/><input ref="/data/maybe"/>
                                  <group ref="/data/screen" appearance="field-list"><input ref="/data/screen/b"/><input ref="/data/screen/c"/></group>
                                  <group ref="/data/row"><label>Rows</label><repeat nodeset="/data/row"><input ref="/data/row/q"/></repeat></group>
                                  <input ref="/data/last"/>)");

std::string text_of(const NavigationEvent& event) { return std::string(name_of(event.kind)) + " " + event.ref; }

} // namespace

TEST_CASE("the way leads over what is relevant, one screen for a field-list, and asks for more rows")
{
    FormScenario scenario(form);
    FormSession& session = scenario.session();
    CHECK(text_of(session.begin()) == "question /data/a");
    CHECK(text_of(session.next()) == "group /data/screen");
    CHECK(text_of(session.next()) == "repeat /data/row[1]");
    CHECK(text_of(session.next()) == "question /data/row[1]/q");
    CHECK(text_of(session.next()) == "prompt_new_repeat /data/row[]");
    scenario.add("/data/row");
    CHECK(text_of(session.previous()) == "question /data/row[2]/q");
    CHECK(text_of(session.next()) == "prompt_new_repeat /data/row[]");
    CHECK(text_of(session.next()) == "question /data/last");
    CHECK(text_of(session.next()) == "end /data");
    CHECK(text_of(session.next()) == "end /data");
}

TEST_CASE("from a question that is no longer asked the way leads to the next that is")
{
    FormScenario scenario(form);
    FormSession& session = scenario.session();
    scenario.answer("/data/a", "yes");
    session.begin();
    CHECK(text_of(session.next()) == "question /data/maybe");
    scenario.answer("/data/a", "no");
    CHECK(text_of(session.next()) == "group /data/screen");
    CHECK(text_of(session.previous()) == "question /data/a");
    CHECK(text_of(session.previous()) == "question /data/a");
}

TEST_CASE("one can go straight to a question, or to the screen that shows it")
{
    FormScenario scenario(form);
    CHECK(text_of(*scenario.session().go_to("/data/last")) == "question /data/last");
    CHECK(text_of(*scenario.session().go_to("/data/screen/c")) == "group /data/screen");
    CHECK(scenario.session().go_to("/data/maybe").error().kind == ErrorKind::NotFound);
}
