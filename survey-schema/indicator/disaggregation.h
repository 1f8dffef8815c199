#pragma once
#include "base/diagnostic.h"
#include "form/form_settings.h"
#include "indicator/library_use.h"

#include <map>
#include <optional>
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
    std::vector<DisaggregationCategory> categories; ///< In the sheet's order; none: choice_categories.h.
    std::optional<LibraryUse> library;              ///< Its value may read what this instrument computes.
    int sheet_row = 0;
};

/// The column in which tables of units have the group of each row; no question has such a name.
std::string column_of_group(const std::string& disaggregation);

/// Reads the sheet `disaggregation`: a row with a `value` begins one; rows with the same `name` and no value add its
/// categories (columns category, label, parent). A row with the name of a disaggregation of the library and no value
/// gets the library's, with its categories. No sheet gives none.
///
/// What can be told without the form is reported here (docs/diagnostics.md); `check_definitions` compares with the
/// form.
std::vector<DisaggregationDefinition> read_disaggregation_sheet(const ExtraSheet* sheet, Diagnostics& diagnostics);

} // namespace mahalla
