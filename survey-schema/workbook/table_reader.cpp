#include "workbook/table_reader.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

/// Rows of one file become sheets: both layouts share the rule of the first cell.
class SheetRows {
public:
    explicit SheetRows(SheetBuilder& sheets) : sheets_(sheets) {}

    /// Takes one row with the name's cell first. The row after a name is row 1 of its sheet.
    Result<void> add(const std::vector<std::string>& cells)
    {
        const std::string_view name = cells.empty() ? std::string_view() : trimmed(cells[0]);
        if (!name.empty()) {
            if (auto begun = sheets_.begin_sheet(name); !begun) return begun;
            row_ = 0;
        }
        const bool blank = std::all_of(cells.begin() + (cells.empty() ? 0 : 1), cells.end(),
                                       [](const std::string& cell) { return trimmed(cell).empty(); });
        // Blank lines before the header belong to no table; later ones keep the numbers of those that follow.
        if (blank && row_ == 0) return {};
        ++row_;
        for (std::size_t i = 1; i < cells.size(); ++i) {
            if (trimmed(cells[i]).empty()) continue;
            if (!sheets_.has_sheet())
                return failure(
                    ErrorKind::Invalid,
                    "The first column must name the sheet (survey, choices, settings) before its table begins.");
            if (auto put = sheets_.put(row_, i - 1, cells[i]); !put) return put;
        }
        return {};
    }

private:
    SheetBuilder& sheets_;
    int row_ = 0;
};

char separator_of(std::string_view text)
{
    constexpr std::size_t looked_at_bytes = 4096;
    const std::string_view head = text.substr(0, looked_at_bytes);
    const auto count = [&](char c) { return std::count(head.begin(), head.end(), c); };
    if (count('\t') > count(',') && count('\t') > count(';')) return '\t';
    return count(';') > count(',') ? ';' : ',';
}

/// What `write_markdown` wrote for characters that would end a cell or a row.
std::string restored_cell(std::string_view cell)
{
    std::string text = replaced_all(trimmed(cell), "\\|", "|");
    if (text.find("&#") == std::string::npos) return text;
    text = replaced_all(replaced_all(replaced_all(text, "&#32;", " "), "&#9;", "\t"), "&#45;", "-");
    return replaced_all(replaced_all(replaced_all(text, "&#10;", "\n"), "&#13;", "\r"), "&#38;", "&");
}

/// Adds a cell to a row. Blank ones beyond the last column a sheet can hold are left out, so that a line of millions of
/// separators takes no room; what is not blank there is kept for `SheetBuilder` to refuse.
void add_cell(std::vector<std::string>& cells, std::string cell, const SheetBuilder& sheets)
{
    if (cells.size() <= sheets.columns_max() || !trimmed(cell).empty()) cells.push_back(std::move(cell));
}

/// "|---|:--:|": the line between a table's head and body in other dialects. A single dash is an answer.
bool is_separator(std::string_view inside)
{
    bool has_dashes = false;
    while (!inside.empty()) {
        const std::size_t bar = std::min(inside.find('|'), inside.size());
        std::string_view cell = trimmed(inside.substr(0, bar));
        inside.remove_prefix(std::min(bar + 1, inside.size()));
        if (cell.empty()) continue;
        if (cell.starts_with(':')) cell.remove_prefix(1);
        if (cell.ends_with(':')) cell.remove_suffix(1);
        if (cell.size() < 2 || cell.find_first_not_of('-') != std::string_view::npos) return false;
        has_dashes = true;
    }
    return has_dashes;
}

/// The cells between the first and the last bar; nothing for a line that is no table row.
std::vector<std::string> markdown_cells(std::string_view line, const SheetBuilder& sheets)
{
    const std::size_t first = line.find('|'), last = line.rfind('|');
    if (first == std::string_view::npos || first == last || !trimmed(line.substr(0, first)).empty()) return {};
    const std::string_view inside = line.substr(first + 1, last - first - 1);
    if (is_separator(inside)) return {};
    std::vector<std::string> cells;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= inside.size(); ++i) {
        if (i < inside.size() && (inside[i] != '|' || (i > 0 && inside[i - 1] == '\\'))) continue;
        add_cell(cells, restored_cell(inside.substr(start, i - start)), sheets);
        start = i + 1;
    }
    return cells;
}

} // namespace

Result<void> read_delimited(std::string_view text, SheetBuilder& sheets)
{
    const char separator = separator_of(text);
    SheetRows rows(sheets);
    std::vector<std::string> cells;
    std::string cell;
    bool quoted = false, any = false;
    const auto end_cell = [&] {
        add_cell(cells, std::move(cell), sheets);
        cell.clear();
    };
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const bool at_end = i == text.size();
        if (at_end && quoted)
            return failure(ErrorKind::Invalid, "A quoted field is not closed before the end of the file.");
        const char c = at_end ? '\n' : text[i];
        if (quoted) {
            if (c != '"')
                cell += c;
            else if (i + 1 < text.size() && text[i + 1] == '"')
                cell += text[++i];
            else
                quoted = false;
        } else if (c == '"' && cell.empty()) {
            quoted = any = true;
        } else if (c == separator) {
            any = true;
            end_cell();
        } else if (c == '\n' || c == '\r') {
            if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
            if (!any && cell.empty() && at_end) break;
            end_cell();
            if (auto added = rows.add(cells); !added) return added;
            cells.clear();
            any = false;
        } else {
            cell += c;
        }
    }
    return {};
}

Result<void> read_markdown(std::string_view text, SheetBuilder& sheets)
{
    SheetRows rows(sheets);
    for (const std::string_view line : split(text, '\n')) {
        const std::string_view row = trimmed(line);
        if (row.empty() || row[0] == '#') continue;
        const std::vector<std::string> cells = markdown_cells(row, sheets);
        if (cells.empty()) continue;
        if (auto added = rows.add(cells); !added) return added;
    }
    return {};
}

} // namespace mahalla
