#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace mahalla {

/// How a spreadsheet program shows a number: as a number or as a moment.
enum class CellFormat { Number, Moment };

/// From which day serial numbers count: 1899-12-30 (with Excel's leap day of 1900, that never was) or 1904-01-01.
enum class DateSystem { From1900, From1904 };

/// Whether a number format ("dd/mm/yyyy", "[$-409]h:mm AM/PM", "General") shows a day or a time.
CellFormat format_of_code(std::string_view number_format);
/// The same for the numbers that stand for built-in formats (ECMA-376 part 1 §18.8.30, with those of East Asian
/// versions).
CellFormat format_of_builtin(int number_format_id);

/// A number as text, whole ones without decimal point.
std::string number_cell_text(double value);
/// A serial number as ISO 8601: "2026-11-21", "08:30:00" below 1, "2026-11-21T08:30:00"; as a number where no calendar
/// has it.
std::string moment_cell_text(double serial, DateSystem system);

/// A cell's text as a workbook promises it: valid UTF-8 that XML can hold, for a form and a record are XML in the end,
/// and no-break spaces as spaces. `replaced` counts what became U+FFFD.
std::string clean_cell_text(std::string_view text, std::size_t& replaced);

} // namespace mahalla
