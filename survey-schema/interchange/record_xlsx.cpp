#include "interchange/record_xlsx.h"

#include "base/date.h"
#include "base/number.h"
#include "workbook/xlsx_stream.h"

namespace mahalla {

namespace {

/// The number a text stands for, where nothing of it is lost on the way back.
std::optional<double> faithful_number(const std::string& text)
{
    const std::optional<double> number = number_from_text(text);
    if (!number) return std::nullopt;
    const std::string again = number_to_text(*number);
    // A decimal is written with its point: "89.0".
    return again == text || again + ".0" == text ? number : std::nullopt;
}

XlsxCell cell_of(SheetColumnKind kind, const RecordCell& cell)
{
    if (cell.text.empty()) return {};
    switch (kind) {
    case SheetColumnKind::Whole:
    case SheetColumnKind::Decimal:
    case SheetColumnKind::Tick:
    case SheetColumnKind::Place:
        if (const auto number = faithful_number(cell.text)) return *number;
        break;
    case SheetColumnKind::Day:
        if (const auto day = date_from_text(cell.text)) return XlsxDay{days_since_epoch(*day)};
        break;
    case SheetColumnKind::Words:
    case SheetColumnKind::Code:
    case SheetColumnKind::Clock:
    case SheetColumnKind::Moment:
    case SheetColumnKind::Key:
    case SheetColumnKind::ParentKey:
        break;
    }
    return std::string_view(cell.text);
}

Result<void> write_columns_sheet(const std::vector<RecordSheet>& sheets, XlsxStream& book)
{
    if (auto begun = book.begin_sheet("columns", {"sheet", "column", "label", "code", "code_label"}); !begun)
        return begun;
    for (const RecordSheet& sheet : sheets)
        for (const SheetColumn& column : sheet.columns) {
            const XlsxCell start[] = {std::string_view(sheet.name), std::string_view(column.name),
                                      std::string_view(column.label)};
            if (auto added = book.add_row(start); !added) return added;
            if (!column.choices || column.kind != SheetColumnKind::Code) continue;
            for (const LabelledChoice& choice : *column.choices) {
                const XlsxCell row[] = {std::string_view(sheet.name),
                                        std::string_view(column.name),
                                        {},
                                        std::string_view(choice.value),
                                        std::string_view(choice.label)};
                if (auto added = book.add_row(row); !added) return added;
            }
        }
    return {};
}

} // namespace

Result<void> write_record_xlsx(const FormDefinition& form, const SheetLayout& layout, RecordSource& records,
                               ExportFolder& folder)
{
    const std::vector<RecordSheet> sheets = record_sheets(form, layout);
    RecordRows rows(form, sheets);
    MAHALLA_TRY(const auto file, folder.create(sheets.front().name + ".xlsx"));
    XlsxStream book(*file);
    std::vector<XlsxCell> cells;
    const auto add_row = [&](std::size_t sheet, const std::vector<RecordCell>& texts) {
        cells.clear();
        for (std::size_t i = 0; i < texts.size(); ++i)
            cells.push_back(cell_of(sheets[sheet].columns[i].kind, texts[i]));
        return book.add_row(cells);
    };
    for (std::size_t sheet = 0; sheet < sheets.size(); ++sheet) {
        std::vector<std::string> header;
        for (const SheetColumn& column : sheets[sheet].columns) header.push_back(column.name);
        if (auto begun = book.begin_sheet(sheets[sheet].name, header); !begun) return begun;
        if (auto begun = records.restart(); !begun) return begun;
        for (;;) {
            MAHALLA_TRY(const Record* record, records.next());
            if (record == nullptr) break;
            if (auto visited = rows.visit(*record, add_row, sheet); !visited) return visited;
        }
    }
    if (auto written = write_columns_sheet(sheets, book); !written) return written;
    if (auto finished = book.finish(); !finished) return finished;
    return file->finish();
}

} // namespace mahalla
