#pragma once
#include "form/form_definition.h"

#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// A question of the form as a column of tables (record_table.h).
struct RecordColumn {
    std::string name;
    ModelIndex node = no_index;
    std::vector<ModelIndex> repeats; ///< That it stands in, the outermost first; empty for one answer a record.
};

/// All questions of the form, in document order: named as they are, and by their path with dots ("group.name") where
/// the name is taken.
std::vector<RecordColumn> record_columns(const FormDefinition& form);

/// The repeats that a node stands in, the outermost first, itself not counted.
std::vector<ModelIndex> repeats_around(const FormDefinition& form, ModelIndex index);

/// Whether every row of the unit `inner` (repeats, the outermost first, its own the last) has one answer to a question
/// that stands in the repeats `outer`.
bool has_one_answer(const std::vector<ModelIndex>& outer, const std::vector<ModelIndex>& inner);

} // namespace mahalla
