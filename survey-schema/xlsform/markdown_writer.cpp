#include "xlsform/write_workbook.h"

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
    if (out.starts_with(' ')) out.replace(0, 1, "&#32;");
    if (out.ends_with(' ')) out.replace(out.size() - 1, 1, "&#32;");
    return out;
}

std::string written_row(const SheetRow& row, const std::vector<std::size_t>& widths)
{
    std::string line = "|";
    for (std::size_t column = 0; column < widths.size(); ++column) {
        const std::string cell = written_cell(row.cell(column));
        line += " | " + cell + std::string(widths[column] - std::min(widths[column], to_code_points(cell).size()), ' ');
    }
    return line + " |\n";
}

/// Columns are lined up as far as a screen reaches; longer texts stand over.
std::vector<std::size_t> column_widths(const Sheet& sheet)
{
    constexpr std::size_t characters_max = 30;
    std::vector<std::size_t> widths;
    for (const SheetRow& row : sheet.rows) {
        widths.resize(std::max(widths.size(), row.cells.size()));
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            widths[i] =
                std::max(widths[i], std::min(characters_max, to_code_points(written_cell(row.cells[i])).size()));
    }
    return widths;
}

} // namespace

std::string write_markdown(const Workbook& workbook)
{
    std::string out;
    for (const Sheet& sheet : workbook.sheets) {
        out += "| " + written_cell(sheet.name) + " |\n";
        const std::vector<std::size_t> widths = column_widths(sheet);
        int next = sheet.rows.empty() ? 1 : sheet.rows.front().number;
        for (const SheetRow& row : sheet.rows) {
            for (; next < row.number; ++next) out += "| | |\n";
            out += written_row(row, widths);
            ++next;
        }
        out += '\n';
    }
    return out;
}

} // namespace mahalla
