#include "workbook/write_workbook.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

/// What the reader undoes: a line break would end the row, a bar the cell.
std::string written_cell(std::string_view text)
{
    std::string out = replaced_all(text, "&#", "&#38;#");
    out = replaced_all(replaced_all(out, "\r", "&#13;"), "\n", "&#10;");
    out = replaced_all(out, "|", "\\|");
    // Blanks at the ends would be taken for the table's own.
    const auto escaped = [](char blank) { return blank == ' ' ? "&#32;" : "&#9;"; };
    if (!out.empty() && is_white(out.front())) out.replace(0, 1, escaped(out.front()));
    if (!out.empty() && is_white(out.back())) out.replace(out.size() - 1, 1, escaped(out.back()));
    return out;
}

/// Markdown draws a line under a table's head with dashes; a row of nothing else would be taken for it.
bool looks_like_a_line(const SheetRow& row)
{
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [](const std::string& cell) { return cell.find_first_not_of("-: ") == std::string::npos; });
}

std::string written_row(const SheetRow& row)
{
    const bool is_line = looks_like_a_line(row);
    std::string line = "|";
    for (const std::string& cell : row.cells) {
        std::string written = written_cell(cell);
        if (is_line) written = replaced_all(written, "-", "&#45;");
        line += written.empty() ? std::string(" |") : " | " + written;
    }
    return line + " |\n";
}

} // namespace

std::string write_markdown(const Workbook& workbook)
{
    std::string out;
    for (const Sheet& sheet : workbook.sheets) {
        out += "| " + written_cell(sheet.name) + " |\n";
        int next = sheet.rows.empty() ? 1 : sheet.rows.front().number;
        for (const SheetRow& row : sheet.rows) {
            for (; next < row.number; ++next) out += "| | |\n";
            out += written_row(row);
            ++next;
        }
        out += '\n';
    }
    return out;
}

} // namespace mahalla
