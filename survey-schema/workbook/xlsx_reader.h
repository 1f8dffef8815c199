#pragma once
#include "workbook/sheet_builder.h"

namespace mahalla {

/// Reads the worksheets of an Office Open XML workbook (ECMA-376) in the order of its tabs. Drawings, links, macros and
/// what the sheets say about their own size are not looked at. Fails as `read_workbook` does.
Result<void> read_xlsx(ByteView bytes, const WorkbookLimits& limits, SheetBuilder& sheets);

/// The warning that a sheet is named but not there.
Diagnostic missing_sheet(const std::string& name);

} // namespace mahalla
