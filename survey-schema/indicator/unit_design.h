#pragma once
#include "base/diagnostic.h"
#include "form/form_settings.h"
#include "indicator/missing_codes.h"

#include <map>
#include <string>

namespace mahalla {

/// What the sheet `design` says of units of analysis: how many each row of one stands for, which records make one up,
/// and which answers mean that there is none. Names are those of questions.
struct UnitDesign {
    /// By unit ("person", the name of a repeat): the question that holds its own weight, where it has one.
    std::map<std::string, std::string> weights;
    std::string household_size; ///< How many persons a household's answer speaks of.
    /// By "group" or "neighbourhood": the question whose answer names it. Without it each record is one.
    std::map<std::string, std::string> names;
    MissingCodes codes;

    /// The question that holds the unit's own weight; empty where it has none.
    std::string weight_of(const std::string& unit) const;
    std::string name_of_unit(const std::string& unit) const;
};

/// Reads these settings of the sheet `design`: `weight.UNIT`, `household_size`, `group`, `neighbourhood`; `dont_know`,
/// `refused`, `not_applicable` with codes of choices, and the same with `_numbers` behind for questions for a number.
/// Others belong to `read_design_sheet`. No sheet says nothing.
///
/// Errors: design-value-invalid.
UnitDesign read_unit_design(const ExtraSheet* sheet, Diagnostics& diagnostics);

/// Whether `setting` is one of those above.
bool is_unit_setting(std::string_view setting);

} // namespace mahalla
