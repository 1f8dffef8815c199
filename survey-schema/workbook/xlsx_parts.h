#pragma once
#include "workbook/zip_archive.h"

#include <string>
#include <vector>

namespace mahalla {

/// What every .xlsx of ours is made of (ECMA-376), whether it is written at once or row by row.

/// A text as XML, with what XML cannot hold escaped as spreadsheet programs do.
std::string xlsx_text(std::string_view text);
/// "A", "B"… "AA" for the columns from 0.
std::string xlsx_column(std::size_t column);
/// Fails with `Invalid` where a name is none that a spreadsheet program allows, or two are the same, naming it.
Result<void> check_sheet_names(const std::vector<std::string>& sheets);

/// "xl/worksheets/sheet1.xml" for the sheet 0.
std::string xlsx_sheet_part_name(std::size_t sheet);
/// What stands before the rows of a sheet; `columns` is the element with their widths, or nothing.
std::string xlsx_sheet_begin(const std::string& columns);
inline constexpr std::string_view xlsx_sheet_end = "</sheetData></worksheet>";

/// Which looks of cells the parts know. By number: 0 text in as many lines as it needs, 1 the header; with numbers also
/// 2 a number, 3 a day.
enum class XlsxStyles { TextOnly, WithNumbers };

/// The parts of a workbook besides its sheets: kinds of content, relationships, names of the sheets, styles.
std::vector<ZipPart> xlsx_package_parts(const std::vector<std::string>& sheets, XlsxStyles styles);

} // namespace mahalla
