#include "xlsform/feature_report.h"

#include "base/text.h"
#include "expression/expression.h"
#include "form/search_call.h"
#include "xlsform/parameters.h"
#include "xlsform/question_reference.h"
#include "xlsform/xlsform_features.h"

#include <algorithm>
#include <unordered_map>

namespace mahalla {

namespace {

/// A finding that is told once, for all rows it stands in.
struct Repeated {
    Place place;
    std::string code, message, help;
    int rows = 1;
    int last_row = 0;
};

/// "w1 search('a', 'b c') minimal" → its words; a call is one, with its blanks.
std::vector<std::string> looks_in(std::string_view appearance)
{
    std::vector<std::string> looks;
    int depth = 0;
    std::string look;
    for (const char c : appearance) {
        if (c == '(') ++depth;
        if (c == ')') --depth;
        if (is_white(c) && depth <= 0) {
            if (!look.empty()) looks.push_back(std::move(look));
            look.clear();
        } else {
            look += c;
        }
    }
    if (!look.empty()) looks.push_back(std::move(look));
    return looks;
}

/// "columns-#" as a person writes it: "columns-2".
std::vector<std::string> as_written(std::vector<std::string> names)
{
    for (std::string& name : names) name = replaced_all(replaced_all(name, "#", "2"), "*", "");
    return names;
}

FeatureKind column_kind(std::string_view sheet)
{
    if (sheet == "choices") return FeatureKind::ChoicesColumn;
    if (sheet == "settings") return FeatureKind::Setting;
    if (sheet == "osm") return FeatureKind::OsmColumn;
    if (sheet == "entities") return FeatureKind::EntitiesColumn;
    if (sheet == "external_choices") return FeatureKind::ExternalChoicesColumn;
    return FeatureKind::SurveyColumn;
}

/// The feature that a column's path leads to: itself, else its family ("bind::*").
const XlsformFeature* feature_of(const TableColumn& column, FeatureKind kind)
{
    for (const XlsformFeature& feature : features_of(kind)) {
        if (feature.target == "item" || feature.target.empty()) {
            if (column.path.front() == lower_ascii(feature.name)) return &feature;
            continue;
        }
        const auto steps = words(feature.target);
        const bool is_family = feature.name.ends_with("*");
        const bool is_long_enough = is_family ? column.path.size() > steps.size() : column.path.size() >= steps.size();
        if (is_long_enough && std::equal(steps.begin(), steps.end(), column.path.begin())) return &feature;
    }
    return nullptr;
}

/// An appearance holds no search(), or one that can be run.
bool can_be_searched(const std::string& appearance)
{
    const std::vector<std::string> looks = looks_in(appearance);
    const bool searches =
        std::any_of(looks.begin(), looks.end(), [](const std::string& look) { return look.starts_with("search("); });
    if (!searches) return true;
    const auto call = find_search_call(appearance);
    return call && call->has_right_count() &&
           std::all_of(call->arguments.begin(), call->arguments.end(), [](std::string argument) {
               // Whatever a reference means, it stands for a path.
               const std::vector<QuestionReference> references = find_references(argument);
               for (auto reference = references.rbegin(); reference != references.rend(); ++reference)
                   argument.replace(reference->begin, reference->end - reference->begin, ".");
               return Expression::parse(argument).has_value();
           });
}

/// An appearance on a type: what it is, and whether it means something there.
struct Look {
    const XlsformFeature* feature = nullptr;
    bool is_meant = false;
};

Look look_for(std::string_view word, std::string_view type)
{
    Look look;
    for (const XlsformFeature& feature : features_of(FeatureKind::Appearance)) {
        if (!feature.is_named(word)) continue;
        look = {&feature, feature.is_for(type)};
        if (look.is_meant) break;
    }
    return look;
}

class FeatureReport {
public:
    explicit FeatureReport(Findings& findings) : findings_(findings) {}

    void read(const XlsformTable& table)
    {
        if (table.sheet == "osm") { // one word for the whole sheet
            if (!table.rows.empty()) note_kept(*find_feature(FeatureKind::Sheet, "osm"), "sheet", {"osm", 0, ""});
            return;
        }
        const FeatureKind kind = column_kind(table.sheet);
        // Workbooks may have a million rows: what a column is, is found out once.
        std::vector<const XlsformFeature*> kept;
        for (const TableColumn& column : table.columns) {
            const XlsformFeature* feature = feature_of(column, kind);
            kept.push_back(feature != nullptr && feature->state == FeatureState::Kept ? feature : nullptr);
        }
        const bool has_kept = std::any_of(kept.begin(), kept.end(), [](const auto* feature) { return feature; });
        for (const TableRow& row : table.rows) {
            if (has_kept)
                for (const XlsformCell& cell : row.cells)
                    if (const XlsformFeature* feature =
                            kept[static_cast<std::size_t>(cell.column - table.columns.data())])
                        note_kept(*feature, kind == FeatureKind::Setting ? "setting" : "column",
                                  table.place(row, cell.column->header));
            if (table.sheet == "survey") read_question(table, row);
            if (table.sheet == "settings") read_settings(table, row);
        }
    }

    void report()
    {
        for (Repeated& found : found_) {
            const std::string rows = found.rows > 1 ? " It stands in " + std::to_string(found.rows) + " rows." : "";
            findings_.warning(found.place, found.code, std::move(found.message) + rows, std::move(found.help));
        }
    }

private:
    /// Whether `key` was found before; the row is counted then, and nothing needs to be put into words.
    bool is_told(const std::string& key, int row)
    {
        const auto known = by_key_.find(key);
        if (known == by_key_.end()) return false;
        Repeated& repeated = found_[known->second];
        if (repeated.last_row != row) ++repeated.rows;
        repeated.last_row = row;
        return true;
    }
    void tell(std::string key, const Place& place, std::string_view code, std::string message, std::string help)
    {
        by_key_.emplace(std::move(key), found_.size());
        found_.push_back({place, std::string(code), std::move(message), std::move(help), 1, place.row});
    }
    void note_kept(const XlsformFeature& feature, std::string_view what, const Place& place, std::string_view word = {})
    {
        std::string key = "kept ";
        key.append(what).append(" ").append(feature.name);
        if (is_told(key, place.row)) return;
        const std::string_view name = !word.empty() ? word : !place.column.empty() ? place.column : feature.name;
        tell(std::move(key), place, "feature-kept",
             "The " + std::string(what) + " \"" + std::string(name) + "\" is kept, not used here.",
             std::string(feature.note));
    }

    void read_question(const XlsformTable& table, const TableRow& row);
    void read_appearance(const TableRow& row, std::string_view type);
    void read_parameters(const TableRow& row, std::string_view type);
    void read_useless_columns(const TableRow& row, const TypeCell& cell, std::string_view type);
    void read_settings(const XlsformTable& table, const TableRow& row);

    Findings& findings_;
    std::vector<Repeated> found_;
    std::map<std::string, std::size_t> by_key_;
    // Found out once for each that is written, however many rows there are.
    std::unordered_map<std::string, std::string_view> types_;
    std::unordered_map<std::string, Look> looks_;
};

void FeatureReport::read_question(const XlsformTable& table, const TableRow& row)
{
    const std::string written = row.text("type");
    if (written.empty()) return;
    const TypeCell cell = read_type_cell(written);
    const auto [known, is_new] = types_.try_emplace(written);
    if (is_new) known->second = feature_type_of(cell);
    const std::string_view type = known->second;
    if (type.empty()) return; // reported as unknown
    const XlsformFeature* feature = find_feature(FeatureKind::QuestionType, type);
    if (feature != nullptr && feature->state == FeatureState::Kept)
        note_kept(*feature, "type", table.place(row, row.header_of("type")), type);
    if (cell.kind != TypeCell::Kind::End) {
        read_appearance(row, type);
        read_parameters(row, type);
    }
    read_useless_columns(row, cell, type);
}

void FeatureReport::read_appearance(const TableRow& row, std::string_view type)
{
    for (const XlsformCell& cell : row.cells) {
        if (cell.column->path != std::vector<std::string>{"control", "appearance"}) continue;
        const Place place{"survey", row.number, cell.column->header};
        if (!can_be_searched(cell.text) && !is_told("search", row.number))
            tell("search", place, "search-invalid",
                 "This search() cannot be read: it takes one, four or six arguments, each an expression.",
                 "Write search('file', 'contains', 'column', ${text}).");
        for (const std::string& look : looks_in(cell.text)) {
            const std::string key = look + " on " + std::string(type);
            const auto [place_of_known, is_new] = looks_.try_emplace(key);
            if (is_new) place_of_known->second = look_for(look, type);
            const auto [known, is_meant] = place_of_known->second;
            if (is_told(key, row.number)) continue;
            if (known == nullptr) {
                tell(key, place, "appearance-unknown",
                     "The appearance \"" + look + "\" is not known; it is kept, not used here.",
                     findings_.did_you_mean(look, as_written(appearances_of(type)),
                                            "The question is shown in its plain form."));
            } else if (!is_meant) {
                tell(key, place, "appearance-misplaced",
                     "The appearance \"" + look + "\" says nothing on a question of type " + std::string(type) +
                         "; it is kept.",
                     "Remove it, or use it with: " + replaced_all(known->target, " ", ", ") + ".");
            } else if (known->state == FeatureState::Kept) {
                note_kept(*known, "appearance", place,
                          known->name.find_first_of("#*") == std::string_view::npos ? known->name
                                                                                    : std::string_view(look));
            }
        }
    }
}

void FeatureReport::read_parameters(const TableRow& row, std::string_view type)
{
    const std::string written = row.text("parameters");
    if (written.empty()) return;
    const Place place{"survey", row.number, row.header_of("parameters")};
    if (parameters_of(type).empty()) {
        const std::string key = "parameters " + std::string(type);
        if (!is_told(key, row.number))
            tell(key, place, "parameter-unused",
                 "A question of type " + std::string(type) + " takes no parameters; they are kept, not used here.",
                 "Clear the cell if it is a leftover.");
        return;
    }
    Findings of_the_reader; // It has reported what is wrong with the cell.
    const Parameters parameters = Parameters::read(written, place, of_the_reader);
    for (const XlsformFeature& feature : features_of(FeatureKind::Parameter))
        if (feature.state == FeatureState::Kept && feature.is_for(type) && parameters.find(feature.name) != nullptr)
            note_kept(feature, "parameter", place, feature.name);
}

void FeatureReport::read_useless_columns(const TableRow& row, const TypeCell& cell, std::string_view type)
{
    const bool ends = cell.kind == TypeCell::Kind::End;
    const bool is_section = ends || cell.kind == TypeCell::Kind::Begin;
    const bool has_choices =
        cell.kind == TypeCell::Kind::Select || type == "geopoint" || type == "geotrace" || type == "geoshape";
    if (!is_section && (has_choices || !row.has("choice_filter"))) return;
    for (const XlsformCell& written : row.cells) {
        const std::string& column = written.column->path.front();
        if (!ColumnNames::survey().known.contains(column)) continue; // told once for the whole sheet
        const auto is_one_of = [&](std::initializer_list<std::string_view> names) {
            return std::find(names.begin(), names.end(), column) != names.end();
        };
        const bool is_property = written.column->path == std::vector<std::string>{"bind", "entities:saveto"};
        const bool says_something = ends ? is_property || is_one_of({"type", "name", "label", "hint"})
                                    : is_section
                                        ? !is_one_of({"hint", "guidance_hint", "default", "trigger", "choice_filter"})
                                        : column != "choice_filter";
        if (says_something) continue;
        const std::string what = ends         ? "on the end of a group or repeat"
                                 : is_section ? "on a group or repeat"
                                              : "on a question without choices";
        const std::string key = "useless " + column + " " + what;
        if (is_told(key, row.number)) continue;
        tell(key, {"survey", row.number, written.column->header}, "column-unused",
             "The column \"" + written.column->header + "\" says nothing " + what + "; it is not used.",
             ends ? "Write it in the row where the group or repeat begins." : "Clear the cell, or move what it says.");
    }
}

void FeatureReport::read_settings(const XlsformTable& table, const TableRow& row)
{
    if (&row != &table.rows.front()) {
        if (!is_told("settings rows", row.number))
            tell("settings rows", table.place(row), "row-left-out",
                 "The settings have one row; those below it are not read.", "Move what counts into the first row.");
        return;
    }
    const Place place = table.place(row, row.header_of("style"));
    std::vector<std::string> known;
    for (const XlsformFeature& feature : features_of(FeatureKind::BodyClass)) known.emplace_back(feature.name);
    const std::string style = row.text("style");
    for (const std::string_view word : words(style)) {
        const XlsformFeature* feature = find_feature(FeatureKind::BodyClass, word);
        if (feature == nullptr)
            tell("class " + std::string(word), place, "body-class-unknown",
                 "The style \"" + std::string(word) + "\" is not known; it is kept, not used here.",
                 findings_.did_you_mean(word, known, "The desk has one look."));
        else if (feature->state == FeatureState::Kept)
            note_kept(*feature, "style", place, feature->name);
    }
}

} // namespace

void report_features(std::span<const XlsformTable* const> tables, Findings& findings)
{
    FeatureReport report(findings);
    for (const XlsformTable* table : tables) report.read(*table);
    report.report();
}

} // namespace mahalla
