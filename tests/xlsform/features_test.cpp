#include "support/shared_folder.h"
#include "xform/own_extensions.h"
#include "xlsform/xlsform_features.h"
#include "xlsform_fixture.h"

#include <doctest/doctest.h>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// "bind::*" → "bind::x", "w#" → "w2".
std::string sample(std::string_view name)
{
    std::string text;
    for (const char c : name) text += c == '*' ? 'x' : c == '#' ? '2' : c;
    return text;
}

/// Everything that reading a workbook leaves: the form as it is published, and what was said about it.
std::string everything_of(const FormReading& reading)
{
    std::string text;
    for (const Diagnostic& diagnostic : reading.diagnostics) text += to_line(diagnostic) + "\n";
    if (reading.form) text += with_own_extensions(write_xform(*reading.form), *reading.form);
    return text;
}

std::string row_of(const std::vector<std::string>& cells)
{
    std::string row = "|";
    for (const std::string& cell : cells) row += " " + cell + " |";
    return row + "\n";
}

/// A form of one sheet with one more column, which holds "marker" in its row.
struct MarkedSheet {
    std::string sheet;
    std::vector<std::string> header, row;
    std::string others;

    std::string with(const std::string& column, const std::string& marker) const
    {
        std::vector<std::string> first = {sheet}, second = {""};
        bool is_there = false;
        for (std::size_t i = 0; i < header.size(); ++i) {
            first.push_back(header[i]);
            second.push_back(header[i] == column ? marker : row[i]);
            is_there = is_there || header[i] == column;
        }
        if (!is_there) {
            first.push_back(column);
            second.push_back(marker);
        }
        return row_of(first) + row_of(second) + others;
    }
};

const MarkedSheet choices_sheet = {"choices",
                                   {"list_name", "name", "label"},
                                   {"yn", "y", "Yes"},
                                   "| survey | type | name | label |\n| | select_one yn | q | Q? |\n"};
const MarkedSheet settings_sheet = {
    "settings", {"form_id"}, {"f"}, "| survey | type | name | label::marker |\n| | text | q | Q |\n"};
const MarkedSheet external_sheet = {
    "external_choices",
    {"list_name", "name", "label"},
    {"marker", "a", "A"},
    "| survey | type | name | label | choice_filter |\n| | select_one_external marker | q | Q? | true() |\n"};
const MarkedSheet osm_sheet = {"osm",
                               {"list_name", "name", "label"},
                               {"tags", "a", "A"},
                               "| survey | type | name | label |\n| | osm tags | q | Q? |\n"};
const MarkedSheet entities_sheet = {
    "entities",
    {"list_name", "label"},
    {"trees", "${q}"},
    "| survey | type | name | label | save_to |\n| | text | q | Q? | kind |\n| | csv-external | trees | | |\n"};

/// The row of the survey in which a column says something.
MarkedSheet survey_sheet_for(std::string_view column)
{
    MarkedSheet sheet = {"survey", {"type", "name", "label"}, {"text", "q", "Q"}, ""};
    if (column == "calculation") sheet.row[0] = "calculate";
    if (column == "trigger") sheet.others = "| | text | marker | M | |\n";
    if (column == "choice_filter") {
        sheet.row[0] = "select_one yn";
        sheet.others = "| choices | list_name | name | label |\n| | yn | y | Yes |\n";
    }
    if (column == "repeat_count") {
        sheet.row[0] = "begin_repeat";
        sheet.others = "| | text | in_row | I | |\n| | end_repeat | | | |\n";
    }
    if (column == "save_to") sheet.others = "| entities | list_name | label |\n| | trees | ${q} |\n";
    return sheet;
}

} // namespace

TEST_CASE("every question type that can be read is in the table, and every type of the table can be read")
{
    for (const std::string& word : every_type_word()) {
        CAPTURE(word);
        CHECK(find_feature(FeatureKind::QuestionType, word) != nullptr);
    }
    for (const XlsformFeature& feature : features_of(FeatureKind::QuestionType))
        for (const std::string_view word : names_of(feature)) {
            CAPTURE(word);
            const bool is_read = feature_type_of(read_type_cell(std::string(word))) == feature.name ||
                                 feature_type_of(read_type_cell(std::string(word) + " list")) == feature.name;
            CHECK(is_read);
            const TypeCell cell = read_type_cell(word);
            const bool is_question =
                cell.kind == TypeCell::Kind::Question && feature.name != "rank" && !feature.name.starts_with("select_");
            if (is_question) CHECK(find_question_type(cell.type) != nullptr);
        }
}

TEST_CASE("every column of the table is known by each of its names")
{
    for (const FeatureKind kind : {FeatureKind::SurveyColumn, FeatureKind::Setting})
        for (const XlsformFeature& feature : features_of(kind))
            for (const std::string_view name : names_of(feature)) {
                CAPTURE(name);
                const bool is_setting = kind == FeatureKind::Setting;
                const MarkedSheet sheet = is_setting ? settings_sheet : survey_sheet_for(feature.name);
                const FormReading reading = read_markdown_form(sheet.with(sample(name), "marker"));
                CHECK(find(reading, "column-unused") == nullptr);
            }
}

TEST_CASE("nothing that is written under a column of the table is lost")
{
    const std::map<FeatureKind, MarkedSheet> sheets = {{FeatureKind::ChoicesColumn, choices_sheet},
                                                       {FeatureKind::Setting, settings_sheet},
                                                       {FeatureKind::ExternalChoicesColumn, external_sheet},
                                                       {FeatureKind::OsmColumn, osm_sheet},
                                                       {FeatureKind::EntitiesColumn, entities_sheet}};
    for (const FeatureKind kind :
         {FeatureKind::SurveyColumn, FeatureKind::ChoicesColumn, FeatureKind::Setting,
          FeatureKind::ExternalChoicesColumn, FeatureKind::OsmColumn, FeatureKind::EntitiesColumn})
        for (const XlsformFeature& feature : features_of(kind)) {
            CAPTURE(feature.name);
            const auto known = sheets.find(kind);
            MarkedSheet sheet = known == sheets.end() ? survey_sheet_for(feature.name) : known->second;
            if (feature.name == "update_if") {
                sheet.header.emplace_back("entity_id"); // an update says which
                sheet.row.emplace_back("${q}");
            }
            const std::string marker = feature.name == "trigger" ? "${marker}" : "marker";
            const std::string column = sample(feature.name);
            const FormReading reading = read_markdown_form(sheet.with(column, marker));
            const std::string left = everything_of(reading);
            CAPTURE(left);
            const bool is_there = contains(left, "marker") || contains(left, "The sheet \"" + sheet.sheet + "\"") ||
                                  contains(left, "\"" + column + "\"") ||
                                  std::any_of(reading.diagnostics.begin(), reading.diagnostics.end(),
                                              [&](const Diagnostic& found) { return found.column == column; });
            CHECK(is_there);
        }
}

TEST_CASE("every parameter of the table changes the form that is written, for each type it is for")
{
    const std::map<std::string_view, std::string> samples = {{"start", "2"},
                                                             {"end", "8"},
                                                             {"step", "3"},
                                                             {"tick_interval", "3"},
                                                             {"placeholder", "4"},
                                                             {"tick_labelset", "ticks"},
                                                             {"randomize", "true"},
                                                             {"seed", "42 randomize=true"},
                                                             {"value", "code"},
                                                             {"label", "title"},
                                                             {"rows", "5"},
                                                             {"quality", "low"},
                                                             {"app", "org.example.camera"},
                                                             {"max-pixels", "640"},
                                                             {"capture-accuracy", "3"},
                                                             {"warning-accuracy", "30"},
                                                             {"allow-mock-accuracy", "true"},
                                                             {"reference-geometry", "ticks"},
                                                             {"incremental", "true"},
                                                             {"location-priority", "balanced"},
                                                             {"location-min-interval", "9"},
                                                             {"location-max-age", "90"},
                                                             {"track-changes", "true"},
                                                             {"identify-user", "true"},
                                                             {"track-changes-reasons", "on-form-edit"}};
    const auto form_with = [](std::string_view type, const std::string& parameters) {
        const std::string list = type.ends_with("_from_file") ? " towns.csv" : " ticks";
        const bool is_select = type.starts_with("select_") || type == "rank";
        const bool is_audit = type == "audit";
        return "| survey | type | name | label | parameters | choice_filter |\n| | text | other | O | | |\n| | " +
               std::string(type) + (is_select ? list : "") + " | " + (is_audit ? "" : "q") + " | Q | " + parameters +
               " | " + (type == "select_one_external" ? "true()" : "") + " |\n" +
               "| choices | list_name | name | label |\n| | ticks | 2 | Low |\n| | ticks | 8 | High |\n"
               "| external_choices | list_name | name | label |\n| | ticks | 2 | Low |\n";
    };
    for (const XlsformFeature& feature : features_of(FeatureKind::Parameter)) {
        REQUIRE(samples.contains(feature.name));
        for (const XlsformFeature& type : features_of(FeatureKind::QuestionType)) {
            if (!feature.is_for(type.name)) continue;
            CAPTURE(feature.name);
            CAPTURE(type.name);
            std::string all, without;
            for (const XlsformFeature& other : features_of(FeatureKind::Parameter)) {
                const bool needed = other.name.starts_with("location-") || other.name == "end" || other.name == "step";
                if (!needed || !other.is_for(type.name) || other.name == feature.name) continue;
                without += std::string(other.name) + "=" + samples.at(other.name) + " ";
            }
            if (feature.name == "tick_interval" || feature.name == "placeholder" || feature.name == "tick_labelset")
                without += "start=2 ";
            if (feature.name == "placeholder") without = "start=1 end=10 step=3 ";
            all = without + std::string(feature.name) + "=" + samples.at(feature.name);
            if (feature.name.starts_with("location-")) without.clear();
            const FormReading reading = read_markdown_form(form_with(type.name, all));
            CAPTURE(everything_of(reading));
            REQUIRE(reading.form);
            const FormReading plain = read_markdown_form(form_with(type.name, without));
            REQUIRE(plain.form);
            const bool is_unused_here = find(reading, "feature-kept") != nullptr;
            CHECK((is_unused_here || write_xform(*reading.form) != write_xform(*plain.form)));
            CHECK(find(reading, "parameter-unknown") == nullptr);
        }
    }
}

TEST_CASE("what is kept and not used is told once, with what the person will see instead")
{
    const FormReading reading = read_markdown_form(R"(
| survey | type | name | label | appearance | autoplay |
| | select_one yn | a | A? | likert | audio |
| | select_one yn | b | B? | likert w2 | audio |
| | audit | | | | |
| choices | list_name | name | label |
| | yn | y | Yes |
| settings | form_id | submission_url | style |
| | f | https://example.org | theme-grid |
)");
    REQUIRE(reading.form);
    std::map<std::string, int> kept;
    for (const Diagnostic& diagnostic : reading.diagnostics) {
        CHECK(diagnostic.severity == Severity::Warning);
        CHECK(diagnostic.code == "feature-kept");
        CHECK_FALSE(diagnostic.help.empty());
        ++kept[diagnostic.message];
    }
    CHECK(kept ==
          std::map<std::string, int>{{"The appearance \"likert\" is kept, not used here. It stands in 2 rows.", 1},
                                     {"The appearance \"w2\" is kept, not used here.", 1},
                                     {"The column \"autoplay\" is kept, not used here. It stands in 2 rows.", 1},
                                     {"The setting \"submission_url\" is kept, not used here.", 1},
                                     {"The style \"theme-grid\" is kept, not used here.", 1},
                                     {"The type \"audit\" is kept, not used here.", 1}});
    CHECK(find(reading, "feature-kept")->row == 2);
    CHECK(find(reading, "feature-kept")->column == "autoplay");
}

TEST_CASE("an appearance that nobody knows, or that says nothing on its type, is told")
{
    const FormReading unknown =
        read_markdown_form("| survey | type | name | label | appearance |\n| | text | a | A | multi-line |\n");
    REQUIRE(find(unknown, "appearance-unknown"));
    CHECK(find(unknown, "appearance-unknown")->help == "Did you mean \"multiline\"?");
    const FormReading misplaced =
        read_markdown_form("| survey | type | name | label | appearance |\n| | integer | a | A | multiline |\n");
    REQUIRE(find(misplaced, "appearance-misplaced"));
    CHECK(find(misplaced, "appearance-misplaced")->help == "Remove it, or use it with: text.");
    const FormReading style = read_markdown_form("| survey | type | name | label |\n| | text | a | A |\n"
                                                 "| settings | style |\n| | page |\n");
    REQUIRE(find(style, "body-class-unknown"));
    CHECK(find(style, "body-class-unknown")->help == "Did you mean \"pages\"?");
}

TEST_CASE("calls in an appearance are one word each, whatever they hold")
{
    const FormReading reading =
        read_markdown_form("| survey | type | name | label | appearance |\n"
                           "| | select_one v | a | A | minimal search('villages', 'contains', 'label', ${b}) |\n"
                           "| | text | b | B | ex:org.example.app(code='x y') |\n"
                           "| choices | list_name | name | label |\n| | v | name_key | label |\n");
    REQUIRE(reading.form);
    CHECK(find(reading, "appearance-unknown") == nullptr);
    CHECK(find(reading, "appearance-misplaced") == nullptr);
    CHECK(find(reading, "search-invalid") == nullptr);
    for (const char* call : {"search('villages', 'contains')", "search()", "search('villages'",
                             "search('villages', 'contains', 'label', a b)"}) {
        CAPTURE(call);
        const FormReading wrong =
            read_markdown_form("| survey | type | name | label | appearance |\n"
                               "| | select_one v | a | A | " +
                               std::string(call) +
                               " |\n"
                               "| choices | list_name | name | label |\n| | v | name_key | label |\n");
        CHECK(find(wrong, "search-invalid"));
    }
    const FormReading filtered = read_markdown_form("| survey | type | name | label | appearance |\n"
                                                    "| | select_one v | a | A | search('villages') |\n"
                                                    "| choices | list_name | name | label | state |\n"
                                                    "| | v | name_key | label | x |\n");
    REQUIRE(find(filtered, "column-unused"));
    CHECK(find(filtered, "column-unused")->column == "state");
}

TEST_CASE("what is filled in where it says nothing is told")
{
    const FormReading reading = read_markdown_form(R"(
| survey | type | name | label | hint | relevant | choice_filter | parameters |
| | begin_group | g | G | Read this | | | |
| | integer | a | A | | | x = 1 | start=1 |
| | end_group | | | | 1 = 1 | | |
| settings | form_id |
| | f |
| | g |
)");
    REQUIRE(reading.form);
    std::vector<std::pair<std::string, std::string>> told;
    for (const Diagnostic& diagnostic : reading.diagnostics) told.emplace_back(diagnostic.code, diagnostic.column);
    CHECK(told == std::vector<std::pair<std::string, std::string>>{{"column-unused", "hint"},
                                                                   {"parameter-unused", "parameters"},
                                                                   {"column-unused", "choice_filter"},
                                                                   {"column-unused", "relevant"},
                                                                   {"row-left-out", ""}});
}

TEST_CASE("attributes with a prefix are kept, whether colons or double ones stand in the header")
{
    const std::string xml =
        xform_of("| survey | type | name | label | bind::odk::length | body::jr:x | instance::odk:tag |\n"
                 "| | text | a | A | 5 | 6 | 7 |\n");
    CHECK(contains(xml, "odk:length=\"5\""));
    CHECK(contains(xml, "jr:x=\"6\""));
    CHECK(contains(xml, "odk:tag=\"7\""));
    const FormReading none = read_markdown_form("| survey | type | name | label | bind::relevant::English |\n"
                                                "| | text | a | A | 1 = 1 |\n");
    REQUIRE(find(none, "column-unused"));
    CHECK(find(none, "column-unused")->column == "bind::relevant::English");
}

TEST_CASE("what is wrong with the external choices is told once, and refuses nothing")
{
    const FormReading reading = read_markdown_form(R"(
| survey | type | name | label | choice_filter |
| | select_one_external towns | q | Q? | true() |
| external_choices | list_name | name | label |
| | towns | a | |
| | towns | b | |
| | towns | | C |
| | | d | D |
)");
    REQUIRE(reading.form);
    std::vector<std::pair<std::string, int>> told;
    for (const Diagnostic& diagnostic : reading.diagnostics) {
        CHECK(diagnostic.sheet == "external_choices");
        told.emplace_back(diagnostic.code, diagnostic.row);
    }
    CHECK(told == std::vector<std::pair<std::string, int>>{
                      {"choice-label-missing", 2}, {"choice-name-missing", 4}, {"choice-list-missing", 5}});
}

TEST_CASE("real questionnaires are told of each feature once, in a handful of lines")
{
    const auto folder = shared_folder("forms");
    if (!folder) return;
    for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
        if (entry.path().extension() != ".xlsx") continue;
        CAPTURE(entry.path().filename().string());
        std::ifstream stream(entry.path(), std::ios::binary);
        std::ostringstream bytes;
        bytes << stream.rdbuf();
        const auto workbook = read_workbook(as_bytes(bytes.str()), entry.path().filename().string());
        REQUIRE(workbook);
        std::multiset<std::string> told;
        for (const Diagnostic& diagnostic : read_xlsform(workbook->workbook).diagnostics) {
            const bool is_of_features = diagnostic.code == "feature-kept" || diagnostic.code == "parameter-unused" ||
                                        diagnostic.code.starts_with("appearance-");
            if (is_of_features) told.insert(diagnostic.message.substr(0, diagnostic.message.find(" It stands")));
        }
        CHECK(told.size() <= 10);
        for (const std::string& message : told) CHECK(told.count(message) == 1);
    }
}
