#include "indicator/csv_table.h"

#include "base/text.h"

#include <algorithm>
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

} // namespace

Result<std::vector<CsvLine>> read_csv_lines(std::string_view text, char separator)
{
    std::vector<CsvLine> lines;
    int row = 1;
    std::size_t at = 0;
    while (at < text.size()) {
        CsvLine line;
        line.row = row;
        bool ended = false;
        while (!ended) {
            CsvCell& cell = line.cells.emplace_back();
            if (at < text.size() && text[at] == '"') {
                cell.quoted = true;
                const int opened = row;
                for (++at;; ++at) {
                    if (at >= text.size())
                        return failure(ErrorKind::Invalid,
                                       "Row " + std::to_string(opened) + ": a quotation mark is not closed.");
                    if (text[at] == '"') {
                        ++at;
                        if (at >= text.size() || text[at] != '"') break;
                    }
                    row += text[at] == '\n' ? 1 : 0;
                    cell.text += text[at];
                }
            }
            // What follows a closing quote belongs to the cell, as spreadsheet programs read it.
            const std::size_t begin = at;
            while (at < text.size() && text[at] != separator && text[at] != '\n' && text[at] != '\r') ++at;
            cell.text.append(text.substr(begin, at - begin));
            if (at < text.size() && text[at] == separator) {
                ++at;
                continue;
            }
            ended = true;
            if (at < text.size() && text[at] == '\r') ++at;
            if (at < text.size() && text[at] == '\n') ++at;
            ++row;
        }
        lines.push_back(std::move(line));
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
    auto lines = read_csv_lines(text, separator_of(text));
    if (!lines) {
        fail(problem(0, {}, "csv-quote-open", lines.error().message, "Close it, or double it inside a cell."));
        return reading;
    }
    // An empty line is no row of missing values.
    std::erase_if(*lines, [](const CsvLine& line) {
        return line.cells.size() == 1 && line.cells[0].text.empty() && !line.cells[0].quoted;
    });
    if (lines->empty()) {
        fail(problem(0, {}, "csv-empty", "The file is empty.", "Its first line names the columns."));
        return reading;
    }

    std::vector<ColumnBuilder> builders;
    std::set<std::string> names;
    const CsvLine& header = lines->front();
    if (header.cells.size() > DataTable::columns_max || lines->size() > DataTable::rows_max) {
        fail(problem(0, {}, "csv-too-large", "The table has too many rows or columns.", "Split it."));
        return reading;
    }
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        const std::string name(trimmed(header.cells[i].text));
        if (name.empty())
            fail(problem(header.row, std::to_string(i + 1), "csv-header-empty", "A column has no name.", "Name it."));
        else if (!names.insert(name).second)
            fail(problem(header.row, name, "csv-header-duplicate", "Two columns have this name.", "Rename one."));
        builders.emplace_back(name);
    }
    for (std::size_t i = 1; i < lines->size(); ++i) {
        const CsvLine& line = (*lines)[i];
        if (line.cells.size() != builders.size()) {
            fail(problem(line.row, {}, "csv-row-length",
                         "The row has " + std::to_string(line.cells.size()) + " cells, the header " +
                             std::to_string(builders.size()) + ".",
                         "Put texts that hold the separator in quotation marks."));
            if (reading.diagnostics.size() > 20) break; // one broken quote would name every row
            continue;
        }
        for (std::size_t c = 0; c < builders.size(); ++c) {
            const CsvCell& cell = line.cells[c];
            if (!cell.quoted && trimmed(cell.text) == "NA")
                builders[c].add_missing();
            else
                builders[c].add(trimmed(cell.text));
        }
    }
    if (has_errors(reading.diagnostics)) return reading;
    std::vector<Column> columns;
    for (ColumnBuilder& builder : builders) columns.push_back(builder.finish());
    auto table = DataTable::create(std::move(columns));
    if (table)
        reading.table = *std::move(table);
    else
        fail(problem(0, {}, "csv-too-large", table.error().message, "Split it."));
    return reading;
}

} // namespace mahalla
