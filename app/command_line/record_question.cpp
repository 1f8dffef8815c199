#include "command_line/record_question.h"

#include "form/form_definition.h"
#include "indicator/column_expression.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace mahalla {

namespace {

/// The definition's categories in their order, then those that only the data have; the lowest level of a hierarchy.
Dimension dimension_of(const DisaggregationDefinition& definition, const Column& column, const std::string& language)
{
    Dimension dimension = specification_of({}, {definition}, language).dimensions.front();
    dimension.parents.clear();
    const std::size_t rows = column.kind == ColumnKind::Text ? column.texts.size() : column.numbers.size();
    std::vector<std::string> found;
    for (std::size_t row = 0; row < rows; ++row)
        if (!column.is_missing(row)) found.push_back(column.text(row));
    std::ranges::sort(found);
    for (const std::string& category : found)
        if (std::ranges::find(dimension.categories, category) == dimension.categories.end())
            dimension.categories.push_back(category);
    return dimension;
}

} // namespace

std::vector<Dimension> AnalysedRows::dimensions() const
{
    std::vector<Dimension> made;
    for (const CountedBy& group : groups) made.push_back(group.dimension);
    return made;
}

std::vector<ToldCounts::Categories> AnalysedRows::cells() const
{
    std::vector<ToldCounts::Categories> cells{{}};
    for (const CountedBy& group : groups) {
        std::vector<ToldCounts::Categories> finer;
        for (const ToldCounts::Categories& cell : cells) {
            finer.push_back(cell);
            for (const std::string& category : group.dimension.categories) {
                finer.push_back(cell);
                finer.back()[group.dimension.name] = category;
            }
        }
        cells = std::move(finer);
    }
    cells.erase(cells.begin()); // everybody
    return cells;
}

std::vector<std::string> AnalysedRows::key_of(const ToldCounts::Categories& cell) const
{
    std::vector<std::string> key;
    for (const CountedBy& group : groups) {
        const auto category = cell.find(group.dimension.name);
        key.push_back(category == cell.end() ? total_category : category->second);
    }
    return key;
}

RecordQuestion::RecordQuestion(JsonObject& object, const AnalysedForm& of_form, const RecordAnalysisSetting& by_setting,
                               std::string id)
    : asked(object), form(of_form), setting(by_setting), id_(std::move(id)), unit_(asked.text("unit"))
{
    if (unit_.empty()) unit_ = "household";
}

const IndicatorDefinition* RecordQuestion::indicator(const std::string& name) const
{
    const auto found = std::ranges::find(form.definitions.indicators, name, &IndicatorDefinition::name);
    return found == form.definitions.indicators.end() ? nullptr : &*found;
}

DisaggregationDefinition RecordQuestion::group_by(const std::string& name) const
{
    const auto found = std::ranges::find(form.definitions.disaggregations, name, &DisaggregationDefinition::name);
    if (found != form.definitions.disaggregations.end()) return *found;
    DisaggregationDefinition question;
    question.name = name;
    question.value = name;
    return question;
}

Result<std::shared_ptr<const AnalysedRows>> RecordQuestion::rows(std::vector<std::string> expressions,
                                                                 const std::vector<std::string>& by) const
{
    const std::string where = asked.text("where"), weight = asked.text("weight");
    for (const std::string* expression : {&where, &weight})
        if (!expression->empty()) expressions.push_back(*expression);
    bool is_sensitive = false;
    for (const std::string& expression : expressions) {
        MAHALLA_TRY(const std::vector<std::string> names, column_names_in(expression));
        for (const std::string& name : names)
            if (const IndicatorDefinition* named = indicator(name); named && named->sensitive) is_sensitive = true;
    }
    UnitReading reading{unit(), std::move(expressions), {}};
    for (const std::string& name : by) reading.by.push_back(group_by(name));
    const IndicatorSetting definitions{*form.form.definition, form.definitions.indicators, form.definitions.design,
                                       form.definitions.units};
    MAHALLA_TRY(UnitTable table, make_unit_table(definitions, form.definitions.disaggregations,
                                                 std::span<const FlatRecord>(form.records.records), reading));
    if (!weight.empty()) {
        if (!table.design.weight.empty())
            return failure(ErrorKind::Invalid,
                           "The weights are those of the questionnaire's design: leave 'weight' out.");
        MAHALLA_TRY(const ColumnExpression expression, ColumnExpression::create(weight, table.data));
        Column column;
        column.name = "the weight asked for";
        MAHALLA_TRY(column.numbers, expression.numbers());
        std::vector<Column> columns(table.data.columns().begin(), table.data.columns().end());
        columns.push_back(std::move(column));
        table.design.weight = columns.back().name;
        MAHALLA_TRY(table.data, DataTable::create(std::move(columns)));
    }
    auto made = std::make_shared<AnalysedRows>(AnalysedRows{std::move(table), {}, {}, {}, is_sensitive});
    made->is_within.assign(made->table.data.row_count(), true);
    if (!where.empty()) {
        MAHALLA_TRY(const ColumnExpression expression, ColumnExpression::create(where, made->table.data));
        MAHALLA_TRY(const std::vector<Truth> truths, expression.truths());
        for (std::size_t row = 0; row < truths.size(); ++row) made->is_within[row] = truths[row] == Truth::Yes;
    }
    for (const DisaggregationDefinition& group : reading.by) {
        made->group_columns.push_back(column_of_group(group.name));
        MAHALLA_TRY(const Column* column, made->table.data.column(made->group_columns.back()));
        made->groups.push_back({dimension_of(group, *column, setting.language), *column});
    }
    return std::shared_ptr<const AnalysedRows>(std::move(made));
}

Result<std::vector<std::vector<double>>> RecordQuestion::numbers(const AnalysedRows& rows,
                                                                 const std::vector<std::string>& expressions) const
{
    std::vector<std::vector<double>> columns;
    for (const std::string& text : expressions) {
        MAHALLA_TRY(const ColumnExpression expression, ColumnExpression::create(text, rows.table.data));
        MAHALLA_TRY(std::vector<double> column, expression.numbers());
        for (std::size_t row = 0; row < column.size(); ++row)
            if (!rows.is_within[row]) column[row] = std::numeric_limits<double>::quiet_NaN();
        columns.push_back(std::move(column));
    }
    return columns;
}

Result<std::vector<std::vector<std::string>>> RecordQuestion::texts(const AnalysedRows& rows,
                                                                    const std::vector<std::string>& expressions) const
{
    std::vector<std::vector<std::string>> columns;
    for (const std::string& text : expressions) {
        MAHALLA_TRY(const ColumnExpression expression, ColumnExpression::create(text, rows.table.data));
        MAHALLA_TRY(const Column all, expression.column());
        std::vector<std::string>& column = columns.emplace_back(rows.table.data.row_count());
        for (std::size_t row = 0; row < column.size(); ++row)
            if (rows.is_within[row]) column[row] = all.text(row);
    }
    return columns;
}

Result<PlannedTable> RecordQuestion::counts(const AnalysedRows& rows, std::vector<CountedBy> by) const
{
    by.insert(by.end(), rows.groups.begin(), rows.groups.end());
    std::set<std::string> names;
    for (const CountedBy& counted : by)
        if (!names.insert(counted.dimension.name).second)
            return failure(ErrorKind::Invalid, "'" + counted.dimension.name + "' is counted by twice.");
    MAHALLA_TRY(Table table, CountTable::create(rows.table.data, rows.table.design, std::move(by), id_, unit()));
    // Rows of one unit and domain; which of them an analysis leaves out because an answer is missing, `protect` sees by
    // the counts.
    const CountedRows counted{form.form.reference.id + "\n" + unit() + "\ncounted by categories", asked.text("where")};
    return PlannedTable{{std::move(table), counted}, &form, rows.is_sensitive};
}

Result<PlannedTable> RecordQuestion::indicator_table(const std::string& name, const std::vector<std::string>& by) const
{
    auto made = make_table(*form.form.definition, form.definitions, form.records, {name, by}, setting.language);
    // A name that is not defined is a mistake in the specification, not something the data lack.
    if (!made && made.error().kind == ErrorKind::NotFound) return failure(ErrorKind::Invalid, made.error().message);
    if (!made) return tl::unexpected(made.error());
    Table table = *std::move(made);
    const ReleaseQuestionnaire questionnaire{form.form.reference.id, form.form.reference.version,
                                             form.form.hash.text()};
    const CountedRows counted =
        counted_rows(questionnaire, {}, table.unit, definition_of(*indicator(name), table.id, setting.language));
    return PlannedTable{{std::move(table), counted}, &form, indicator(name)->sensitive};
}

Result<std::optional<EstimatesByCell>>
RecordQuestion::estimates(const AnalysedRows& rows, const std::function<void(ComputedEstimates&)>& add) const
{
    if (!rows.table.design.describes_population()) return std::nullopt;
    ComputedEstimates estimates(rows.table.data, rows.table.design, rows.group_columns, rows.dimensions());
    add(estimates);
    MAHALLA_TRY(EstimatesByCell found, estimates.compute());
    return found;
}

void RecordQuestion::tell(Json& json, const std::string& name, const ToldNumber& figure, const Estimate* estimate) const
{
    json[name] = json_of(figure);
    if (!figure.value() || estimate == nullptr || !estimate->standard_error) return;
    const auto told = [&](const std::optional<double>& value) {
        return value && !is_exact() ? std::optional(std::round(*value * 1000) / 1000) : value;
    };
    json[name + "_se"] = json_of(told(estimate->standard_error));
    json[name + "_ci"] = {json_of(told(estimate->lower)), json_of(told(estimate->upper))};
}

Json RecordQuestion::rounded(std::optional<double> coefficient) const
{
    if (coefficient && !is_exact()) coefficient = std::round(*coefficient * 100) / 100;
    return json_of(coefficient);
}

ToldNumber RecordQuestion::few_or_many(std::uint64_t count) const
{
    if (!is_exact() && count > 0 && count < form.definitions.policy.threshold_for(unit())) return ToldNumber::hidden();
    return static_cast<double>(count);
}

const char* RecordQuestion::basis() const
{
    return form.definitions.design.describes_population() ? "of the population" : "of those interviewed";
}

Json json_of(const ToldNumber& number)
{
    if (number.is_hidden()) return {{"mark", name_of(MarkReason::Confidential)}};
    return json_of(number.value());
}

const PublishedFigure* told_figure(const PublishedTableContent& table, const std::vector<std::string>& key)
{
    const auto cell = std::ranges::find(table.cells, key, &PublishedCell::key);
    return cell == table.cells.end() || !cell->figure ? nullptr : &*cell->figure;
}

Json told_by_group(const AnalysedRows& rows,
                   const std::function<Json(const ToldCounts::Categories&, const std::vector<std::string>&)>& figures)
{
    Json json = figures({}, rows.key_of({}));
    if (rows.groups.empty()) return json;
    json["groups"] = Json::array();
    for (const ToldCounts::Categories& cell : rows.cells()) {
        Json group = {{"cell", cell}};
        group.update(figures(cell, rows.key_of(cell)));
        json["groups"].push_back(std::move(group));
    }
    return json;
}

} // namespace mahalla
