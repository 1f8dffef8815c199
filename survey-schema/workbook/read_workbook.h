#pragma once
#include "base/bytes.h"
#include "base/diagnostic.h"
#include "workbook/workbook.h"

#include <cstdint>

namespace mahalla {

/// What a file from outside may cost. The defaults hold every questionnaire seen, ten times over, and keep the worst
/// file within two seconds and 256 MiB.
struct WorkbookLimits {
    std::uint64_t file_bytes_max = 32u << 20;
    /// All parts of the container that are read, unpacked.
    std::uint64_t unpacked_bytes_max = 96u << 20;
    /// Unpacked to packed, for parts over 4 MiB: blank formatted rows reach 40, a bomb 1,000.
    std::uint64_t unpacked_ratio_max = 250;
    /// Places in rows that hold something, blank ones before the last included.
    std::uint64_t cells_max = 1'500'000;
    std::uint64_t text_bytes_max = 24u << 20;
    /// What the texts that cells share take in memory while an .xlsx is read, packed.
    std::uint64_t shared_text_bytes_max = 96u << 20;
    std::size_t sheets_max = 250;
    /// What a spreadsheet program itself can hold.
    int rows_max = 1'048'576;
    std::size_t columns_max = 16'384;
};

/// A workbook and what reading it noticed: an encoding that had to be guessed, bytes that were no text.
struct WorkbookReading {
    Workbook workbook;
    Diagnostics diagnostics; ///< Warnings only.
};

/// Reads .xlsx and .xlsm, .xls, .csv (pyxform's layout: the sheet's name in the first column, then its table one column
/// to the right) and Markdown tables (the same layout between bars). What a file is, its first bytes tell; between CSV
/// and Markdown, the name's extension does.
///
/// Fails with `Invalid` where the file is no workbook or exceeds `limits`, and with `Corrupt` where its container is
/// broken. Formulas, macros, links, drawings and external entities are never followed.
Result<WorkbookReading> read_workbook(ByteView bytes, std::string_view file_name, const WorkbookLimits& limits = {});

} // namespace mahalla
