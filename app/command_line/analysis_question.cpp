#include "command_line/analysis_kinds.h"
#include "indicator/column_expression.h"
#include "indicator/survey_design.h"

#include <cmath>
#include <limits>

namespace mahalla {

Json json_of(const std::optional<double>& value) { return value && std::isfinite(*value) ? Json(*value) : Json(); }

NamedExpressions named_expressions(JsonObject& asked, const char* key)
{
    NamedExpressions named;
    const Json* const found = asked.find(key);
    if (found && found->is_object()) {
        for (const auto& [name, expression] : found->items()) {
            if (!expression.is_string()) asked.complain(std::string("'") + key + "' gives an expression for each name");
            named.names.push_back(name);
            named.expressions.push_back(expression.is_string() ? expression.get<std::string>() : "");
        }
    } else {
        named.names = named.expressions = asked.texts(key);
    }
    if (named.names.empty()) asked.complain(std::string("there is nothing in '") + key + "'");
    return named;
}

Result<std::vector<std::size_t>> AnalysisQuestion::rows() const
{
    if (data == nullptr) return failure(ErrorKind::Invalid, "This analysis looks at rows: name a CSV file.");
    const std::string where = asked.text("where");
    std::vector<std::size_t> rows;
    if (where.empty()) {
        for (std::size_t row = 0; row < data->row_count(); ++row) rows.push_back(row);
        return rows;
    }
    MAHALLA_TRY(const ColumnExpression expression, ColumnExpression::create(where, *data));
    MAHALLA_TRY(const std::vector<Truth> truths, expression.truths());
    for (std::size_t row = 0; row < truths.size(); ++row)
        if (truths[row] == Truth::Yes) rows.push_back(row);
    return rows;
}

Result<std::vector<std::vector<double>>> AnalysisQuestion::numbers(const std::vector<std::string>& expressions) const
{
    MAHALLA_TRY(const std::vector<std::size_t> chosen, rows());
    std::vector<std::vector<double>> columns;
    for (const std::string& text : expressions) {
        MAHALLA_TRY(const ColumnExpression expression, ColumnExpression::create(text, *data));
        MAHALLA_TRY(const std::vector<double> all, expression.numbers());
        std::vector<double>& column = columns.emplace_back();
        for (const std::size_t row : chosen) column.push_back(all[row]);
    }
    return columns;
}

Result<std::vector<std::vector<std::string>>> AnalysisQuestion::texts(const std::vector<std::string>& expressions) const
{
    MAHALLA_TRY(const std::vector<std::size_t> chosen, rows());
    std::vector<std::vector<std::string>> columns;
    for (const std::string& text : expressions) {
        MAHALLA_TRY(const ColumnExpression expression, ColumnExpression::create(text, *data));
        MAHALLA_TRY(const Column all, expression.column());
        std::vector<std::string>& column = columns.emplace_back();
        for (const std::size_t row : chosen) column.push_back(all.text(row));
    }
    return columns;
}

Result<std::vector<double>> AnalysisQuestion::weights() const
{
    const std::string weight = asked.text("weight");
    MAHALLA_TRY(const std::vector<std::size_t> chosen, rows());
    if (design != nullptr) {
        if (!weight.empty())
            return failure(ErrorKind::Invalid, "The weights are those of the design: leave 'weight' out.");
        MAHALLA_TRY(const SurveyDesign survey, SurveyDesign::create(*data, *design));
        std::vector<double> weights;
        for (const std::size_t row : chosen) weights.push_back(survey.weights()[row]);
        return weights;
    }
    if (weight.empty()) return std::vector<double>(chosen.size(), 1);
    MAHALLA_TRY(const std::vector<std::vector<double>> columns, numbers({weight}));
    for (std::size_t i = 0; i < chosen.size(); ++i)
        if (!(columns[0][i] >= 0) || std::isinf(columns[0][i]))
            return failure(ErrorKind::Invalid,
                           "The weight in row " + std::to_string(chosen[i] + 2) + " is no number from 0.");
    return columns[0];
}

Result<std::optional<EstimatesByCell>> AnalysisQuestion::estimates(
    const std::vector<std::vector<double>>& columns,
    const std::function<void(const std::vector<std::vector<double>>&, ComputedEstimates&)>& add) const
{
    if (design == nullptr) return std::nullopt;
    MAHALLA_TRY(const std::vector<std::size_t> chosen, rows());
    std::vector<std::vector<double>> whole;
    for (const std::vector<double>& column : columns) {
        std::vector<double>& spread = whole.emplace_back(data->row_count(), std::numeric_limits<double>::quiet_NaN());
        for (std::size_t i = 0; i < chosen.size(); ++i) spread[chosen[i]] = column[i];
    }
    ComputedEstimates estimates(*data, *design);
    add(whole, estimates);
    MAHALLA_TRY(EstimatesByCell found, estimates.compute());
    return found;
}

void add_precision(Json& json, const std::string& name, const Estimate* estimate)
{
    if (estimate == nullptr || !estimate->standard_error) return;
    json[name + "_se"] = json_of(estimate->standard_error);
    json[name + "_ci"] = {json_of(estimate->lower), json_of(estimate->upper)};
}

void add_precision(Json& json, const std::string& name, const std::optional<EstimatesByCell>& estimates,
                   const std::string& figure)
{
    if (estimates) add_precision(json, name, estimates->find(figure));
}

std::vector<std::int8_t> yes_or_no(const std::vector<std::vector<double>>& columns)
{
    std::vector<std::int8_t> answers;
    const std::size_t rows = columns.empty() ? 0 : columns.front().size();
    for (std::size_t row = 0; row < rows; ++row)
        for (const std::vector<double>& column : columns)
            answers.push_back(std::isnan(column[row]) ? std::int8_t{-1}
                              : column[row] != 0      ? std::int8_t{1}
                                                      : std::int8_t{0});
    return answers;
}

} // namespace mahalla
