#include "base/text.h"
#include "command_line/area_json.h"
#include "command_line/record_question.h"
#include "indicator/csv_table.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mahalla {

namespace {

constexpr const char *outcome_dimension = "outcome", *interviewed_word = "interviewed",
                     *visited_word = "not_interviewed";
constexpr std::array<const char*, 5> answer_words = {"answered", "dont_know", "not_answered", "not_applicable",
                                                     "refused"};
/// The seven of the human security report (UNDP 1994).
constexpr std::array<const char*, 7> security_dimensions = {"economic", "food",      "health",   "environmental",
                                                            "personal", "community", "political"};

Dimension dimension_named(std::string name, std::vector<std::string> categories)
{
    Dimension dimension;
    dimension.name = std::move(name);
    dimension.categories = std::move(categories);
    return dimension;
}

/// A frame from a file: a CSV table with the columns area, group and population, or the JSON list itself.
Result<std::vector<FrameUnit>> frame_in_file(const RecordQuestion& question, const std::string& path)
{
    const auto read = question.setting.read_file(path);
    if (!read) return failure(ErrorKind::Invalid, read.error().message);
    const Bytes& bytes = *read;
    const Json json = Json::parse(as_text(bytes), nullptr, false);
    if (!json.is_discarded()) {
        std::string problem;
        const Json wrapped = {{"frame", json}};
        JsonObject asked(wrapped, path, problem);
        std::vector<FrameUnit> frame = frame_of(asked);
        if (!problem.empty()) return failure(ErrorKind::Invalid, problem);
        return frame;
    }
    const DataReading reading = read_csv_table(bytes);
    if (!reading.table) return failure(ErrorKind::Invalid, path + " is neither JSON nor a table.");
    MAHALLA_TRY(const Column* areas, reading.table->column("area"));
    MAHALLA_TRY(const Column* people, reading.table->column("population"));
    const Column* groups = reading.table->find("group");
    std::vector<FrameUnit> frame;
    for (std::size_t row = 0; row < reading.table->row_count(); ++row)
        frame.push_back({areas->text(row), groups ? groups->text(row) : std::string(), people->number(row)});
    return frame;
}

/// The totals by which the questionnaire's design is calibrated, of the question that tells areas (or groups) apart.
Result<std::vector<FrameUnit>> frame_of_design(const RecordQuestion& question, const std::string& area)
{
    const std::string expression = question.group_by(area).value;
    std::vector<FrameUnit> frame;
    for (const CalibrationDefinition& step : question.form.definitions.design.calibrations)
        for (const CalibrationMargin& margin : step.margins) {
            const auto read = question_names_in(expression);
            if (margin.variable != area && (read.size() != 1 || read.front() != margin.variable)) continue;
            for (const auto& [category, total] : margin.totals) frame.push_back({category, "", total});
            return frame;
        }
    return failure(ErrorKind::Invalid, "The questionnaire's design knows no totals of '" + area + "'.");
}

Result<std::vector<FrameUnit>> asked_frame(const RecordQuestion& question, const std::string& area)
{
    const Json* const given = question.asked.find("frame");
    if (given && given->is_string()) {
        const std::string source = given->get<std::string>();
        return source == "design" ? frame_of_design(question, area) : frame_in_file(question, source);
    }
    return frame_of(question.asked);
}

void add_categories(Dimension& dimension, const std::vector<FrameUnit>& frame, std::string FrameUnit::*member)
{
    for (const FrameUnit& unit : frame)
        if (!(unit.*member).empty() &&
            std::ranges::find(dimension.categories, unit.*member) == dimension.categories.end())
            dimension.categories.push_back(unit.*member);
}

Column outcome_column(const AnalysedRows& rows, const std::vector<double>& interviewed)
{
    Column column;
    column.kind = ColumnKind::Text;
    column.categories = {interviewed_word, visited_word};
    for (std::size_t row = 0; row < interviewed.size(); ++row)
        column.texts.push_back(!rows.is_within[row]                                     ? Column::no_text
                               : !std::isnan(interviewed[row]) && interviewed[row] != 0 ? 0U
                                                                                        : 1U);
    return column;
}

/// How each of those interviewed answered one question.
Column answer_column(const Column& answers, const Column& outcome)
{
    Column column;
    column.kind = ColumnKind::Text;
    column.categories = {answer_words.begin(), answer_words.end()};
    for (std::size_t row = 0; row < outcome.texts.size(); ++row) {
        const MissingReason reason = answers.reason(row);
        column.texts.push_back(outcome.texts[row] != 0                  ? Column::no_text
                               : !answers.is_missing(row)               ? 0U
                               : reason == MissingReason::DoNotKnow     ? 1U
                               : reason == MissingReason::NotApplicable ? 3U
                               : reason == MissingReason::Refused       ? 4U
                                                                        : 2U);
    }
    return column;
}

/// Of those who could have answered, who do not know or refused.
Json item_json(const RecordQuestion& question, const std::string& name, const std::string& dimension,
               const ToldCounts& counts, const AnalysedRows& rows, double response_min)
{
    Json json = {{"name", name}};
    json.update(told_by_group(rows, [&](const ToldCounts::Categories& cell, const auto&) {
        const auto n = [&](const char* answer) {
            ToldCounts::Categories of = cell;
            of[dimension] = answer;
            return counts.n(of);
        };
        Json figures = Json::object();
        for (const char* answer : {"answered", "dont_know", "refused", "not_applicable", "not_answered"})
            figures[answer] = json_of(n(answer));
        const ToldNumber silent = n("dont_know") + n("refused");
        const ToldNumber share = silent / (silent + n("answered"));
        question.tell(figures, "nonresponse", share);
        figures["is_blind_spot"] = share.value() ? Json(*share.value() > 1 - response_min) : Json();
        return figures;
    }));
    return json;
}

struct SuppressedIndicator {
    std::string name;
    std::size_t table; ///< Among the plan's.
};

Json hidden_cells(const PublishedTableContent& table)
{
    Json cells = Json::array();
    for (const PublishedCell& cell : table.cells) {
        if (cell.figure) continue;
        Json key = Json::object();
        for (std::size_t i = 0; i < cell.key.size(); ++i)
            if (cell.key[i] != total_category) key[table.dimensions[i].name] = cell.key[i];
        cells.push_back({{"cell", key}, {"mark", name_of(cell.mark.value_or(MarkReason::NotAvailable))}});
    }
    return cells;
}

std::vector<std::string> dimensions_never_asked(const ResultDefinitions& definitions)
{
    std::vector<std::string> never;
    for (const char* dimension : security_dimensions)
        if (std::ranges::find(definitions.indicators, dimension, &IndicatorDefinition::dimension) ==
            definitions.indicators.end())
            never.emplace_back(dimension);
    return never;
}

} // namespace

Result<PlannedAnalysis> plan_coverage(const RecordQuestion& question)
{
    JsonObject& asked = question.asked;
    const std::string area = asked.text("area"), group = asked.text("group");
    if (area.empty()) asked.complain("there is no 'area' to look for in the frame");
    const std::string interviewed = asked.text("interviewed").empty() ? "1" : asked.text("interviewed");
    const std::vector<std::string> items = asked.texts("items");
    MAHALLA_TRY(const std::vector<FrameUnit> frame, asked_frame(question, area));
    const CoverageRule rule = coverage_rule_of(asked);
    const double item_response_min = asked.number("item_response_min").value_or(0.9);
    std::vector<std::string> expressions = items, by = {area};
    expressions.push_back(interviewed);
    if (!group.empty()) by.push_back(group);
    MAHALLA_TRY(const auto found, question.rows(expressions, by));
    AnalysedRows rows = *found;
    add_categories(rows.groups[0].dimension, frame, &FrameUnit::area);
    if (!group.empty()) add_categories(rows.groups[1].dimension, frame, &FrameUnit::group);
    MAHALLA_TRY(const auto answered, question.numbers(rows, {interviewed}));
    const Column outcome = outcome_column(rows, answered.front());
    PlannedAnalysis plan;
    MAHALLA_TRY(
        PlannedTable outcomes,
        question.counts(rows, {{dimension_named(outcome_dimension, {interviewed_word, visited_word}), outcome}}));
    plan.tables.push_back(std::move(outcomes));
    AnalysedRows by_group = rows; // items are told by group alone: by area too, most cells would be thin
    by_group.groups.erase(by_group.groups.begin());
    for (const std::string& item : items) {
        const Column* column = rows.table.data.find(item);
        if (column == nullptr) return failure(ErrorKind::Invalid, "There is no question '" + item + "' among 'items'.");
        MAHALLA_TRY(PlannedTable table,
                    question.counts(by_group,
                                    {{dimension_named("answer to " + item, {answer_words.begin(), answer_words.end()}),
                                      answer_column(*column, outcome)}}));
        plan.tables.push_back(std::move(table));
    }
    std::vector<SuppressedIndicator> indicators;
    for (const std::string& name : asked.texts("indicators")) {
        MAHALLA_TRY(PlannedTable table, question.indicator_table(name, {area}));
        indicators.push_back({name, plan.tables.size()});
        plan.tables.push_back(std::move(table));
    }
    plan.answer = [question, rows, by_group, frame, rule, items, item_response_min,
                   indicators](const auto& told) -> Result<Json> {
        const ToldCounts counts(told.front());
        std::vector<FieldCount> brought;
        for (const ToldCounts::Categories& cell : rows.cells()) {
            if (cell.size() != rows.groups.size()) continue; // a margin
            const auto n = [&](const char* word) {
                ToldCounts::Categories of = cell;
                of[outcome_dimension] = word;
                const auto value = counts.n(of).value();
                return value ? std::optional(static_cast<std::uint64_t>(*value)) : std::nullopt;
            };
            FieldCount count{cell.at(rows.groups[0].dimension.name),
                             rows.groups.size() > 1 ? cell.at(rows.groups[1].dimension.name) : std::string(),
                             n(interviewed_word), n(visited_word)};
            const bool is_in_frame = std::ranges::any_of(
                frame, [&](const FrameUnit& unit) { return unit.area == count.area && unit.group == count.group; });
            // Nobody where the frame has nobody is no blind spot.
            if (is_in_frame || !count.interviewed || *count.interviewed > 0) brought.push_back(std::move(count));
        }
        const auto interviews = counts.n({{outcome_dimension, interviewed_word}}).value();
        MAHALLA_TRY(const Coverage coverage, coverage_of(frame, brought, rule, interviews));
        Json json = coverage_json(coverage);
        json["interviewed"] = json_of(counts.n({{outcome_dimension, interviewed_word}}));
        json["items"] = Json::array();
        for (std::size_t i = 0; i < items.size(); ++i)
            json["items"].push_back(item_json(question, items[i], "answer to " + items[i], ToldCounts(told[i + 1]),
                                              by_group, item_response_min));
        json["dimensions_never_asked"] = dimensions_never_asked(question.form.definitions);
        json["suppressed"] = Json::array();
        for (const SuppressedIndicator& indicator : indicators)
            json["suppressed"].push_back(
                {{"indicator", indicator.name}, {"hidden", hidden_cells(told[indicator.table])}});
        return json;
    };
    return plan;
}

} // namespace mahalla
