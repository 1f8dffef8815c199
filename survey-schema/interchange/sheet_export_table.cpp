#include "interchange/sheet_export_table.h"

#include "base/text.h"

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

} // namespace

std::vector<std::unique_ptr<ExportTable>> sheet_tables(Workbook workbook)
{
    std::vector<std::unique_ptr<ExportTable>> tables;
    for (Sheet& sheet : workbook.sheets)
        if (sheet.rows.size() > 1) tables.push_back(std::make_unique<SheetExportTable>(std::move(sheet)));
    return tables;
}

} // namespace mahalla
