#include "workbook/xlsx_reader.h"

#include "workbook/xlsx_book.h"
#include "workbook/xlsx_cells.h"

namespace mahalla {

Diagnostic missing_sheet(const std::string& name)
{
    return {Severity::Warning,
            name,
            0,
            "",
            "sheet-missing",
            "The workbook names this sheet but does not hold it.",
            "Save the workbook again from the spreadsheet program."};
}

Result<void> read_xlsx(ByteView bytes, const WorkbookLimits& limits, SheetBuilder& sheets)
{
    MAHALLA_TRY(ZipArchive archive, ZipArchive::open(bytes, limits));
    MAHALLA_TRY(const auto book, XlsxBook::open(std::move(archive), limits));
    for (const XlsxBook::SheetPart& sheet : book->sheets()) {
        if (sheet.part.empty()) {
            sheets.diagnostics().push_back(missing_sheet(sheet.name));
            continue;
        }
        if (auto begun = sheets.begin_sheet(sheet.name); !begun) return begun;
        MAHALLA_TRY(const auto cells, XlsxCells::open(book, sheet.part));
        SheetCell cell;
        for (;;) {
            MAHALLA_TRY(const bool is_there, cells->next(cell));
            if (!is_there) break;
            if (auto put = sheets.put(cell.row, cell.column, cell.text); !put) return put;
        }
    }
    return {};
}

} // namespace mahalla
