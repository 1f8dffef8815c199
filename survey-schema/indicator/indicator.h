#pragma once
#include "base/diagnostic.h"
#include "form/form_settings.h"
#include "indicator/alert_thresholds.h"
#include "indicator/index_definition.h"
#include "indicator/library_use.h"
#include "indicator/table.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// How values of households become the value of their neighbourhood, or of members that of their group.
enum class Aggregate { Mean, Sum, Minimum, Maximum, AreaPhase };

/// Something a survey measures, as the author of the questionnaire defined it: the expressions are those of the form,
/// over the columns of a `DataTable`; `${name}` and `name` mean the same.
struct IndicatorDefinition {
    std::string name;
    std::map<std::string, std::string> labels; ///< By language; "" where the sheet's column names none.
    /// "household", "person", "respondent", "group", "neighbourhood", or the name of a repeat (unit_of_analysis.h).
    std::string unit_of_analysis = "household";
    std::string universe; ///< Whom it concerns; empty for everybody.
    std::string value;
    std::string denominator; ///< Of a ratio.
    Statistic statistic = Statistic::Proportion;
    std::vector<double> probabilities; ///< Of a quantile.
    std::string dimension;             ///< economic, food, health, environmental, personal, community, political.
    std::string freedom;               ///< from fear, from want, dignity.
    std::string sdg;                   ///< The target: "2.1".
    bool perception = false;           ///< What people feel, not what is observed.
    bool sensitive = false;            ///< That nobody, or everybody, of a group has it is itself a disclosure.
    std::optional<LibraryUse> library; ///< Its expressions may read what this instrument computes.
    std::optional<IndexDefinition> index;
    std::optional<Aggregate> aggregate; ///< Of the units group and neighbourhood.
    std::optional<AlertThresholds> alert;
    int sheet_row = 0;

    /// In `language`, else in none, else the first there is, else the name.
    std::string label(const std::string& language) const;
};

/// Reads the sheet `indicators`. A row with the name of an indicator of the library (indicator_library.h) and no value
/// gets the library's definition; the row's own cells go before. A row with an instrument in the column `library` may
/// read what that computes. No sheet gives none.
///
/// What can be told without the form is reported here (docs/diagnostics.md); `check_definitions` compares with the
/// form.
std::vector<IndicatorDefinition> read_indicators_sheet(const ExtraSheet* sheet, Diagnostics& diagnostics);

} // namespace mahalla
