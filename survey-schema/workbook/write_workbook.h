#pragma once
#include "base/bytes.h"
#include "workbook/workbook.h"

namespace mahalla {

/// The workbook as .xlsx: every sheet, row and column where it stood, every cell as text. Equal workbooks give equal
/// bytes: no time, name or machine is written. Reading it gives an equal workbook.
///
/// Fails with `Invalid` where a sheet's name or place is none that a spreadsheet program allows, naming the sheet.
Result<Bytes> write_xlsx(const Workbook& workbook);

/// The workbook as Markdown tables, in pyxform's layout, made for version control: one row a line, nothing lined up and
/// no empty cells at a row's end, so that what changes in one question changes its line alone. Reading it gives the
/// same sheets; rows count from the header. A bar inside a cell is written "\|", a line break "&#10;".
std::string write_markdown(const Workbook& workbook);

} // namespace mahalla
