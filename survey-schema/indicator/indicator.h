#pragma once
#include "base/diagnostic.h"
#include "form/form_settings.h"
#include "indicator/table.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// Something a survey measures, as the author of the questionnaire defined it: the expressions are those of the form,
/// over the columns of a `DataTable`; `${name}` and `name` mean the same.
struct IndicatorDefinition {
    std::string name;
    std::map<std::string, std::string> labels;  ///< By language; "" where the sheet's column names none.
    std::string unit_of_analysis = "household"; ///< "household", or the name of a repeat.
    std::string universe;                       ///< Whom it concerns; empty for everybody.
    std::string value;
    std::string denominator; ///< Of a ratio.
    Statistic statistic = Statistic::Proportion;
    std::vector<double> probabilities; ///< Of a quantile.
    std::string dimension;             ///< economic, food, health, environmental, personal, community, political.
    std::string freedom;               ///< from fear, from want, dignity.
    std::string sdg;                   ///< The target: "2.1".
    bool perception = false;           ///< What people feel, not what is observed.
    bool sensitive = false;            ///< That nobody, or everybody, of a group has it is itself a disclosure.
    int sheet_row = 0;

    /// In `language`, else in none, else the first there is, else the name.
    std::string label(const std::string& language) const;
};

/// Reads the sheet `indicators`. A row whose `value` is empty and whose `name` is that of the library
/// (indicator_library.h) gets the library's definition. No sheet gives none.
///
/// Errors: indicator-name-missing, indicator-name-duplicate, indicator-value-missing, indicator-statistic-unknown,
/// indicator-dimension-unknown, indicator-expression-invalid.
std::vector<IndicatorDefinition> read_indicators_sheet(const ExtraSheet* sheet, Diagnostics& diagnostics);

} // namespace mahalla
