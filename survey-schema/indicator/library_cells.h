#pragma once
#include "indicator/definition_sheet.h"
#include "indicator/indicator_library.h"

#include <optional>

namespace mahalla {

/// Reads the columns `library`, `mapping` and `codes` of a row: which instrument a definition uses, what its names are
/// in this form (`fcs_staples=${q12}; fcs_when_missing=0`), what the form's codes mean to it (`a_lot=3;
/// no_answer=refused`). Nothing where none of the three is filled in. `otherwise` is the instrument of a row that takes
/// a definition of the library by its name.
///
/// Errors: library-instrument-unknown, library-mapping-invalid, library-codes-invalid.
std::optional<LibraryUse> read_library_cells(const DefinitionSheet& sheet, std::size_t row,
                                             const IndicatorLibrary& library,
                                             const std::optional<LibraryUse>& otherwise, Diagnostics& diagnostics);

} // namespace mahalla
