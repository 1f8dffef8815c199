#pragma once
#include "workbook/sheet_builder.h"

namespace mahalla {

/// Reads the worksheets of a binary workbook (.xls, Excel 5 to 2003, [MS-XLS]). Fails as `read_workbook` does.
Result<void> read_xls(ByteView bytes, const WorkbookLimits& limits, SheetBuilder& sheets);

} // namespace mahalla
