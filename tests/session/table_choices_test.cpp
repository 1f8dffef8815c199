#include "session/form_program.h"
#include "support/form_scenario.h"
#include "xform/external_data.h"
#include "xform/own_extensions.h"
#include "xform/write_xform.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

constexpr const char* external_form = R"(
| survey | type | name | label::English (en) | label::Français (fr) | choice_filter |
| | select_one states | state | State? | Etat ? | |
| | select_one_external cities | city | City? | Ville ? | state=${state} |
| choices | list_name | name | label |
| | states | tx | Texas |
| | states | wa | Washington |
| external_choices | list name | name | label::English (en) | label::Français (fr) | state |
| | cities | aus | Austin | Austin-fr | tx |
| | cities | sea | Seattle | Seattle-fr | wa |
| | cities | red | Redmond | | wa |
| | counties | king | King | King-fr | wa |
| settings | default_language |
| | English (en) |
)";

/// A question whose appearance searches villages.csv, with what it reads.
std::string searching(std::string_view appearance, std::string_view choices = "| | v | name_key | label |\n")
{
    return std::string("| survey | type | name | label | appearance |\n| | text | typed | Typed? | |\n"
                       "| | text | region | Region? | |\n| | select_one v | village | Village? | ") +
           std::string(appearance) + " |\n| choices | list_name | name | label | image |\n" + std::string(choices);
}

class Interview : public FormScenario {
public:
    explicit Interview(const std::string& form, std::string_view csv = villages) : FormScenario(form)
    {
        auto document = read_external_data("villages.csv", as_bytes(csv));
        REQUIRE(document);
        environment().external_instances["villages"] = *std::move(document);
        begin_again();
    }

    static constexpr std::string_view villages = "name_key,label,Region Code,picture\n"
                                                 "v1,Ash Hill,n,ash.png\nv2,Elm,n,\nv3,Ashford,s,ford.png\n"
                                                 "v1,Ash Hill again,n,\n";
};

} // namespace

TEST_CASE("select_one_external asks for a choice of its sheet, filtered by the answers")
{
    FormScenario scenario(external_form);
    CHECK(scenario.state("/data/city").type == NodeType::Select);
    CHECK(scenario.choices("/data/city").empty());
    scenario.answer("/data/state", "wa");
    CHECK(scenario.choices("/data/city") == "sea red");
    CHECK(scenario.choice_labels("/data/city") == "Seattle|Redmond");
    scenario.speak("Français (fr)");
    CHECK(scenario.choice_labels("/data/city") == "Seattle-fr|Redmond");
    scenario.speak("English (en)");
    scenario.answer("/data/city", "sea");
    CHECK_FALSE(scenario.session().answer("/data/city", "aus"));
    CHECK_FALSE(scenario.session().answer("/data/city", "king"));
    scenario.answer("/data/state", "tx");
    CHECK(scenario.value("/data/city").empty());
    CHECK(scenario.choice_labels("/data/city") == "Austin");
}

TEST_CASE("a published questionnaire carries its external choices")
{
    const auto form = form_of(external_form);
    FormScenario scenario(with_own_extensions(write_xform(*form), *form));
    scenario.answer("/data/state", "wa");
    CHECK(scenario.choices("/data/city") == "sea red");
}

TEST_CASE("an external choice without a label in any language is shown by its name")
{
    FormScenario scenario(R"(
| survey | type | name | label | choice_filter |
| | select_one_external cities | city | City? | true() |
| external_choices | list_name | name | label |
| | cities | aus | Austin |
| | cities | sea | |
)");
    CHECK(scenario.choices("/data/city") == "aus sea");
    CHECK(scenario.choice_labels("/data/city") == "Austin|sea");
}

TEST_CASE("the external choices of an XForm come from itemsets.csv beside it")
{
    const std::string form = xform(
        R"(<data id="f"><state/><city/></data>)", "",
        R"x(<input ref="/data/state"/><input ref="/data/city" query="instance('cities')/root/item[state= /data/state ]"/>)x");
    FormScenario scenario(form);
    const auto program = FormProgram::compile(form_of(form));
    REQUIRE(program);
    REQUIRE((*program)->external_files().size() == 1);
    CHECK((*program)->external_files()[0].name == "itemsets.csv");

    // Without the file nothing is known about the list: what is answered stands.
    CHECK(scenario.answer("/data/city", "anywhere").value("/data/city") == "anywhere");
    const auto table = read_external_data("itemsets.csv", as_bytes("\"list_name\",\"name\",\"label\",\"state\"\n"
                                                                   "\"cities\",\"aus\",\"Austin\",\"tx\"\n"
                                                                   "\"towns\",\"waco\",\"Waco\",\"tx\"\n"));
    REQUIRE(table);
    scenario.environment().external_instances["itemsets.csv"] = *table;
    scenario.begin_again().answer("/data/state", "tx");
    CHECK(scenario.choices("/data/city") == "aus");
    CHECK(scenario.choice_labels("/data/city") == "Austin");
}

TEST_CASE("search() takes its choices from a file, each value once")
{
    Interview interview(searching("minimal search('villages')"));
    CHECK(interview.choices("/data/village") == "v1 v2 v3");
    CHECK(interview.choice_labels("/data/village") == "Ash Hill|Elm|Ashford");
    interview.answer("/data/village", "v2");
    CHECK_FALSE(interview.session().answer("/data/village", "name_key"));
}

TEST_CASE("search() looks for what was typed, whatever its case, and again when that changes")
{
    for (const auto& [how, typed, found] :
         {std::tuple("contains", "ASH", "v1 v3"), std::tuple("startswith", "el", "v2"),
          std::tuple("endsWith", "ford", "v3"), std::tuple("matches", "elm", "v2"), std::tuple("matches", "ash", ""),
          std::tuple("contains", "%", "")}) {
        CAPTURE(how);
        Interview interview(searching("search(\"villages.csv\", '" + std::string(how) + "', 'label', ${typed})"));
        interview.answer("/data/typed", typed);
        CHECK(interview.choices("/data/village") == found);
    }
    Interview interview(searching("search('villages', 'contains', 'name_key, label', ${typed})"));
    interview.answer("/data/typed", "v3");
    CHECK(interview.choices("/data/village") == "v3");
    interview.answer("/data/village", "v3").answer("/data/typed", "elm");
    CHECK(interview.value("/data/village").empty());
    CHECK(interview.choices("/data/village") == "v2");
}

TEST_CASE("search() keeps the rows whose filter column is exactly the filter's text")
{
    Interview interview(searching("search('villages', 'contains', 'label', ${typed}, 'Region code', ${region})"));
    interview.answer("/data/typed", "ash").answer("/data/region", "s");
    CHECK(interview.choices("/data/village") == "v3");
    CHECK(interview.answer("/data/region", "S").choices("/data/village").empty());
    Interview all(searching("search('villages', 'contains', '', '', 'region_code', 'n')"));
    CHECK(all.choices("/data/village") == "v1 v2");
}

TEST_CASE("search() in a row reads the answers of its own row, however its path is written")
{
    Interview interview(xform("<data id=\"f\"><r jr:template=\"\"><typed/><village/></r></data>", "",
                              R"x(<repeat nodeset="/data/r"><input ref="/data/r/typed"/><select1 ref="/data/r/village"
            appearance="search('villages', 'contains', 'label', /data/r/typed)"><item><label>label</label><value>name_key</value>
            </item></select1></repeat>)x"));
    interview.add("/data/r").add("/data/r").answer("/data/r[1]/typed", "elm").answer("/data/r[2]/typed", "ford");
    CHECK(interview.choices("/data/r[1]/village") == "v2");
    CHECK(interview.choices("/data/r[2]/village") == "v3");
}

TEST_CASE("search() shows several columns, pictures, and choices whose names are numbers among those found")
{
    Interview interview(searching("search('villages')", "| | v | 0 | None of these | |\n"
                                                        "| | v | name_key | label, region code | picture |\n"
                                                        "| | v | -1 | Elsewhere | |\n"));
    CHECK(interview.choices("/data/village") == "0 v1 v2 v3 -1");
    CHECK(interview.choice_labels("/data/village") ==
          "None of these|Ash Hill (region code: n)|Elm (region code: n)|Ashford (region code: s)|Elsewhere");
    CHECK(interview.state("/data/village").choices[1].image == "jr://images/ash.png");
    CHECK(interview.state("/data/village").choices[2].image.empty());
}

TEST_CASE("search() orders its rows by the column sortby")
{
    Interview interview(searching("search('villages')"), "name_key,label,sortby\na,A,10\nb,B,9\nc,C,\n");
    CHECK(interview.choices("/data/village") == "b a c");
}

TEST_CASE("without its file search() offers only the choices that stand in the form, and takes any answer")
{
    FormScenario scenario(searching("search('villages')", "| | v | 0 | None | |\n| | v | name_key | label | |\n"));
    CHECK(scenario.choices("/data/village") == "0");
    CHECK(scenario.answer("/data/village", "v7").value("/data/village") == "v7");
}

TEST_CASE("pulldata reads a file that the form does not declare")
{
    for (const char* file : {"villages", "villages.csv"}) {
        CAPTURE(file);
        const std::string form = xform(R"(<data id="f"><key/><name/></data>)",
                                       "<bind nodeset=\"/data/name\" calculate=\"pulldata('" + std::string(file) +
                                           "', 'label', 'name_key', /data/key)\"/>",
                                       R"(<input ref="/data/key"/>)");
        FormScenario scenario(form);
        CHECK(scenario.answer("/data/key", "v2").value("/data/name").empty());
        const auto program = FormProgram::compile(form_of(form));
        REQUIRE(program);
        REQUIRE((*program)->external_files().size() == 1);
        CHECK((*program)->external_files()[0].name == "villages.csv");
        const auto document = read_external_data("villages.csv", as_bytes(Interview::villages));
        REQUIRE(document);
        scenario.environment().external_instances[(*program)->external_files()[0].instance] = *document;
        CHECK(scenario.begin_again().answer("/data/key", "v2").value("/data/name") == "Elm");
    }
}
