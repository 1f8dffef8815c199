#include "indicator/indicator.h"

#include "base/number.h"
#include "base/text.h"
#include "indicator/column_expression.h"
#include "indicator/definition_sheet.h"
#include "indicator/indicator_library.h"

#include <algorithm>
#include <array>
#include <set>

namespace mahalla {

namespace {

constexpr std::array<std::string_view, 7> dimensions{"economic", "food",      "health",   "environmental",
                                                     "personal", "community", "political"};

/// One row of the sheet; complaints go to `diagnostics`.
class IndicatorRow {
public:
    IndicatorRow(const DefinitionSheet& sheet, std::size_t row, Diagnostics& diagnostics)
        : sheet_(sheet), row_(row), diagnostics_(diagnostics)
    {}

    IndicatorDefinition read()
    {
        IndicatorDefinition indicator;
        const std::string name(sheet_.cell(row_, "name"));
        if (const LibraryIndicator* known = find_library_indicator(name); known && sheet_.cell(row_, "value").empty())
            indicator = known->definition;
        indicator.name = name;
        indicator.sheet_row = sheet_.row_number(row_);
        if (const auto labels = sheet_.labels(row_); !labels.empty()) indicator.labels = labels;
        take(indicator.unit_of_analysis, "unit_of_analysis");
        take(indicator.universe, "universe");
        take(indicator.value, "value");
        take(indicator.denominator, "denominator");
        take(indicator.dimension, "dimension");
        take(indicator.freedom, "freedom");
        take(indicator.sdg, "sdg");
        if (sheet_.has_column("perception")) indicator.perception = sheet_.is_yes(row_, "perception");
        if (sheet_.has_column("sensitive")) indicator.sensitive = sheet_.is_yes(row_, "sensitive");
        read_statistic(indicator);
        read_probabilities(indicator);

        if (indicator.value.empty())
            complain("value", "indicator-value-missing", "The indicator has no value.",
                     "Write an expression, or use the name of a ready indicator: " + library_names() + ".");
        if (indicator.statistic == Statistic::Ratio && indicator.denominator.empty())
            complain("denominator", "indicator-value-missing", "A ratio has a denominator.", "Write an expression.");
        if (!indicator.dimension.empty() &&
            std::find(dimensions.begin(), dimensions.end(), indicator.dimension) == dimensions.end())
            complain("dimension", "indicator-dimension-unknown", "The dimension is unknown.",
                     "Write economic, food, health, environmental, personal, community or political.");
        check_expression("value", indicator.value);
        check_expression("universe", indicator.universe);
        check_expression("denominator", indicator.denominator);
        return indicator;
    }

private:
    void take(std::string& field, std::string_view column)
    {
        if (const auto cell = sheet_.cell(row_, column); !cell.empty()) field = cell;
    }

    void read_statistic(IndicatorDefinition& indicator)
    {
        const std::string word = lower_ascii(sheet_.cell(row_, "statistic"));
        if (word.empty()) return;
        const auto statistic = statistic_of(word);
        if (statistic && *statistic != Statistic::ChiSquared)
            indicator.statistic = *statistic;
        else
            complain("statistic", "indicator-statistic-unknown", "The statistic is unknown.",
                     "Write proportion, mean, total, ratio or quantile.");
    }

    void read_probabilities(IndicatorDefinition& indicator)
    {
        for (const std::string_view word : words(sheet_.cell(row_, "probabilities"))) {
            const auto p = number_from_text(word);
            if (p && *p >= 0 && *p <= 1)
                indicator.probabilities.push_back(*p);
            else
                complain("probabilities", "indicator-statistic-unknown", "A probability lies between 0 and 1.",
                         "Write them with spaces between: 0.25 0.5 0.75.");
        }
    }

    void check_expression(std::string column, const std::string& expression)
    {
        if (expression.empty()) return;
        if (const auto names = column_names_in(expression); !names)
            complain(std::move(column), "indicator-expression-invalid", names.error().message,
                     "Questions are written ${name}.");
    }

    static std::string library_names()
    {
        std::vector<std::string> names;
        for (const LibraryIndicator& known : indicator_library()) names.push_back(known.definition.name);
        return joined(names, ", ");
    }

    void complain(std::string column, const char* code, std::string message, std::string help)
    {
        diagnostics_.push_back(
            sheet_.problem(Severity::Error, row_, std::move(column), code, std::move(message), std::move(help)));
    }

    const DefinitionSheet& sheet_;
    std::size_t row_;
    Diagnostics& diagnostics_;
};

} // namespace

std::string IndicatorDefinition::label(const std::string& language) const { return label_in(labels, language, name); }

std::vector<IndicatorDefinition> read_indicators_sheet(const ExtraSheet* sheet, Diagnostics& diagnostics)
{
    std::vector<IndicatorDefinition> indicators;
    if (!sheet) return indicators;
    const DefinitionSheet rows(*sheet);
    std::set<std::string> names;
    for (std::size_t row = 0; row < rows.row_count(); ++row) {
        if (rows.is_blank(row)) continue;
        const std::string name(rows.cell(row, "name"));
        if (name.empty()) {
            diagnostics.push_back(rows.problem(Severity::Error, row, "name", "indicator-name-missing",
                                               "The indicator has no name.", "Name it as you would a question."));
            continue;
        }
        if (!names.insert(name).second) {
            diagnostics.push_back(rows.problem(Severity::Error, row, "name", "indicator-name-duplicate",
                                               "There is another indicator of this name.", "Rename one."));
            continue;
        }
        indicators.push_back(IndicatorRow(rows, row, diagnostics).read());
    }
    return indicators;
}

} // namespace mahalla
