#pragma once
#include "base/diagnostic.h"
#include "form/form_settings.h"

#include <map>
#include <string>
#include <vector>

namespace mahalla {

struct DisaggregationCategory {
    std::string code;
    std::map<std::string, std::string> labels; ///< By language.
    std::string parent;                        ///< The code of the category above (district to province); else empty.
};

/// A way of looking at everybody by group: sex, age group, disability, displacement status, area.
struct DisaggregationDefinition {
    std::string name;
    std::map<std::string, std::string> labels;
    std::string value; ///< An expression whose value is a category's code. A missing value is in no group.
    std::vector<DisaggregationCategory> categories; ///< In the sheet's order; none: those the data have.
    int sheet_row = 0;
};

/// Reads the sheet `disaggregation`: a row with a `value` begins one; rows with the same `name` and no value add its
/// categories (columns category, label, parent). No sheet gives none.
///
/// Errors: disaggregation-name-missing, disaggregation-value-missing, disaggregation-category-duplicate,
/// disaggregation-parent-unknown, disaggregation-expression-invalid.
std::vector<DisaggregationDefinition> read_disaggregation_sheet(const ExtraSheet* sheet, Diagnostics& diagnostics);

} // namespace mahalla
