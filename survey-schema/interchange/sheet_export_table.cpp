#include "interchange/sheet_export_table.h"

#include "base/text.h"
#include "interchange/xlsx_export_table.h"
#include "workbook/read_workbook.h"
#include "workbook/xlsx_book.h"
#include "workbook/xlsx_reader.h"

namespace mahalla {

namespace {

class SheetExportTable final : public ExportTable {
public:
    explicit SheetExportTable(Sheet sheet) : sheet_(std::move(sheet))
    {
        for (const std::string& cell : sheet_.rows.front().cells) header_.emplace_back(trimmed(cell));
    }
    const std::string& name() const override { return sheet_.name; }
    const std::vector<std::string>& header() const override { return header_; }
    Result<void> restart() override
    {
        at_ = 1;
        return {};
    }
    Result<bool> next(ExportRow& row) override
    {
        if (at_ >= sheet_.rows.size()) return false;
        row.number = sheet_.rows[at_].number;
        row.cells = sheet_.rows[at_].cells;
        ++at_;
        return true;
    }

private:
    const Sheet sheet_;
    std::vector<std::string> header_;
    std::size_t at_ = 1;
};

std::vector<std::unique_ptr<ExportTable>> sheet_tables(Workbook workbook)
{
    std::vector<std::unique_ptr<ExportTable>> tables;
    for (Sheet& sheet : workbook.sheets)
        if (sheet.rows.size() > 1) tables.push_back(std::make_unique<SheetExportTable>(std::move(sheet)));
    return tables;
}

/// Of a workbook whose rows are not held: what it unpacks to costs time, not memory, and it is passed several times.
WorkbookLimits streamed_limits()
{
    WorkbookLimits limits;
    limits.unpacked_bytes_max = std::uint64_t{64} << 30U;
    limits.cells_max = 100'000'000;
    return limits;
}

/// Larger than a questionnaire may be.
WorkbookLimits whole_limits()
{
    WorkbookLimits limits;
    limits.file_bytes_max = 128U << 20U;
    limits.cells_max = 30'000'000;
    limits.text_bytes_max = 512U << 20U;
    return limits;
}

Result<std::vector<std::unique_ptr<ExportTable>>> open_xlsx_tables(const FileOpener& file, Diagnostics& diagnostics)
{
    const WorkbookLimits limits = streamed_limits();
    MAHALLA_TRY(ZipArchive archive, ZipArchive::open(file, limits));
    MAHALLA_TRY(const auto book, XlsxBook::open(std::move(archive), limits));
    std::vector<std::unique_ptr<ExportTable>> tables;
    for (const XlsxBook::SheetPart& sheet : book->sheets()) {
        if (sheet.part.empty()) {
            diagnostics.push_back(missing_sheet(sheet.name));
            continue;
        }
        MAHALLA_TRY(auto table, XlsxExportTable::open(book, with_valid_utf8(sheet.name), sheet.part));
        if (table) tables.push_back(std::move(table));
    }
    return tables;
}

Result<Bytes> read_all(DiskReader& reader, Bytes bytes, std::uint64_t bytes_max)
{
    for (;;) {
        MAHALLA_TRY(const Bytes block, reader.read(std::size_t{1} << 20U));
        if (block.empty()) return bytes;
        bytes.insert(bytes.end(), block.begin(), block.end());
        if (bytes.size() > bytes_max)
            return failure(ErrorKind::Invalid, "The file is larger than what is read of its kind; save each of its "
                                               "sheets as CSV (UTF-8), which is read row by row.");
    }
}

} // namespace

Result<std::vector<std::unique_ptr<ExportTable>>> open_sheet_tables(const FileOpener& file, std::string_view file_name,
                                                                    Diagnostics& diagnostics)
{
    constexpr std::string_view container_mark = "PK\x03\x04";
    MAHALLA_TRY(const auto reader, file());
    MAHALLA_TRY(Bytes beginning, reader->read(container_mark.size()));
    if (as_text(beginning) == container_mark) return open_xlsx_tables(file, diagnostics);
    const WorkbookLimits limits = whole_limits();
    MAHALLA_TRY(const Bytes bytes, read_all(*reader, std::move(beginning), limits.file_bytes_max));
    MAHALLA_TRY(auto reading, read_workbook(bytes, file_name, limits));
    for (Diagnostic& diagnostic : reading.diagnostics) diagnostics.push_back(std::move(diagnostic));
    return sheet_tables(std::move(reading.workbook));
}

} // namespace mahalla
