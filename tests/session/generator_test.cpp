#include "session/answer_generator.h"
#include "support/form_scenario.h"
#include "support/shared_folder.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const std::string form = xform(
    R"(<data id="f"><name/><age/><phone/><sure/><born/><place/><plot/><which/><order/><share/><photo/><adult_only/><row jr:template=""><x/></row></data>)",
    R"x(<bind nodeset="/data/name" required="true()"/><bind nodeset="/data/age" type="int" required="true()" constraint=". &gt;= 60 and . &lt; 90"/>
       <bind nodeset="/data/phone" required="true()" constraint="regex(., '^[0-9]{9}$')"/>
       <bind nodeset="/data/born" type="date" required="true()" constraint=". &lt;= today()"/>
       <bind nodeset="/data/place" type="geopoint" required="true()"/><bind nodeset="/data/plot" type="geoshape" required="true()"/>
       <bind nodeset="/data/which" required="true()" constraint="not(selected(., 'none') and count-selected(.) &gt; 1)"/>
       <bind nodeset="/data/order" required="true()"/><bind nodeset="/data/share" type="int" required="true()"/>
       <bind nodeset="/data/photo" type="binary" required="true()"/>
       <bind nodeset="/data/adult_only" required="true()" relevant="/data/age &gt;= 18"/>
       <bind nodeset="/data/row/x" type="decimal" required="true()"/>)x",
    R"(<input ref="/data/name"/><input ref="/data/adult_only"/><input ref="/data/age"/><input ref="/data/phone"/><trigger ref="/data/sure"/>
       <input ref="/data/born"/><input ref="/data/place"/><input ref="/data/plot"/>
       <select ref="/data/which"><item><label>None</label><value>none</value></item><item><label>A</label><value>a</value></item><item><label>B</label><value>b</value></item></select>
       <odk:rank ref="/data/order"><item><label>A</label><value>a</value></item><item><label>B</label><value>b</value></item></odk:rank>
       <range ref="/data/share" start="0" end="10" step="2"/><upload ref="/data/photo" mediatype="image/*"/>
       <repeat nodeset="/data/row"><input ref="/data/row/x"/></repeat>)");

std::string filled(const std::string& text, std::uint64_t seed)
{
    FormScenario scenario(text);
    SeededRandom random(seed);
    const auto unmet = AnswerGenerator(random).fill(scenario.session());
    for (const UnmetCondition& condition : unmet) MESSAGE("no answer for ", condition.ref);
    CHECK(unmet.empty());
    std::string answers;
    for (const auto& [path, value] : scenario.exported()) answers += path + "=" + value + "\n";
    return answers;
}

} // namespace

TEST_CASE("generated answers are valid, complete, and the same for the same seed")
{
    const std::string answers = filled(form, 1);
    for (const char* name : {"name", "age", "phone", "sure", "born", "place", "plot", "which", "order", "share",
                             "photo", "adult_only", "row/x"})
        CHECK_MESSAGE(answers.find(std::string("/data/") + name + "=") != std::string::npos, name);
    CHECK(filled(form, 1) == answers);
    CHECK(filled(form, 2) != answers);
}

TEST_CASE("a real questionnaire is filled in from the first question to the last")
{
    const auto forms = shared_folder("forms");
    if (!forms) return;
    for (const char* name : {"reach_msna_2024.xlsx", "ifrc-distribution-site-assessment-v1.xml", "eIMCI-by-D-Tree.xml",
                             "whova_form.xml"}) {
        CAPTURE(name);
        FormScenario scenario(form_of_file(*forms / name));
        SeededRandom random(7);
        const auto unmet = AnswerGenerator(random).fill(scenario.session());
        for (const UnmetCondition& condition : unmet) MESSAGE(condition.ref);
        CHECK(unmet.empty());
        CHECK(scenario.session().finalize().empty());
        CHECK(scenario.exported().size() > 10);
    }
}

TEST_CASE("a questionnaire written as tables is filled in with its rosters")
{
    FormScenario scenario(R"(
        | survey |                    |          |                |                |                  |              |
        |        | type               | name     | label          | relevant       | constraint       | repeat_count |
        |        | integer            | members  | How many?      |                | . > 0 and . < 9  |              |
        |        | begin repeat       | person   | Person         |                |                  | ${members}   |
        |        | text               | name     | Name           |                |                  |              |
        |        | integer            | age      | Age of ${name} |                | . <= 110         |              |
        |        | select_one yes_no  | school   | In school?     | ${age} > 5     |                  |              |
        |        | end repeat         |          |                |                |                  |              |
        | choices |           |      |       |
        |         | list_name | name | label |
        |         | yes_no    | yes  | Yes   |
        |         | yes_no    | no   | No    |
    )");
    SeededRandom random(3);
    CHECK(AnswerGenerator(random).fill(scenario.session()).empty());
    CHECK(scenario.count("/data/person") == static_cast<std::size_t>(std::stoi(scenario.value("/data/members"))));
    CHECK(scenario.label("/data/person[1]/age") == "Age of " + scenario.value("/data/person[1]/name"));
}
