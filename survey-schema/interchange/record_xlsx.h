#pragma once
#include "interchange/export_folder.h"
#include "interchange/record_sheet.h"
#include "interchange/record_source.h"

namespace mahalla {

/// Records as one workbook: a sheet of households, and one for each repeat with `PARENT_KEY` and `KEY`, as ODK names
/// the columns; choices of several apart as 1 and 0 where `layout` says so; and a sheet "columns" with each column's
/// label and the labels of its codes.
///
/// Numbers are numbers and dates are dates; what a number would not hold as it was written ("007", 20 digits) stays
/// text, and so do times and moments, for a spreadsheet knows no time zone. Words are text, never formulas.
///
/// One pass a sheet, the memory of one record. Fails with `Invalid` beyond what a workbook holds
/// (workbook/xlsx_stream.h) and as the source and the folder do. Holds answers: only for readers of records.
Result<void> write_record_xlsx(const FormDefinition& form, const SheetLayout& layout, RecordSource& records,
                               ExportFolder& folder);

} // namespace mahalla
