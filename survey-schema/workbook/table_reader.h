#pragma once
#include "workbook/sheet_builder.h"

#include <string_view>

namespace mahalla {

/// Reads pyxform's one-file CSV: a line whose first field is a sheet's name begins that sheet; the fields after the
/// first are its table. RFC 4180 with "," or, where the first lines have more of them, ";" or tab; quoted fields may
/// span lines.
Result<void> read_delimited(std::string_view text, SheetBuilder& sheets);

/// Reads Markdown tables in the same layout: the first cell of a row between bars is the sheet's name or blank. Lines
/// that begin with "#" and rows of dashes are left out; "\|" is a bar inside a cell.
Result<void> read_markdown(std::string_view text, SheetBuilder& sheets);

} // namespace mahalla
