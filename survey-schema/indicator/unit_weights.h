#pragma once
#include "indicator/data_table.h"
#include "indicator/design.h"
#include "indicator/unit_design.h"

#include <optional>
#include <string>

namespace mahalla {

/// What each row of a unit of analysis stands for: the unit's own weight where `units` names one, else the design's;
/// and for persons of whom a record speaks together (`is_record_each`) times the household's size. Nothing where each
/// row stands for itself.
///
/// A household without a size counts no person. Fails with `Invalid` where a question is not among `answers`.
Result<std::optional<Column>> weights_of_unit(const DesignDefinition& design, const UnitDesign& units,
                                              const std::string& unit, bool is_record_each, const DataTable& answers);

} // namespace mahalla
