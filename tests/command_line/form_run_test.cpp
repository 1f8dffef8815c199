#include "called_machine.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace mahalla;
using namespace mahalla::test;
using nlohmann::json;

namespace {

/// The lines that `mahalla form run` answers with; the first is the state at the beginning.
struct Interview {
    Machine machine;
    std::string err;

    std::vector<json> run(const std::string& form, const std::vector<json>& steps, std::vector<std::string> more = {})
    {
        std::string input;
        for (const json& step : steps) input += step.dump() + "\n";
        more.insert(more.begin(), {"form", "run", machine.file("form.md", form)});
        const Called called = machine.call(more, input);
        err = called.err;
        std::vector<json> lines;
        std::istringstream out(called.out);
        for (std::string line; std::getline(out, line);) lines.push_back(json::parse(line));
        REQUIRE(lines.size() == steps.size() + 1);
        return lines;
    }
};

json answer(const char* ref, const char* value) { return {{"op", "answer"}, {"ref", ref}, {"value", value}}; }

constexpr const char* remembering = R"(| survey | | | | |
| | type | name | label | default |
| | text | village | Village | ${last-saved#village} |
)";

} // namespace

TEST_CASE("a new record sees what was saved or finalised last, and nothing where there is none")
{
    Interview interview;
    const auto lines = interview.run(remembering, {answer("/data/village", "V"),
                                                   {{"op", "new"}},
                                                   answer("/data/village", "W"),
                                                   {{"op", "save"}},
                                                   {{"op", "new"}},
                                                   answer("/data/village", "X"),
                                                   {{"op", "finalize"}},
                                                   {{"op", "new"}}});
    const auto village = [&](std::size_t line) { return lines[line]["state"]["/data/village"]["value"]; };
    CHECK(village(0) == "");
    CHECK(village(2) == ""); // Answered, and not saved.
    CHECK(village(5) == "W");
    CHECK(village(8) == "X");
}

TEST_CASE("the last record saved before may lie in the media folder")
{
    Interview interview;
    const std::string file = interview.machine.file("last-saved.xml", "<data id=\"form\"><village>Y</village></data>");
    const auto lines = interview.run(remembering, {{{"op", "validate"}}},
                                     {"--media", std::filesystem::path(file).parent_path().string()});
    CHECK(lines[0]["state"]["/data/village"]["value"] == "Y");
}

TEST_CASE("an entity that a finalised record created is on the list of the next one")
{
    Interview interview;
    const std::string form = R"(| survey | | | | |
| | type | name | label | save_to |
| | csv-external | people | | |
| | text | who | Who? | full_name |
| | calculate | known | | |
| entities | | | | |
| | list_name | label | | |
| | people | ${who} | | |
)";
    std::string with_count = form;
    const std::size_t place = with_count.find("| save_to |");
    with_count.replace(place, 11, "| save_to | calculation |");
    const std::size_t known = with_count.find("| calculate | known | | |");
    with_count.replace(known, 25, "| calculate | known | | | count(instance('people')/root/item) |");
    const auto lines = interview.run(
        with_count,
        {answer("/data/who", "A"), {{"op", "new"}}, answer("/data/who", "A"), {{"op", "finalize"}}, {{"op", "new"}}});
    const auto known_at = [&](std::size_t line) { return lines[line]["state"]["/data/known"]["value"]; };
    CHECK(known_at(0) == "0");
    CHECK(known_at(2) == "0"); // A draft says nothing about entities.
    CHECK(known_at(5) == "1");
}

TEST_CASE("a submission of another version is opened, and what has no place is told without a word of it")
{
    Interview interview;
    const auto lines = interview.run(
        remembering,
        {{{"op", "load"}, {"xml", "<data id=\"form\"><village>V</village><secret>hidden word</secret></data>"}},
         {{"op", "serialize"}},
         {{"op", "save"}}});
    CHECK(lines[1]["ready"] == true);
    CHECK(lines[1]["state"]["/data/village"]["value"] == "V");
    CHECK(interview.err.find("/data/secret: no question of this form") != std::string::npos);
    CHECK(interview.err.find("hidden word") == std::string::npos);
    CHECK(lines[2]["xml"].get<std::string>().find("hidden word") == std::string::npos);
}

TEST_CASE("a node that is not relevant stands in no submission, answered or empty")
{
    Interview interview;
    const std::string form = R"(| survey | | | | |
| | type | name | label | relevant |
| | text | a | A | |
| | text | b | B | ${a} = 'x' |
| | begin group | g | G | ${a} = 'x' |
| | text | c | C | |
| | end group | | | |
| | begin repeat | r | R | ${a} = 'x' |
| | text | d | D | |
| | end repeat | | | |
)";
    const auto lines = interview.run(form, {{{"op", "serialize"}},
                                            answer("/data/a", "x"),
                                            answer("/data/b", "B"),
                                            {{"op", "serialize"}},
                                            answer("/data/a", "y"),
                                            {{"op", "serialize"}}});
    const auto xml = [&](std::size_t line) { return lines[line]["xml"].get<std::string>(); };
    for (const char* name : {"<b", "<g", "<r", "<d/>", "<c"}) {
        CHECK_MESSAGE(xml(1).find(name) == std::string::npos, name);
        CHECK_MESSAGE(xml(4).find(name) != std::string::npos, name);
        CHECK_MESSAGE(xml(6).find(name) == std::string::npos, name);
    }
    CHECK(xml(1).find("<a/>") != std::string::npos);
}

TEST_CASE("a submission keeps its ids when it is opened, and the next edition names the one before")
{
    Interview interview;
    const char* xml = "<data id=\"form\"><village>V</village><meta><instanceID>uuid:a</instanceID>"
                      "<deprecatedID>uuid:b</deprecatedID></meta></data>";
    const auto lines = interview.run(remembering, {{{"op", "load"}, {"xml", xml}},
                                                   {{"op", "serialize"}},
                                                   {{"op", "load"}, {"xml", xml}, {"edition", "new"}},
                                                   {{"op", "serialize"}}});
    const auto holds = [&](std::size_t line, const char* piece) {
        return lines[line]["xml"].get<std::string>().find(piece) != std::string::npos;
    };
    CHECK(interview.err.empty());
    CHECK(holds(2, "<instanceID>uuid:a<"));
    CHECK(holds(2, "<deprecatedID>uuid:b<"));
    CHECK(holds(4, "<deprecatedID>uuid:a<"));
    CHECK_FALSE(holds(4, "<instanceID>uuid:a<"));
}
