#include "base/text.h"
#include "xlsform/xlsform_features.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace mahalla;

namespace {

const std::filesystem::path document_path =
    std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "docs" / "supported-xlsform.md";

const char* name_of(FeatureState state)
{
    switch (state) {
    case FeatureState::Works:
        return "works";
    case FeatureState::Runs:
        return "runs";
    case FeatureState::Kept:
        return "kept";
    }
    return "";
}

/// "`relevant` (`relevance`)", "`columns-N`", "`ex:…`".
std::string written_name(const XlsformFeature& feature)
{
    const auto quoted = [](std::string_view name) {
        return "`" + replaced_all(replaced_all(replaced_all(name, "#", "N"), "(*", "(…)"), "*", "…") + "`";
    };
    std::string text;
    const std::vector<std::string_view> names = names_of(feature);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i == 1) text += " (";
        text += (i > 1 ? " " : "") + quoted(names[i]);
    }
    return names.size() > 1 ? text + ")" : text;
}

/// The families of types as a person says them.
std::string written_types(std::string_view types)
{
    std::string text(types);
    const std::pair<std::string_view, std::string_view> families[] = {
        {"begin_", ""},           {"listed", "select"},  {"from_file", "select_…_from_file"},
        {"question", "question"}, {"any", "everything"}, {" ", ", "}};
    for (const auto& [family, words] : families) text = replaced_all(text, family, words);
    return text;
}

bool has_types(FeatureKind kind) { return kind == FeatureKind::Parameter || kind == FeatureKind::Appearance; }

/// The table of a kind in Markdown; neighbours that differ by their names alone share a row.
std::string table_of(FeatureKind kind, std::string_view title)
{
    std::string text = "| " + std::string(title) + (has_types(kind) ? " | for" : "") +
                       " | state | |\n| --- | --- | --- |" + (has_types(kind) ? " --- |" : "") + "\n";
    const auto features = features_of(kind);
    for (std::size_t i = 0; i < features.size();) {
        const XlsformFeature& first = features[i];
        std::string names;
        for (; i < features.size(); ++i) {
            const XlsformFeature& feature = features[i];
            const bool differs = feature.state != first.state || feature.note != first.note ||
                                 (has_types(kind) && feature.target != first.target);
            if (differs) break;
            names += (names.empty() ? "" : " ") + written_name(feature);
        }
        text += "| " + names + (has_types(kind) ? " | " + written_types(first.target) : "") + " | " +
                name_of(first.state) + " | " + std::string(first.note) + (first.note.empty() ? "|\n" : " |\n");
    }
    return text;
}

std::string all_tables()
{
    struct Part {
        FeatureKind kind;
        const char *heading, *title;
    };
    const Part parts[] = {{FeatureKind::Sheet, "Sheets", "sheet"},
                          {FeatureKind::SurveyColumn, "Columns of `survey`", "column"},
                          {FeatureKind::ChoicesColumn, "Columns of `choices`", "column"},
                          {FeatureKind::ExternalChoicesColumn, "Columns of `external_choices`", "column"},
                          {FeatureKind::OsmColumn, "Columns of `osm`", "column"},
                          {FeatureKind::EntitiesColumn, "Columns of `entities`", "column"},
                          {FeatureKind::Setting, "Settings", "setting"},
                          {FeatureKind::BodyClass, "Words of the setting `style`", "word"},
                          {FeatureKind::QuestionType, "Question types", "type"},
                          {FeatureKind::Parameter, "Parameters", "parameter"},
                          {FeatureKind::Appearance, "Appearances", "appearance"}};
    std::string text;
    for (const Part& part : parts)
        text += "\n### " + std::string(part.heading) + "\n\n" + table_of(part.kind, part.title);
    return text + "\n";
}

std::string read_document()
{
    std::ifstream stream(document_path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

} // namespace

TEST_CASE("docs/supported-xlsform.md says what the table of features says")
{
    constexpr std::string_view begin = "<!-- made from the table of features -->\n";
    constexpr std::string_view end = "<!-- end of what is made from the table -->";
    std::string document = read_document();
    const std::size_t from = document.find(begin), to = document.find(end);
    REQUIRE(from != std::string::npos);
    REQUIRE(to != std::string::npos);
    const std::size_t made_from = from + begin.size();
    const std::string made = all_tables();
    if (std::getenv("MAHALLA_UPDATE_DOCUMENTS") != nullptr) {
        document.replace(made_from, to - made_from, made);
        std::ofstream(document_path, std::ios::binary) << document;
    }
    INFO("MAHALLA_UPDATE_DOCUMENTS=1 with this test writes the tables anew.");
    const bool is_current =
        document.substr(made_from, made.size()) == made && made_from + made.size() == document.find(end);
    CHECK(is_current);
}
