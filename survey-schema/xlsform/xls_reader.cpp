#include "xlsform/xls_reader.h"

#include "xlsform/cell_value.h"

#include <freexl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace mahalla {

namespace {

/// The library opens files by name only. A file without a name in memory, reached through the process's own table of
/// open files, gives it one, and the workbook touches no disk.
class MemoryFile {
public:
    explicit MemoryFile(ByteView bytes) : descriptor_(memfd_create("workbook", MFD_CLOEXEC))
    {
        while (descriptor_ >= 0 && !bytes.empty()) {
            const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
            if (count <= 0) return;
            bytes = bytes.subspan(static_cast<std::size_t>(count));
        }
        complete_ = descriptor_ >= 0;
    }
    ~MemoryFile()
    {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    bool is_complete() const { return complete_; }
    std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_ = -1;
    bool complete_ = false;
};

class OpenWorkbook {
public:
    explicit OpenWorkbook(const std::string& path)
    {
        if (freexl_open(path.c_str(), &handle_) != FREEXL_OK) close();
    }
    ~OpenWorkbook() { close(); }
    OpenWorkbook(const OpenWorkbook&) = delete;
    OpenWorkbook& operator=(const OpenWorkbook&) = delete;

    bool is_open() const { return handle_ != nullptr; }
    const void* handle() const { return handle_; }

private:
    void close()
    {
        if (handle_ != nullptr) freexl_close(handle_);
        handle_ = nullptr;
    }

    const void* handle_ = nullptr;
};

/// The library gives days and moments as text of its own: "2026-11-21 08:30:00" has a blank where ISO 8601 has "T".
std::string moment_text(std::string text)
{
    if (text.size() > 10 && text[10] == ' ') text[10] = 'T';
    if (text.ends_with("T00:00:00")) text.resize(10);
    return text;
}

std::string cell_text(const FreeXL_CellValue& cell)
{
    switch (cell.type) {
    case FREEXL_CELL_INT:
        return std::to_string(cell.value.int_value);
    case FREEXL_CELL_DOUBLE:
        return number_cell_text(cell.value.double_value);
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
        return cell.value.text_value;
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME:
        return moment_text(cell.value.text_value);
    default:
        return {};
    }
}

Result<void> read_active_sheet(const void* workbook, SheetBuilder& sheets)
{
    unsigned rows = 0;
    unsigned short columns = 0;
    if (freexl_worksheet_dimensions(workbook, &rows, &columns) != FREEXL_OK) return {};
    for (unsigned row = 0; row < rows; ++row) {
        for (unsigned short column = 0; column < columns; ++column) {
            FreeXL_CellValue cell;
            if (freexl_get_cell_value(workbook, row, column, &cell) != FREEXL_OK) continue;
            const std::string text = cell_text(cell);
            if (text.empty()) continue;
            if (auto put = sheets.put(static_cast<int>(row) + 1, column, text); !put) return put;
        }
    }
    return {};
}

} // namespace

Result<void> read_xls(ByteView bytes, SheetBuilder& sheets)
{
    const MemoryFile file(bytes);
    if (!file.is_complete()) return failure(ErrorKind::Unavailable, "There is not enough memory to read the workbook.");
    const OpenWorkbook workbook(file.path());
    unsigned count = 0;
    if (!workbook.is_open() || freexl_get_info(workbook.handle(), FREEXL_BIFF_SHEET_COUNT, &count) != FREEXL_OK)
        return failure(ErrorKind::Corrupt,
                       "The .xls workbook cannot be read; save it as .xlsx from the spreadsheet program.");
    for (unsigned index = 0; index < count; ++index) {
        const char* name = nullptr;
        const auto sheet = static_cast<unsigned short>(index);
        if (freexl_get_worksheet_name(workbook.handle(), sheet, &name) != FREEXL_OK || name == nullptr) continue;
        if (freexl_select_active_worksheet(workbook.handle(), sheet) != FREEXL_OK) continue;
        if (auto begun = sheets.begin_sheet(name); !begun) return begun;
        if (auto cells = read_active_sheet(workbook.handle(), sheets); !cells) return cells;
    }
    return {};
}

} // namespace mahalla
