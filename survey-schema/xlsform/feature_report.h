#pragma once
#include "xlsform/xlsform_table.h"

#include <span>

namespace mahalla {

/// Reports what a workbook uses and this program does not: each feature once, at the first place, with the number of
/// rows, however long the workbook is.
///
/// Warnings: `feature-kept` where it is known and kept, with what the person will see instead; `appearance-unknown`,
/// `appearance-misplaced`, `body-class-unknown` for words that mean nothing (or nothing there); `column-unused` for
/// columns that say nothing on the rows where they are filled in; `parameter-unused` for types that take none.
/// Parameters that a type does not know are errors of the reader.
void report_features(std::span<const XlsformTable* const> tables, Findings& findings);

} // namespace mahalla
