#include "called_machine.h"
#include "indicator/indicator_library.h"

#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

constexpr const char* small_form = "| survey |\n| | type | name | label |\n| | integer | size | How many? |\n"
                                   "| settings |\n| | form_id | version | form_title |\n| | small | 1 | Small |\n";
constexpr const char* four_languages = "| survey |\n| | type | name | label::English (en) | label::French (fr) | "
                                       "label::Arabic (ar) | label::Swahili (sw) |\n"
                                       "| | begin_group | food | Food | Nourriture | الطعام | Chakula |\n"
                                       "| | integer | size | How many? | Combien ? | كم؟ | Wangapi? |\n"
                                       "| | end_group | food | | | | |\n"
                                       "| | begin_repeat | member | Member | Membre | فرد | Mwanachama |\n"
                                       "| | text | nickname | Name | Nom | الاسم | Jina |\n"
                                       "| | end_repeat | member | | | | |\n"
                                       "| settings |\n| | form_id | version | form_title |\n| | four | 1 | Four |\n";

/// Without the one thing that only the author knows: which records make one neighbourhood.
nlohmann::json unforeseen(const nlohmann::json& found)
{
    nlohmann::json left = nlohmann::json::array();
    for (const auto& one : found)
        if (one["code"] != "indicator-unit-unnamed") left.push_back(one);
    return left;
}

nlohmann::json diagnostics_of(Machine& machine, const std::string& file)
{
    return nlohmann::json::parse(machine.call({"form", "check", file, "--json"}).out);
}

std::string text_of_file(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace

TEST_CASE("the page of indicators is what the library says")
{
    Machine machine;
    const Called called = machine.call({"indicator", "list", "--markdown"});
    CHECK(called.out == text_of_file(std::string(MAHALLA_SOURCE_FOLDER) + "/docs/indicators.md"));
}

TEST_CASE("an instrument is shown with its source, questions, formulas and rule for missing answers")
{
    Machine machine;
    const auto list = nlohmann::json::parse(machine.call({"indicator", "list", "--json"}).out);
    CHECK(list.size() == IndicatorLibrary::shipped().instruments().size());
    const auto shown = nlohmann::json::parse(machine.call({"indicator", "show", "wg_ss", "--json"}).out);
    CHECK(shown["questions"].size() == 7);
    CHECK(shown["questions"][1]["codes"]["3"] == "Yes, a lot of difficulty");
    CHECK(shown["source"].get<std::string>().find("Washington Group") != std::string::npos);
    CHECK_FALSE(shown["missing"].get<std::string>().empty());
    CHECK(machine.call({"indicator", "show", "fcs_poor"}).out.find("0–21 poor") != std::string::npos);
    const Called unknown = machine.call({"indicator", "show", "fcss"});
    CHECK(unknown.exit_code == ExitCode::Problems);
    CHECK(unknown.err.find("'fcs'") != std::string::npos);
}

TEST_CASE("every instrument can be inserted into a form, which then loads without a word")
{
    Machine machine;
    const std::string small = machine.file("small.md", small_form), four = machine.file("four.md", four_languages);
    REQUIRE(diagnostics_of(machine, four).empty());
    for (const LibraryInstrument& instrument : IndicatorLibrary::shipped().instruments()) {
        CAPTURE(instrument.name);
        for (const std::string& form : {small, four}) {
            const std::string made = machine.file(("made-" + instrument.name + ".xlsx").c_str(), "");
            const Called called = machine.call({"form", "insert-indicator", form, instrument.name, "-o", made});
            CAPTURE(called.err);
            REQUIRE(called.exit_code == ExitCode::Done);
            const auto found = diagnostics_of(machine, made);
            CAPTURE(found.dump());
            CHECK(unforeseen(found).empty());
            CHECK(found.empty() == (called.err.find("in the sheet design") == std::string::npos));
        }
    }
}

TEST_CASE("all instruments stand in one form beside each other")
{
    Machine machine;
    std::vector<std::string> arguments{"form", "insert-indicator", machine.file("four.md", four_languages)};
    for (const LibraryInstrument& instrument : IndicatorLibrary::shipped().instruments())
        arguments.push_back(instrument.name);
    const std::string made = machine.file("all.md", "");
    arguments.insert(arguments.end(), {"-o", made});
    const Called called = machine.call(arguments);
    CAPTURE(called.err);
    REQUIRE(called.exit_code == ExitCode::Done);
    const auto found = diagnostics_of(machine, made);
    CAPTURE(found.dump());
    CHECK(unforeseen(found).empty());
    CHECK(called.err.find("Swahili (sw)") != std::string::npos);
    const std::string tables = text_of_file(made);
    CHECK(tables.find("صعوبة في الرؤية") != std::string::npos);
    CHECK(tables.find("difficultés à voir") != std::string::npos);
}

TEST_CASE("questions go where they are told, and an indicator brings what it reads alone")
{
    Machine machine;
    const std::string four = machine.file("four.md", four_languages), made = machine.file("made.md", "");
    REQUIRE(machine.call({"form", "insert-indicator", four, "hhs", "--into", "food", "-o", made}).exit_code ==
            ExitCode::Done);
    std::string tables = text_of_file(made);
    CHECK(tables.find("hhs_no_food") < tables.find("end_group | food"));
    REQUIRE(machine.call({"form", "insert-indicator", four, "wg_ss", "-o", made}).exit_code == ExitCode::Done);
    tables = text_of_file(made);
    CHECK(tables.find("wg_seeing") > tables.find("begin_repeat | member"));
    CHECK(tables.find("wg_communicating") < tables.find("end_repeat | member"));
    REQUIRE(machine.call({"form", "insert-indicator", four, "cari_severe", "-o", made}).exit_code == ExitCode::Done);
    tables = text_of_file(made);
    for (const char* name : {"fcs_staples", "rcsi_borrow", "lcs_begged", "fes_food_7_days", "| cari_severe |"})
        CHECK(tables.find(name) != std::string::npos);
    CHECK(tables.find("hhs_no_food") == std::string::npos);
    CHECK(tables.find("| cari_insecure |") == std::string::npos);
    SUBCASE("a second time nothing is doubled")
    {
        const std::string again = machine.file("again.md", "");
        const Called called = machine.call({"form", "insert-indicator", made, "cari_severe", "-o", again});
        CHECK(called.exit_code == ExitCode::Done);
        CHECK(text_of_file(again) == tables);
    }
}

TEST_CASE("what cannot be inserted is refused, and nothing is written")
{
    Machine machine;
    const std::string half =
        machine.file("half.md", "| survey |\n| | type | name | label |\n| | integer | fcs_staples | Staples? |\n| "
                                "settings |\n| | form_id | version | form_title |\n| | a | 1 | A |\n");
    const std::string two =
        machine.file("two.md", "| survey |\n| | type | name | label |\n| | begin_repeat | a | A |\n| | integer | x | X "
                               "|\n| | end_repeat | a | |\n"
                               "| | begin_repeat | b | B |\n| | integer | y | Y |\n| | end_repeat | b | |\n");
    const std::string out = (std::filesystem::path(half).parent_path() / "none.xlsx").string();
    const auto refused = [&](const std::vector<std::string>& rest, const char* said) {
        std::vector<std::string> arguments{"form", "insert-indicator"};
        arguments.insert(arguments.end(), rest.begin(), rest.end());
        arguments.insert(arguments.end(), {"-o", out});
        const Called called = machine.call(arguments);
        CAPTURE(called.err);
        CHECK(called.exit_code == ExitCode::Problems);
        CHECK(called.err.find(said) != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(out));
    };
    refused({half, "fcs"}, "fcs_pulses");
    refused({half, "fsc"}, "'fcs'");
    refused({half, "hhs", "--into", "kitchen"}, "'kitchen'");
    refused({two, "wg_ss"}, "a, b");
    CHECK(machine.call({"form", "insert-indicator", half, "hhs", "-o", half}).exit_code == ExitCode::Usage);
}

TEST_CASE("form check tells what is wrong with the definitions, and the form still opens")
{
    Machine machine;
    const std::string faulty = machine.file(
        "faulty.md", std::string(small_form) +
                         "| indicators |\n| | name | label | value |\n| | crowded | Crowded | ${sise} > 5 |\n");
    const Called called = machine.call({"form", "check", faulty, "--json"});
    CHECK(called.exit_code == ExitCode::Problems);
    const auto found = nlohmann::json::parse(called.out);
    REQUIRE(found.size() == 1);
    CHECK(found[0]["code"] == "definition-reference-unknown");
    CHECK(found[0]["sheet"] == "indicators");
    CHECK(found[0]["row"] == 2);
    CHECK(found[0]["column"] == "value");
    CHECK(found[0]["help"] == "Is 'size' meant?");
    CHECK(machine.call({"form", "info", faulty}).exit_code == ExitCode::Done);
}

TEST_CASE("the questionnaires that come with the program define their results without a fault")
{
    Machine machine;
    for (const char* name : {"household", "neighbourhood"}) {
        const auto found =
            diagnostics_of(machine, std::string(MAHALLA_SOURCE_FOLDER) + "/assets/questionnaires/" + name + ".xlsx");
        for (const auto& diagnostic : found) {
            CAPTURE(diagnostic.dump());
            CHECK(diagnostic["code"] == "feature-kept");
        }
    }
}

TEST_CASE("a form that keeps how sensitive questions are gets that of the library's")
{
    Machine machine;
    const std::string form = machine.file(
        "kept.md", "| survey |\n| | type | name | label | sensitivity |\n| | integer | size | How many? | |\n");
    const std::string made = machine.file("made.md", "");
    REQUIRE(machine.call({"form", "insert-indicator", form, "phq9", "-o", made}).exit_code == ExitCode::Done);
    CHECK(text_of_file(made).find("| sensitive |") != std::string::npos);
}
