#pragma once
#include "indicator/definition_scope.h"
#include "indicator/record_columns.h"

#include <optional>
#include <set>
#include <string>

namespace mahalla {

/// Where the rows of a unit of analysis come from: a record each, or the rows of a repeat.
struct UnitRows {
    std::string repeat;              ///< Its nodeset ("/data/person"); empty for records.
    std::vector<ModelIndex> repeats; ///< From the outermost to it.
};

/// The rows that `unit` means in this form.
///
/// "household", "respondent" (the person who answers), "group", "neighbourhood" and nothing are records. The name of a
/// repeat is its rows. "person", where no repeat is called so, is the repeat in which the questions of `read` stand;
/// where all of them stand outside repeats, it is records, whose answers speak of all persons of a household. Nothing
/// where the form has no such repeat.
std::optional<UnitRows> rows_of_unit(const FormDefinition& form, const std::vector<RecordColumn>& columns,
                                     const std::string& unit, const std::set<ColumnRead>& read);

/// The names of the form's repeats, and the five words.
std::vector<std::string> unit_names(const FormDefinition& form);

} // namespace mahalla
