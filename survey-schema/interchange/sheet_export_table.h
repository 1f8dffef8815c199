#pragma once
#include "interchange/export_table.h"
#include "workbook/workbook.h"

#include <memory>

namespace mahalla {

/// The sheets of a workbook as tables; those without a row below the header are left out.
std::vector<std::unique_ptr<ExportTable>> sheet_tables(Workbook workbook);

} // namespace mahalla
