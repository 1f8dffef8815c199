#include "indicator/indicator.h"

#include "base/number.h"
#include "base/text.h"
#include "indicator/column_expression.h"
#include "indicator/definition_words.h"
#include "indicator/library_cells.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace mahalla {

namespace {

constexpr std::array<std::string_view, 20> columns{
    "name",        "unit_of_analysis", "universe",   "value",   "statistic",
    "denominator", "probabilities",    "dimension",  "freedom", "sdg",
    "perception",  "sensitive",        "alert",      "library", "mapping",
    "codes",       "aggregate",        "components", "cutoff",  "measure"};

/// Statistics of single cells; tests and comparisons between cells are not published.
constexpr std::array<std::string_view, 5> statistics{"proportion", "mean", "total", "ratio", "quantile"};

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
        const IndicatorLibrary& library = IndicatorLibrary::shipped();
        const bool has_own_value = !sheet_.cell(row_, "value").empty() || !sheet_.cell(row_, "components").empty();
        if (const LibraryIndicator* known = library.find_indicator(name); known && !has_own_value)
            indicator = known->definition;
        indicator.library = read_library_cells(sheet_, row_, library, indicator.library, diagnostics_);
        indicator.name = name;
        indicator.sheet_row = sheet_.row_number(row_);
        for (const auto& [language, words] : sheet_.labels(row_)) indicator.labels[language] = words;
        take(indicator.unit_of_analysis, "unit_of_analysis");
        take(indicator.universe, "universe");
        take(indicator.value, "value");
        take(indicator.denominator, "denominator");
        take_word(indicator.dimension, "dimension", security_dimensions(), "indicator-dimension-unknown");
        take_word(indicator.freedom, "freedom", freedoms(), "indicator-freedom-unknown");
        take(indicator.sdg, "sdg");
        for (const auto& [column, field] :
             {std::pair("perception", &indicator.perception), std::pair("sensitive", &indicator.sensitive)})
            if (const auto said = sheet_.yes_or_no(row_, column, diagnostics_)) *field = *said;
        read_statistic(indicator);
        read_probabilities(indicator);
        read_index(indicator);
        read_aggregate(indicator);
        read_alert(indicator);
        check(indicator);
        return indicator;
    }

private:
    void take(std::string& field, std::string_view column)
    {
        if (const auto cell = sheet_.cell(row_, column); !cell.empty()) field = cell;
    }

    void take_word(std::string& field, const char* column, const std::vector<std::string>& allowed, const char* code)
    {
        const std::string word = lower_ascii(collapsed(sheet_.cell(row_, column)));
        if (word.empty()) return;
        field = word;
        if (std::find(allowed.begin(), allowed.end(), word) != allowed.end()) return;
        complain(column, code, "The " + std::string(column) + " '" + word + "' is unknown.",
                 "Write one of: " + joined(allowed, ", ") + ".");
    }

    void read_statistic(IndicatorDefinition& indicator)
    {
        const std::string word = lower_ascii(sheet_.cell(row_, "statistic"));
        if (word.empty() || word == "index") return;
        const auto statistic = statistic_of(word);
        if (statistic && std::find(statistics.begin(), statistics.end(), word) != statistics.end())
            indicator.statistic = *statistic;
        else
            complain("statistic", "indicator-statistic-unknown", "The statistic '" + word + "' is unknown.",
                     "Write proportion, mean, total, ratio, quantile or index.");
    }

    void read_probabilities(IndicatorDefinition& indicator)
    {
        const auto cell = sheet_.cell(row_, "probabilities");
        if (!cell.empty()) indicator.probabilities.clear();
        for (const std::string_view word : words(cell)) {
            const auto p = number_from_text(word);
            if (p && *p >= 0 && *p <= 1)
                indicator.probabilities.push_back(*p);
            else
                complain("probabilities", "indicator-probability-invalid", "A probability lies between 0 and 1.",
                         "Write them with spaces between: 0.25 0.5 0.75.");
        }
        if (!cell.empty() && indicator.statistic != Statistic::Quantile)
            warn("probabilities", "indicator-cell-unused", "Only a quantile has probabilities.",
                 "Write quantile as the statistic, or empty the cell.");
    }

    void read_index(IndicatorDefinition& indicator)
    {
        const bool is_index = lower_ascii(sheet_.cell(row_, "statistic")) == "index";
        const auto components = sheet_.cell(row_, "components");
        if (!is_index && components.empty()) {
            for (const char* column : {"cutoff", "measure"})
                if (!sheet_.cell(row_, column).empty())
                    warn(column, "indicator-cell-unused", "Only an index has a " + std::string(column) + ".",
                         "Write index as the statistic, and its components.");
            return;
        }
        const auto parts = read_index_components(components);
        if (!parts || !is_index)
            return complain(is_index ? "components" : "statistic", "indicator-index-invalid",
                            "An index has indicators with weights above 0 as its components.",
                            "Write index as the statistic, and name indicators: food_poor=1; in_debt=0.5.");
        indicator.index = IndexDefinition{*parts, std::nullopt, IndexMeasure::Score};
        if (const auto cutoff = sheet_.cell(row_, "cutoff"); !cutoff.empty()) {
            const auto share = number_from_text(cutoff);
            if (!share || !(*share > 0 && *share <= 1))
                complain("cutoff", "indicator-index-invalid",
                         "The cut-off is a share of the weights above 0, at most 1.", "Write 0.333 for a third.");
            else
                indicator.index->cutoff = *share, indicator.index->measure = IndexMeasure::AdjustedHeadcount;
        }
        if (const std::string word = lower_ascii(sheet_.cell(row_, "measure")); !word.empty()) {
            const auto measure = index_measure_of(word);
            if (!measure || (*measure != IndexMeasure::Score && !indicator.index->cutoff))
                complain("measure", "indicator-index-invalid", "The measure is unknown, or has no cut-off.",
                         "Write score, headcount, intensity or adjusted_headcount; the last three need a cutoff.");
            else
                indicator.index->measure = *measure;
        }
        switch (indicator.index->measure) {
        case IndexMeasure::Headcount:
            indicator.statistic = Statistic::Proportion;
            break;
        case IndexMeasure::Intensity:
            indicator.statistic = Statistic::Ratio;
            break;
        case IndexMeasure::Score:
        case IndexMeasure::AdjustedHeadcount:
            indicator.statistic = Statistic::Mean;
            break;
        }
    }

    void read_aggregate(IndicatorDefinition& indicator)
    {
        const std::string word = lower_ascii(sheet_.cell(row_, "aggregate"));
        if (word.empty()) return;
        if (word == "mean")
            indicator.aggregate = Aggregate::Mean;
        else if (word == "sum")
            indicator.aggregate = Aggregate::Sum;
        else if (word == "min")
            indicator.aggregate = Aggregate::Minimum;
        else if (word == "max")
            indicator.aggregate = Aggregate::Maximum;
        else if (word == "area_phase")
            indicator.aggregate = Aggregate::AreaPhase;
        else
            return complain("aggregate", "indicator-aggregate-invalid",
                            "'" + word + "' does not make one value of many.",
                            "Write mean, sum, min, max or area_phase.");
        if (indicator.unit_of_analysis != "group" && indicator.unit_of_analysis != "neighbourhood")
            warn("aggregate", "indicator-cell-unused", "Only groups and neighbourhoods are made of several records.",
                 "Write group or neighbourhood as the unit of analysis, or empty the cell.");
    }

    void read_alert(IndicatorDefinition& indicator)
    {
        const auto cell = sheet_.cell(row_, "alert");
        if (cell.empty()) return;
        indicator.alert = read_alert_thresholds(cell);
        if (!indicator.alert)
            complain("alert", "indicator-alert-invalid", "The thresholds are not three numbers that rise or fall.",
                     "Write watch=0.1 alert=0.2 emergency=0.4.");
    }

    void check(const IndicatorDefinition& indicator)
    {
        if (indicator.value.empty() && !indicator.index) {
            const auto nearest = nearest_word(indicator.name, IndicatorLibrary::shipped().indicator_names());
            complain("value", "indicator-value-missing",
                     "The indicator has no value, and the library has none called '" + indicator.name + "'.",
                     nearest ? "Write an expression, or is '" + *nearest + "' meant?"
                             : "Write an expression, or a name that `mahalla indicator list` shows.");
        }
        if (indicator.statistic == Statistic::Ratio && indicator.denominator.empty() && !indicator.index)
            complain("denominator", "indicator-value-missing", "A ratio has a denominator.", "Write an expression.");
        if (indicator.statistic != Statistic::Ratio && !indicator.denominator.empty())
            warn("denominator", "indicator-cell-unused", "Only a ratio has a denominator.",
                 "Write ratio as the statistic, or empty the cell.");
        if (!indicator.sdg.empty() && !is_sdg_target(indicator.sdg))
            complain("sdg", "indicator-sdg-unknown",
                     "'" + indicator.sdg + "' is no target of the Sustainable Development Goals.",
                     "Write the target's number: 2.1, 16.b.");
        check_expression("value", indicator.value);
        check_expression("universe", indicator.universe);
        check_expression("denominator", indicator.denominator);
    }

    void check_expression(std::string column, const std::string& expression)
    {
        if (expression.empty()) return;
        if (const auto names = column_names_in(expression); !names)
            complain(std::move(column), "indicator-expression-invalid", names.error().message,
                     "Questions are written ${name}.");
    }

    void complain(std::string column, const char* code, std::string message, std::string help)
    {
        diagnostics_.push_back(
            sheet_.problem(Severity::Error, row_, std::move(column), code, std::move(message), std::move(help)));
    }
    void warn(std::string column, const char* code, std::string message, std::string help)
    {
        diagnostics_.push_back(
            sheet_.problem(Severity::Warning, row_, std::move(column), code, std::move(message), std::move(help)));
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
    rows.report_unknown_columns(columns, diagnostics);
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
                                               "There is another indicator '" + name + "'.", "Rename one."));
            continue;
        }
        indicators.push_back(IndicatorRow(rows, row, diagnostics).read());
    }
    return indicators;
}

} // namespace mahalla
