#include "interchange/record_csv.h"

#include "interchange/csv_cell.h"
#include "interchange/memory_folder.h"

namespace mahalla {

namespace {

constexpr std::size_t block_bytes = std::size_t{64} << 10U;

/// One file with the lines that wait to be written together.
struct CsvFile {
    std::unique_ptr<DiskWriter> writer;
    std::string pending;

    Result<void> write()
    {
        auto written = writer->write(as_bytes(pending));
        pending.clear();
        return written;
    }
};

bool holds_words(SheetColumnKind kind)
{
    return kind != SheetColumnKind::Tick && kind != SheetColumnKind::Place && kind != SheetColumnKind::Key &&
           kind != SheetColumnKind::ParentKey;
}

} // namespace

Result<void> write_record_csv(const FormDefinition& form, const SheetLayout& layout, RecordSource& records,
                              ExportFolder& folder)
{
    const std::vector<RecordSheet> sheets = record_sheets(form, layout);
    std::vector<CsvFile> files(sheets.size());
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        MAHALLA_TRY(files[i].writer, folder.create(sheets[i].name + ".csv"));
        CsvLineWriter header;
        for (const SheetColumn& column : sheets[i].columns) header.add(column.name, CsvContent::Words);
        files[i].pending = header.take();
    }
    RecordRows rows(form, sheets);
    const auto add_line = [&](std::size_t sheet, const std::vector<RecordCell>& cells) -> Result<void> {
        CsvLineWriter line;
        for (std::size_t i = 0; i < cells.size(); ++i)
            line.add(cells[i].text,
                     holds_words(sheets[sheet].columns[i].kind) ? CsvContent::Words : CsvContent::Figure);
        files[sheet].pending += line.take();
        return files[sheet].pending.size() < block_bytes ? Result<void>() : files[sheet].write();
    };
    if (auto begun = records.restart(); !begun) return begun;
    for (;;) {
        MAHALLA_TRY(const Record* record, records.next());
        if (record == nullptr) break;
        if (auto visited = rows.visit(*record, add_line); !visited) return visited;
    }
    for (CsvFile& file : files) {
        if (auto written = file.write(); !written) return written;
        if (auto finished = file.writer->finish(); !finished) return finished;
    }
    return {};
}

std::vector<ExportedFile> write_record_csv(const FormDefinition& form, std::span<const Record> records)
{
    RecordsInMemory source(records);
    MemoryFolder folder;
    // Memory refuses nothing.
    static_cast<void>(write_record_csv(form, {}, source, folder));
    return folder.take();
}

} // namespace mahalla
