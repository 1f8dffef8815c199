#include "analysis/fies.h"
#include "command_line/record_question.h"
#include "indicator/survey_design.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

constexpr const char* score_dimension = "number of items said yes to";

/// A scale over records, and the counts that all of it follows from: how many said yes to so many items, by group, and
/// how many of everybody to each item (sufficient statistics of the model).
struct PlannedScale {
    NamedExpressions items;
    std::shared_ptr<const AnalysedRows> rows;
    ScaleAnswers answers;
    std::uint64_t missing = 0;
    std::vector<PlannedTable> tables; ///< Of scores, then one an item.
};

Column score_column(const ScaleAnswers& answers)
{
    Column column;
    column.kind = ColumnKind::Text;
    for (std::size_t score = 0; score <= answers.item_count; ++score)
        column.categories.push_back(std::to_string(score));
    for (std::size_t row = 0; row < answers.weights.size(); ++row) {
        const auto said = std::span(answers.answers).subspan(row * answers.item_count, answers.item_count);
        const bool is_complete = std::ranges::find(said, ScaleAnswers::missing) == said.end();
        column.texts.push_back(is_complete ? static_cast<std::uint32_t>(std::ranges::count(said, std::int8_t{1}))
                                           : Column::no_text);
    }
    return column;
}

Result<PlannedScale> plan_scale(const RecordQuestion& question)
{
    constexpr std::size_t items_max = 9; // categories of scores sort as texts
    PlannedScale scale;
    scale.items = named_expressions(question.asked, "items");
    if (scale.items.names.size() > items_max)
        return failure(ErrorKind::Invalid, "A scale over records has at most nine items.");
    MAHALLA_TRY(scale.rows, question.rows(scale.items.expressions));
    MAHALLA_TRY(auto columns, question.numbers(*scale.rows, scale.items.expressions));
    // Who has no group is in no table, and may not move the scale either.
    for (const CountedBy& group : scale.rows->groups)
        for (std::size_t row = 0; row < columns.front().size(); ++row)
            if (group.column.is_missing(row)) columns.front()[row] = std::numeric_limits<double>::quiet_NaN();
    MAHALLA_TRY(const SurveyDesign design, SurveyDesign::create(scale.rows->table.data, scale.rows->table.design));
    scale.answers = {columns.size(), yes_or_no(columns), {design.weights().begin(), design.weights().end()}};
    Column scores = score_column(scale.answers);
    for (std::size_t row = 0; row < scores.texts.size(); ++row)
        scale.missing += scale.rows->is_within[row] && scores.texts[row] == Column::no_text ? 1U : 0U;
    Dimension dimension;
    dimension.name = score_dimension;
    dimension.categories = scores.categories;
    const std::vector<bool> is_complete = [&] {
        std::vector<bool> made;
        for (const std::uint32_t text : scores.texts) made.push_back(text != Column::no_text);
        return made;
    }();
    MAHALLA_TRY(PlannedTable by_score, question.counts(*scale.rows, {{dimension, std::move(scores)}}));
    scale.tables.push_back(std::move(by_score));
    AnalysedRows everybody = *scale.rows;
    everybody.groups.clear();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        for (std::size_t row = 0; row < is_complete.size(); ++row)
            if (!is_complete[row]) columns[i][row] = std::numeric_limits<double>::quiet_NaN();
        MAHALLA_TRY(PlannedTable table, question.counts(everybody, {{yes_no_dimension(scale.items.expressions[i]),
                                                                     yes_no_column(columns[i])}}));
        scale.tables.push_back(std::move(table));
    }
    return scale;
}

/// Whether all counts may be told that the severities of the items follow from.
bool is_scale_told(const PlannedScale& scale, const std::vector<PublishedTableContent>& told)
{
    const ToldCounts scores(told.front());
    for (std::size_t score = 0; score <= scale.answers.item_count; ++score)
        if (scores.is_hidden({{score_dimension, std::to_string(score)}})) return false;
    for (std::size_t i = 0; i < scale.answers.item_count; ++i)
        for (const char* answer : {"yes", "no"})
            if (ToldCounts(told[i + 1]).is_hidden({{scale.items.expressions[i], answer}})) return false;
    return true;
}

/// Severities by item, and by score with its counts. How well items fit rests on who said yes to which, which no count
/// here tells: that is for those who may read the records.
Json told_scale(const RecordQuestion& question, const PlannedScale& scale, const RaschScale& fitted, bool is_told,
                const ToldCounts& scores)
{
    const auto told = [&](double value, bool may_be_told) {
        return may_be_told ? ToldNumber(value) : ToldNumber::hidden();
    };
    Json json = {{"items", Json::array()}, {"scores", Json::array()}};
    for (std::size_t i = 0; i < fitted.items.size(); ++i) {
        const RaschItem& item = fitted.items[i];
        json["items"].push_back({{"name", scale.items.names[i]},
                                 {"severity", json_of(told(item.severity, is_told))},
                                 {"se", json_of(told(item.standard_error, is_told))},
                                 {"infit", json_of(told(item.infit, question.is_exact()))},
                                 {"outfit", json_of(told(item.outfit, question.is_exact()))}});
    }
    for (std::size_t score = 0; score < fitted.scores.size(); ++score) {
        const RaschScore& of = fitted.scores[score];
        const ToldCounts::Categories category = {{score_dimension, std::to_string(score)}};
        json["scores"].push_back({{"score", score},
                                  {"severity", json_of(told(of.severity, is_told))},
                                  {"se", json_of(told(of.standard_error, is_told))},
                                  {"weight", json_of(scores.weight(category))},
                                  {"n", json_of(scores.n(category))}});
    }
    json["reliability"] = json_of(told(fitted.reliability, is_told));
    json["missing"] = json_of(question.few_or_many(scale.missing));
    return json;
}

} // namespace

Result<PlannedAnalysis> plan_rasch(const RecordQuestion& question)
{
    MAHALLA_TRY(PlannedScale scale, plan_scale(question));
    MAHALLA_TRY(const RaschScale fitted, fit_rasch_scale(scale.answers));
    PlannedAnalysis plan;
    plan.tables = std::move(scale.tables);
    plan.answer = [question, scale = std::move(scale), fitted](const auto& told) -> Result<Json> {
        return told_scale(question, scale, fitted, is_scale_told(scale, told), ToldCounts(told.front()));
    };
    return plan;
}

Result<PlannedAnalysis> plan_fies(const RecordQuestion& question)
{
    MAHALLA_TRY(PlannedScale scale, plan_scale(question));
    if (scale.items.names.size() != fies_items.size())
        question.asked.complain("'items' are the eight of the scale, from WORRIED to WHLDAY, in this order");
    MAHALLA_TRY(const FiesPrevalence found, fies_prevalence(scale.answers));
    MAHALLA_TRY(const auto estimates, question.estimates(*scale.rows, [&](ComputedEstimates& wanted) {
        add_fies_estimates(scale.answers, found, wanted);
    }));
    PlannedAnalysis plan;
    plan.tables = std::move(scale.tables);
    plan.answer = [question, scale = std::move(scale), found, estimates = estimates](const auto& told) -> Result<Json> {
        const bool is_told = is_scale_told(scale, told);
        const ToldCounts scores(told.front());
        Json json = told_by_group(*scale.rows, [&](const ToldCounts::Categories& cell, const auto& key) {
            Json figures = Json::object();
            for (const auto& [name, item] :
                 {std::pair("moderate_or_severe", fies_moderate_item), std::pair("severe", fies_severe_item)}) {
                const std::vector<double> beyond =
                    beyond_by_score(found.scale, found.equated, fies_global_standard[item]);
                ToldNumber sum = is_told ? ToldNumber(0.0) : ToldNumber::hidden();
                for (std::size_t score = 0; score < beyond.size(); ++score) {
                    ToldCounts::Categories of = cell;
                    of[score_dimension] = std::to_string(score);
                    sum = sum + ToldNumber(beyond[score]) * scores.weight(of);
                }
                question.tell(figures, name, sum / scores.weight(cell),
                              estimates ? estimates->find(name, key) : nullptr);
            }
            figures["n"] = json_of(scores.n(cell));
            return figures;
        });
        Json common = Json::array();
        for (std::size_t i = 0; i < scale.items.names.size(); ++i)
            if (found.equated.is_common[i]) common.push_back(scale.items.names[i]);
        if (is_told)
            json["equating"] = {{"scale", found.equated.scale},
                                {"shift", found.equated.shift},
                                {"common", common},
                                {"correlation", found.equated.correlation}};
        else
            json["equating"] = json_of(ToldNumber::hidden());
        json.update(told_scale(question, scale, found.scale, is_told, scores));
        return json;
    };
    return plan;
}

} // namespace mahalla
