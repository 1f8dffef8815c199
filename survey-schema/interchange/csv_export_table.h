#pragma once
#include "base/diagnostic.h"
#include "interchange/export_table.h"
#include "workbook/file_opener.h"

#include <memory>

namespace mahalla {

/// Opens a CSV file (RFC 4180; commas, semicolons or tabs, as the header has them) to be read row by row in the memory
/// of one, whatever its length.
///
/// Apostrophes that our own export put in front of what looks like a formula are taken away (csv_cell.h).
/// UTF-8 with and without mark, Windows-1252 and Windows-1256 are told apart by a first pass (workbook/text_stream.h);
/// that a code page was guessed is a warning, encoding-guessed. UTF-16
/// is taken up to 64 MiB. Fails with `Invalid` where the file is empty, a quote is not closed or a row has more than
/// 16 MiB or 16,384 cells, naming the row; and as the file does.
Result<std::unique_ptr<ExportTable>> open_csv_table(std::string name, const FileOpener& opener,
                                                    Diagnostics& diagnostics);

} // namespace mahalla
