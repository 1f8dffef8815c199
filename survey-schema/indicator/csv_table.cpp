#include "indicator/csv_table.h"

#include "base/text.h"
#include "indicator/csv_cursor.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

namespace mahalla {

namespace {

constexpr std::size_t csv_bytes_max = std::size_t{2} << 30U;

Diagnostic problem(int row, std::string column, std::string code, std::string message, std::string help)
{
    return {Severity::Error, {}, row, std::move(column), std::move(code), std::move(message), std::move(help)};
}

/// The separator that stands most often in the header, outside quotes.
char separator_of(std::string_view text)
{
    std::size_t commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n') break;
        commas += c == ',' ? 1 : 0;
        semicolons += c == ';' ? 1 : 0;
        tabs += c == '\t' ? 1 : 0;
    }
    if (semicolons > commas && semicolons >= tabs) return ';';
    return tabs > commas ? '\t' : ',';
}

/// One column while it is read: numbers as long as all values are, which most are; else texts.
class CsvColumn {
public:
    explicit CsvColumn(std::string name) : builder_(std::move(name)) {}

    void add(std::string_view value, bool is_missing)
    {
        if (is_done_) return;
        if (is_rereading_ || is_text_) {
            is_missing ? builder_.add_missing() : builder_.add(value);
            return;
        }
        if (must_reread_) return;
        if (is_missing) {
            numbers_.push_back(std::numeric_limits<double>::quiet_NaN());
        } else if (const auto number = number_of_cell(value)) {
            numbers_.push_back(*number);
            has_number_ = true;
        } else if (has_number_) {
            // What was read so far were texts as well ("1.0" is another text than "1").
            must_reread_ = true;
            numbers_ = {};
        } else {
            is_text_ = true;
            for (std::size_t row = 0; row < numbers_.size(); ++row) builder_.add_missing();
            numbers_ = {};
            builder_.add(value);
        }
    }
    bool must_reread() const { return must_reread_; }
    /// Before the file is read again: only columns that must be take part.
    void reread()
    {
        is_rereading_ = must_reread_;
        is_done_ = !must_reread_;
    }

    Column finish()
    {
        if (is_text_ || is_rereading_) return builder_.finish();
        Column column;
        column.name = builder_.name();
        column.numbers = std::move(numbers_);
        return column;
    }

private:
    ColumnBuilder builder_;
    std::vector<double> numbers_;
    bool has_number_ = false, is_text_ = false, must_reread_ = false, is_rereading_ = false, is_done_ = false;
};

/// Reads the table from its text; diagnostics say what is wrong.
class CsvTableReader {
public:
    CsvTableReader(std::string_view text, DataReading& reading)
        : text_(text), separator_(separator_of(text)), reading_(reading)
    {}

    void read()
    {
        CsvCursor cursor(text_, separator_);
        if (!read_header(cursor)) return;
        if (!read_rows(cursor)) return;
        if (has_errors(reading_.diagnostics)) return;
        if (std::any_of(columns_.begin(), columns_.end(),
                        [](const CsvColumn& column) { return column.must_reread(); })) {
            for (CsvColumn& column : columns_) column.reread();
            CsvCursor again(text_, separator_);
            (void)next_line(again);
            (void)read_rows(again);
        }
        std::vector<Column> columns;
        for (CsvColumn& column : columns_) columns.push_back(column.finish());
        auto table = DataTable::create(std::move(columns));
        if (table)
            reading_.table = *std::move(table);
        else
            fail(problem(0, {}, "csv-too-large", table.error().message, "Split it."));
    }

private:
    void fail(Diagnostic diagnostic) { reading_.diagnostics.push_back(std::move(diagnostic)); }
    void fail_open_quote(int row)
    {
        fail(problem(0, {}, "csv-quote-open", "Row " + std::to_string(row) + ": a quotation mark is not closed.",
                     "Close it, or double it inside a cell."));
    }

    /// The cells of the next line that is not empty, for the header; nothing at the end.
    std::optional<CsvLine> next_line(CsvCursor& cursor)
    {
        while (!cursor.at_end()) {
            CsvLine line;
            line.row = cursor.row();
            bool ended = false;
            while (!ended) {
                const int row = cursor.row();
                const CsvCursor::Cell cell = cursor.next();
                if (cursor.is_broken()) {
                    fail_open_quote(row);
                    return std::nullopt;
                }
                line.cells.push_back({std::string(cell.text), cell.is_quoted});
                ended = cell.ends_line;
            }
            if (!is_empty(line)) return line;
        }
        return std::nullopt;
    }
    /// An empty line is no row of missing values.
    static bool is_empty(const CsvLine& line)
    {
        return line.cells.size() == 1 && line.cells[0].text.empty() && !line.cells[0].quoted;
    }

    bool read_header(CsvCursor& cursor)
    {
        const auto header = next_line(cursor);
        if (!header) {
            if (reading_.diagnostics.empty())
                fail(problem(0, {}, "csv-empty", "The file is empty.", "Its first line names the columns."));
            return false;
        }
        if (header->cells.size() > DataTable::columns_max) {
            fail(problem(0, {}, "csv-too-large", "The table has too many rows or columns.", "Split it."));
            return false;
        }
        std::set<std::string> names;
        for (std::size_t i = 0; i < header->cells.size(); ++i) {
            const std::string name(trimmed(header->cells[i].text));
            if (name.empty())
                fail(problem(header->row, std::to_string(i + 1), "csv-header-empty", "A column has no name.",
                             "Name it."));
            else if (!names.insert(name).second)
                fail(problem(header->row, name, "csv-header-duplicate", "Two columns have this name.", "Rename one."));
            columns_.emplace_back(name);
        }
        return true;
    }

    /// Adds the rows that are left to the columns; false where reading stops.
    bool read_rows(CsvCursor& cursor)
    {
        std::size_t rows = 0;
        while (!cursor.at_end()) {
            const int row = cursor.row();
            std::size_t cells = 0;
            bool ended = false, is_empty_line = false;
            while (!ended) {
                const int cell_row = cursor.row();
                const CsvCursor::Cell cell = cursor.next();
                if (cursor.is_broken()) {
                    fail_open_quote(cell_row);
                    return false;
                }
                ended = cell.ends_line;
                is_empty_line = ended && cells == 0 && cell.text.empty() && !cell.is_quoted;
                if (is_empty_line) break;
                if (cells < columns_.size()) {
                    const std::string_view value = trimmed(cell.text);
                    columns_[cells].add(value, value.empty() || (!cell.is_quoted && value == "NA"));
                }
                ++cells;
            }
            if (is_empty_line) continue;
            if (cells != columns_.size()) {
                fail(problem(row, {}, "csv-row-length",
                             "The row has " + std::to_string(cells) + " cells, the header " +
                                 std::to_string(columns_.size()) + ".",
                             "Put texts that hold the separator in quotation marks."));
                if (reading_.diagnostics.size() > 20) return false; // one broken quote would name every row
            }
            if (++rows > DataTable::rows_max) {
                fail(problem(0, {}, "csv-too-large", "The table has too many rows or columns.", "Split it."));
                return false;
            }
        }
        return true;
    }

    std::string_view text_;
    char separator_;
    DataReading& reading_;
    std::vector<CsvColumn> columns_;
};

} // namespace

Result<std::vector<CsvLine>> read_csv_lines(std::string_view text, char separator)
{
    std::vector<CsvLine> lines;
    CsvCursor cursor(text, separator);
    while (!cursor.at_end()) {
        CsvLine& line = lines.emplace_back();
        line.row = cursor.row();
        for (bool ended = false; !ended;) {
            const int row = cursor.row();
            const CsvCursor::Cell cell = cursor.next();
            if (cursor.is_broken())
                return failure(ErrorKind::Invalid, "Row " + std::to_string(row) + ": a quotation mark is not closed.");
            line.cells.push_back({std::string(cell.text), cell.is_quoted});
            ended = cell.ends_line;
        }
    }
    return lines;
}

DataReading read_csv_table(ByteView bytes)
{
    DataReading reading;
    const auto fail = [&](Diagnostic diagnostic) { reading.diagnostics.push_back(std::move(diagnostic)); };
    if (bytes.size() > csv_bytes_max) {
        fail(problem(0, {}, "csv-too-large", "The file has more than 2 GiB.", "Split it."));
        return reading;
    }
    std::string_view text = as_text(bytes);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (!is_valid_utf8(text)) {
        fail(problem(0, {}, "csv-not-utf8", "The file is not UTF-8.",
                     "Save it as 'CSV UTF-8' in the spreadsheet program."));
        return reading;
    }
    CsvTableReader(text, reading).read();
    return reading;
}

} // namespace mahalla
