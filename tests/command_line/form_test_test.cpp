#include "called_machine.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace mahalla;
using namespace mahalla::test;

namespace {

constexpr const char* form = R"(| survey | | | | | | | |
| | type | name | label | relevant | calculation | constraint | constraint_message |
| | text | name | What is your name? | | | | |
| | integer | age | How old are you, ${name}? | | | . < 120 | That is too old. |
| | calculate | is_child | | | if(${age} < 18, 'yes', 'no') | | |
| | text | school | Which school? | ${is_child} = 'yes' | | | |
| | select_one fruit | fruit | Which fruit? | | | | |
| | begin_repeat | person | Person | | | | |
| | begin_group | health | Health | | | | |
| | integer | size | Shoe size | | | | |
| | end_group | | | | | | |
| | end_repeat | | | | | | |
| choices | | | | | | | |
| | list_name | name | label | | | | |
| | fruit | apple | Apple | | | | |
| | fruit | pear | Pear | | | | |
)";

/// `mahalla form test` with this form and this test.
Called tested(const std::string& script, const std::vector<std::string>& more = {})
{
    Machine machine;
    std::vector<std::string> arguments{"form", "test", machine.file("form.md", form), "--script",
                                       machine.file("a.test", script)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return machine.call(arguments);
}

bool holds(const std::string& text, const std::string& piece) { return text.find(piece) != std::string::npos; }

} // namespace

TEST_CASE("a test whose expectations hold says so and exits 0")
{
    const Called run = tested("# a comment\n\nname = \"N \"\nage = 7\nexpect is_child = yes\n"
                              "expect school shown optional editable valid\nexpect age label = How old are you, N ?\n"
                              "age = 130\nexpect age invalid message = That is too old.\nexpect incomplete age\n"
                              "clear age\nexpect age empty\nexpect school hidden\nexpect complete\n"
                              "expect fruit choices = apple pear\nexpect fruit offers pear\nrefused fruit = plum\n"
                              "add person\nexpect person rows = 2\nperson[2]/size = 41\n"
                              "expect submission has <size>41</size>\nremove person[1]\nexpect person[1]/size = 41\n"
                              "undo\nexpect person rows = 2\nexpect /data/person[2]/health/size value = 41\n"
                              "now 2026-11-21T08:00:00Z\nfinalize\nrefused age = 3\nnew\nexpect name empty\n"
                              "expect submission lacks >41<\n");
    CHECK_MESSAGE(run.exit_code == ExitCode::Done, run.out, run.err);
    CHECK(holds(run.out, "13 steps, 21 expectations, all hold"));
}

TEST_CASE("every failure is told with its line, the question, what was expected and what was found")
{
    const Called run = tested("name = N\nage = 30\nexpect is_child = yes\nexpect scool hidden\nfruit = aple\n"
                              "school = S\nexpect person rows = 3\nexpect fruit choices = pear apple\n"
                              "expect complete\nexpect incomplete fruit\nexpect age\nsing a song\nrefused name = M\n");
    CHECK(run.exit_code == ExitCode::Problems);
    for (const char* piece :
         {":3: expect is_child = yes\n  /data/is_child\n  expected: yes\n  found:    no\n", ":4: expect scool hidden\n",
          "Did you mean \"school\"?", ":5: fruit = aple\n  Which fruit?\n", "Did you mean \"apple\"?",
          ":6: school = S\n", "The question is hidden: nobody is asked.", "expected: rows 3\n  found:    rows 1\n",
          "found:    choices apple pear\n",
          ":10: expect incomplete fruit\n  expected: incomplete /data/fruit\n  found:    incomplete nothing\n",
          ":11: expect age\n  After \"expect\" comes", ":12: sing a song\n  A line is QUESTION = VALUE",
          ":13: refused name = M\n  expected: refused\n  found:    done\n"})
        CHECK_MESSAGE(holds(run.out, piece), piece, run.out);
    CHECK_FALSE(holds(run.out, ":9: "));
    CHECK(holds(run.out, "5 steps, 6 expectations, 10 failed"));
    CHECK(run.err.empty());
}

TEST_CASE("steps of form run with what is expected are a test as well")
{
    const std::string script =
        R"({"op":"answer","ref":"/data/age","value":7,"expect":{"is_child":"yes","/data/school":{"relevant":true,"value":""}}})"
        "\n"
        R"({"op":"answer","ref":"age","value":"130","expect":{"age":{"valid":false,"message":"That is too old."}}})"
        "\n"
        R"({"op":"validate","expect":{"valid":false,"violations":["/data/age"]}})"
        "\n"
        R"({"op":"answer","ref":"fruit","value":"plum","expect":{"ok":false}})"
        "\n"
        R"({"op":"expect","ref":"fruit","choices":[{"value":"apple","label":"Apple"},{"value":"pear","label":"Pear"}]})"
        "\n"
        R"({"op":"add_repeat","ref":"person","expect":{"person":{"count":2}}})"
        "\n"
        R"({"op":"serialize","expect":{"contains":["<age>130</age>"],"lacks":"pear"}})"
        "\n";
    const Called run = tested(script);
    CHECK_MESSAGE(run.exit_code == ExitCode::Done, run.out, run.err);

    const Called failing = tested(R"({"op":"expect","ref":"age","value":"7"})"
                                  "\n{\"op\":\"dance\"}\n{\"op\":\"answer\"\n",
                                  {"--json"});
    CHECK(failing.exit_code == ExitCode::Problems);
    std::istringstream lines(failing.out);
    std::vector<nlohmann::json> told;
    for (std::string line; std::getline(lines, line);) told.push_back(nlohmann::json::parse(line));
    REQUIRE(told.size() == 4);
    CHECK(told[0]["line"] == 1);
    CHECK(told[0]["ref"] == "/data/age");
    CHECK(told[0]["aspect"] == "value");
    CHECK(told[0]["expected"] == "7");
    CHECK(told[0]["found"] == "");
    CHECK(told[1]["line"] == 2);
    CHECK(told[2]["help"] == "A line that begins with { is one JSON object.");
    CHECK(told[3]["failures"] == 3);
}

TEST_CASE("a name that several questions have is to be written with more of its path")
{
    const Called run = tested("expect health/size empty\nexpect person/size empty\nexpect data/name empty\n");
    CHECK_MESSAGE(run.exit_code == ExitCode::Done, run.out);
}

TEST_CASE("a form that cannot be used ends with its diagnostics, a missing script is a problem")
{
    Machine machine;
    CHECK(machine.call({"form", "test", "form.md"}).exit_code == ExitCode::Usage);
    const std::string script = machine.file("a.test", "a = 1\n");
    const std::string good = machine.file("form.md", form);
    CHECK(machine.call({"form", "test", good, "--script", script + ".not"}).exit_code == ExitCode::Problems);
    const std::string form_with_error =
        machine.file("bad.md", "| survey |\n| | type | name | label |\n| | txt | a | A |\n");
    const Called bad = machine.call({"form", "test", form_with_error, "--script", script});
    CHECK(bad.exit_code == ExitCode::Problems);
    CHECK(holds(bad.err, "survey row 2"));
    CHECK(bad.out.empty());
}

TEST_CASE("the questionnaire that comes with the program passes its own test")
{
    const auto assets = std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "assets" / "questionnaires";
    Machine machine;
    const Called run = machine.call(
        {"form", "test", (assets / "household.xlsx").string(), "--script", (assets / "household.test").string()});
    CHECK_MESSAGE(run.exit_code == ExitCode::Done, run.out, run.err);
    CHECK(holds(run.out, "all hold"));
}
