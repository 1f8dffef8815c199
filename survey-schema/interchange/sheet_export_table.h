#pragma once
#include "base/diagnostic.h"
#include "interchange/export_table.h"
#include "workbook/file_opener.h"

#include <memory>
#include <string_view>

namespace mahalla {

/// The sheets of a workbook's file as tables; those without a row below the header are left out.
///
/// An .xlsx is read row by row, each sheet on its own, in the memory of a row and of the texts that its cells share
/// (workbook/shared_texts.h); .xls, whose sheets end at 65,536 rows, and what is no spreadsheet program's file are read
/// whole, up to 128 MiB. A sheet that is named but not there is a warning. Fails with `Invalid` where the file is no
/// workbook or holds more than can be read, where a sheet's rows do not follow each other, naming sheet and row; with
/// `Corrupt` where the container is broken; and as the file does.
Result<std::vector<std::unique_ptr<ExportTable>>> open_sheet_tables(const FileOpener& file, std::string_view file_name,
                                                                    Diagnostics& diagnostics);

} // namespace mahalla
