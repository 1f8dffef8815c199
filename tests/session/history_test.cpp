#include "support/form_scenario.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const std::string form = xform(
    R"(<data id="f"><a/><b/><twice/><hidden/><n/><row jr:template=""><q/></row></data>)",
    R"(<bind nodeset="/data/a" type="int"/><bind nodeset="/data/n" type="int"/>
                                  <bind nodeset="/data/twice" type="int" calculate="/data/a * 2"/>
                                  <bind nodeset="/data/hidden" relevant="/data/a &gt; 5"/>)",
    R"x(<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" value="concat('a is ', /data/a)"/></input>
                                  <input ref="/data/b"/><input ref="/data/hidden"/><input ref="/data/n"/>
                                  <repeat nodeset="/data/row" jr:count="/data/n"><input ref="/data/row/q"/></repeat>)x");

std::string everything(FormScenario& scenario)
{
    std::string text;
    for (const NodeState& state : scenario.session().states())
        text += state.ref + "=" + state.typed + (state.relevant ? "" : " (not relevant)") + "\n";
    return text;
}

} // namespace

TEST_CASE("undo takes back everything that one answer brought about, redo brings it again")
{
    FormScenario scenario(form);
    const std::string begun = everything(scenario);
    scenario.answer("/data/a", "7").answer("/data/hidden", "x").answer("/data/n", "3").answer("/data/row[2]/q", "y");
    const std::string done = everything(scenario);
    scenario.answer("/data/n", "1");
    CHECK(scenario.count("/data/row") == 1);
    CHECK(everything(scenario.undo()) == done);
    scenario.undo().undo().undo().undo();
    CHECK(everything(scenario) == begun);
    CHECK_FALSE(scenario.session().can_undo());
    scenario.redo().redo().redo().redo();
    CHECK(everything(scenario) == done);
    CHECK(everything(scenario.redo().undo()) == done);
}

TEST_CASE("answers given to one question in a row are one step")
{
    FormScenario scenario(form);
    scenario.answer("/data/b", "x").answer("/data/a", "1").answer("/data/a", "12").answer("/data/a", "123");
    scenario.undo();
    CHECK(scenario.value("/data/a").empty());
    CHECK(scenario.value("/data/b") == "x");
    CHECK(scenario.redo().value("/data/a") == "123");
}

TEST_CASE("a new answer forgets what had been taken back")
{
    FormScenario scenario(form);
    scenario.answer("/data/a", "1").undo().answer("/data/b", "x");
    CHECK_FALSE(scenario.session().can_redo());
}

TEST_CASE("saving and restoring loses nothing, and bytes that were changed are refused")
{
    FormScenario scenario(form);
    scenario.answer("/data/a", "7")
        .answer("/data/hidden", "x")
        .answer("/data/n", "2")
        .answer("/data/row[2]/q", "y")
        .answer("/data/a", "1");
    const std::string before = everything(scenario);
    const Bytes saved = scenario.session().save();
    CHECK(everything(scenario.save_and_restore()) == before);
    CHECK(scenario.session().save() == saved);
    for (std::size_t length = 0; length < saved.size(); ++length) {
        const auto restored =
            FormSession::restore(scenario.session().program(), scenario.environment(), ByteView(saved).first(length));
        REQUIRE_FALSE(restored);
        CHECK(restored.error().kind == ErrorKind::Corrupt);
    }
    Bytes longer = saved;
    longer.push_back(0);
    CHECK_FALSE(FormSession::restore(scenario.session().program(), scenario.environment(), longer));
    FormScenario other(xform(R"(<data id="g"><a/></data>)", "", R"(<input ref="/data/a"/>)"));
    CHECK(FormSession::restore(other.session().program(), other.environment(), saved).error().kind ==
          ErrorKind::Invalid);
}

TEST_CASE("a record says what was said, and opens to the same interview")
{
    FormScenario scenario(form);
    scenario.answer("/data/a", "7")
        .answer("/data/hidden", "x")
        .answer("/data/n", "2")
        .answer("/data/row[2]/q", "y")
        .answer("/data/a", "1");
    const std::string before = everything(scenario);
    CHECK(scenario.exported().count("/data/row/q") == 1);
    CHECK(scenario.exported().find("/data/row/q")->second == "y");
    CHECK_FALSE(scenario.exported().contains("/data/hidden"));
    CHECK(everything(scenario.store_and_open()) == before);
}

TEST_CASE("a calculation that was hidden when its answer changed is worked out when it comes back after an undo")
{
    FormScenario scenario(xform(R"(<data id="f"><a/><one/><other/><twice/></data>)",
                                R"(<bind nodeset="/data/a" type="int"/>
                                   <bind nodeset="/data/twice" relevant="/data/one = 1 or /data/other = 1" calculate="/data/a * 2"/>)",
                                R"(<input ref="/data/a"/><input ref="/data/one"/><input ref="/data/other"/>)"));
    scenario.answer("/data/a", "1").answer("/data/one", "1").answer("/data/one", "0");
    scenario.answer("/data/a", "5").answer("/data/one", "1");
    CHECK(scenario.value("/data/twice") == "10");
    scenario.undo().answer("/data/other", "1");
    CHECK(scenario.value("/data/twice") == "10");
}

TEST_CASE("whichever bit of a saved interview is turned, it is refused or goes on")
{
    FormScenario scenario(form);
    scenario.answer("/data/a", "3").answer("/data/n", "2").answer("/data/row[2]/q", "x");
    Bytes saved = scenario.session().save();
    std::size_t restored = 0;
    for (std::size_t bit = 0; bit < 8 * saved.size(); ++bit) {
        CAPTURE(bit);
        const auto turned = static_cast<std::uint8_t>(1U << (bit % 8));
        saved[bit / 8] = static_cast<std::uint8_t>(saved[bit / 8] ^ turned);
        if (auto session = FormSession::restore(scenario.session().program(), scenario.environment(), saved)) {
            ++restored;
            for (const SessionNode node : session->nodes()) (void)session->answer(node, "7");
            for (const SessionNode node : session->nodes()) (void)session->answer(node, "1");
        }
        saved[bit / 8] = static_cast<std::uint8_t>(saved[bit / 8] ^ turned);
    }
    CHECK(restored > 0);
}
