#include "workbook/xls_reader.h"

#include "workbook/cell_value.h"
#include "workbook/compound_file.h"
#include "workbook/xls_records.h"

#include <bit>
#include <map>
#include <optional>

namespace mahalla {

namespace {

/// Record kinds, by their names in [MS-XLS] 2.3.2.
enum Kind : std::uint16_t {
    Formula = 0x0006,
    Eof = 0x000A,
    Date1904 = 0x0022,
    FilePass = 0x002F,
    BoundSheet = 0x0085,
    MulRk = 0x00BD,
    RString = 0x00D6,
    Xf = 0x00E0,
    Sst = 0x00FC,
    LabelSst = 0x00FD,
    Number = 0x0203,
    Label = 0x0204,
    BoolErr = 0x0205,
    String = 0x0207,
    Rk = 0x027E,
    Format = 0x041E,
    Bof = 0x0809
};

struct Globals {
    XlsVersion version = XlsVersion::Biff8;
    DateSystem date_system = DateSystem::From1900;
    std::vector<std::string> strings;
    std::map<int, CellFormat> own_formats;
    std::vector<int> format_ids; ///< By the cell's XF number.
    struct Tab {
        std::string name;
        std::size_t position = 0;
    };
    std::vector<Tab> tabs;

    CellFormat format_of(std::size_t xf) const
    {
        if (xf >= format_ids.size()) return CellFormat::Number;
        const auto own = own_formats.find(format_ids[xf]);
        return own != own_formats.end() ? own->second : format_of_builtin(format_ids[xf]);
    }
    std::string number_text(double value, std::size_t xf) const
    {
        return format_of(xf) == CellFormat::Moment ? moment_cell_text(value, date_system) : number_cell_text(value);
    }
};

/// 30 bits that hold an integer or the upper half of a double, and whether it was multiplied by 100 ([MS-XLS] 2.5.217).
double rk_value(std::uint32_t rk)
{
    const double value = (rk & 2) != 0 ? static_cast<double>(static_cast<std::int32_t>(rk) >> 2)
                                       : std::bit_cast<double>(std::uint64_t{rk & ~std::uint32_t{3}} << 32);
    return (rk & 1) != 0 ? value / 100 : value;
}

const char* error_text(unsigned code)
{
    switch (code) {
    case 0x00:
        return "#NULL!";
    case 0x07:
        return "#DIV/0!";
    case 0x0F:
        return "#VALUE!";
    case 0x17:
        return "#REF!";
    case 0x1D:
        return "#NAME?";
    case 0x24:
        return "#NUM!";
    default:
        return "#N/A";
    }
}

Result<Globals> read_globals(ByteView stream, const WorkbookLimits& limits)
{
    Globals globals;
    XlsRecords records(stream, 0);
    XlsRecord record;
    constexpr std::uint16_t biff8_version = 0x0600;
    if (!records.next(record) || record.kind != Bof || record.content().size() < 4)
        return failure(ErrorKind::Corrupt,
                       "The .xls workbook cannot be read; save it as .xlsx from the spreadsheet program.");
    if (ByteReader(record.content()).u16() < biff8_version) globals.version = XlsVersion::Biff5;
    while (records.next(record) && record.kind != Eof) {
        XlsText text(record, globals.version);
        if (record.kind == FilePass)
            return failure(ErrorKind::Invalid, "The workbook is protected with a password; save a copy without it.");
        if (record.kind == Date1904 && text.u16() == 1) globals.date_system = DateSystem::From1904;
        if (record.kind == Format) {
            const int id = text.u16();
            globals.own_formats[id] =
                format_of_code(globals.version == XlsVersion::Biff8 ? text.long_text() : text.short_text());
        }
        if (record.kind == Xf) {
            text.skip(2);
            globals.format_ids.push_back(text.u16());
        }
        if (record.kind == BoundSheet) {
            const std::size_t position = text.u32();
            text.skip(1);
            if (text.u8() == 0) globals.tabs.push_back({text.short_text(), position}); // Others are charts and macros.
        }
        if (record.kind == Sst) {
            text.skip(8);
            while (!text.at_end() && globals.strings.size() < limits.cells_max)
                globals.strings.push_back(text.long_text());
        }
    }
    return globals;
}

/// The cells of one sheet; a formula's text stands in the record that follows it.
class SheetReader {
public:
    SheetReader(const Globals& globals, SheetBuilder& sheets) : globals_(globals), sheets_(sheets) {}

    Result<void> read(XlsRecords records)
    {
        XlsRecord record;
        int depth = 0;
        while (records.next(record)) {
            if (record.kind == Bof) ++depth; // A chart inside of the sheet has a beginning and an end of its own.
            if (record.kind == Eof && --depth <= 0) return {};
            if (depth != 1) continue;
            if (auto cells = read_record(record); !cells) return cells;
        }
        return {};
    }

private:
    Result<void> read_record(const XlsRecord& record)
    {
        XlsText text(record, globals_.version);
        if (record.kind == String)
            return formula_ ? put(formula_->row, formula_->column, text.long_text()) : Result<void>();
        switch (record.kind) {
        case Formula:
        case MulRk:
        case RString:
        case LabelSst:
        case Number:
        case Label:
        case BoolErr:
        case Rk:
            break;
        default:
            return {};
        }
        const unsigned row = text.u16(), column = text.u16();
        if (record.kind == MulRk) return put_several(record, row, column);
        const std::size_t xf = text.u16();
        switch (record.kind) {
        case LabelSst: {
            const std::size_t index = text.u32();
            return index < globals_.strings.size() ? put(row, column, globals_.strings[index]) : Result<void>();
        }
        case Label:
        case RString:
            return put(row, column, text.long_text());
        case Rk:
            return put(row, column, globals_.number_text(rk_value(text.u32()), xf));
        case BoolErr: {
            const unsigned value = text.u8();
            return put(row, column, text.u8() != 0 ? error_text(value) : value != 0 ? "TRUE" : "FALSE");
        }
        default:
            return put_double(record.kind, row, column, xf, text);
        }
    }

    Result<void> put_double(std::uint16_t kind, unsigned row, unsigned column, std::size_t xf, XlsText& text)
    {
        const std::uint64_t low = text.u32(), high = text.u32();
        const std::uint64_t bits = low | high << 32;
        constexpr std::uint64_t no_number = 0xFFFF; // In the upper two bytes of a formula's value.
        if (kind == Formula && bits >> 48 == no_number) {
            const unsigned value = static_cast<unsigned>(bits >> 16 & 0xFF);
            formula_ = Place{row, column};
            switch (bits & 0xFF) {
            case 1:
                return put(row, column, value != 0 ? "TRUE" : "FALSE");
            case 2:
                return put(row, column, error_text(value));
            default:
                return {};
            }
        }
        return put(row, column, globals_.number_text(std::bit_cast<double>(bits), xf));
    }

    Result<void> put_several(const XlsRecord& record, unsigned row, unsigned column)
    {
        XlsText text(record, globals_.version);
        text.skip(4);
        for (std::size_t left = record.content().size(); left >= 12; left -= 6) {
            const std::size_t xf = text.u16();
            if (auto done = put(row, column++, globals_.number_text(rk_value(text.u32()), xf)); !done) return done;
        }
        return {};
    }

    Result<void> put(unsigned row, unsigned column, std::string_view text)
    {
        return sheets_.put(static_cast<int>(row) + 1, column, text);
    }

    struct Place {
        unsigned row = 0;
        unsigned column = 0;
    };

    const Globals& globals_;
    SheetBuilder& sheets_;
    std::optional<Place> formula_;
};

} // namespace

Result<void> read_xls(ByteView bytes, const WorkbookLimits& limits, SheetBuilder& sheets)
{
    MAHALLA_TRY(const Bytes stream, read_compound_stream(bytes, {"Workbook", "Book"}));
    MAHALLA_TRY(const Globals globals, read_globals(stream, limits));
    for (const Globals::Tab& tab : globals.tabs) {
        if (auto begun = sheets.begin_sheet(tab.name); !begun) return begun;
        if (auto cells = SheetReader(globals, sheets).read(XlsRecords(stream, tab.position)); !cells) return cells;
    }
    return {};
}

} // namespace mahalla
