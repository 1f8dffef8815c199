#include "base/text.h"
#include "workbook/write_workbook.h"
#include "workbook/xlsx_parts.h"

#include <algorithm>

namespace mahalla {

namespace {

/// As wide as the longest line in a column, so that most cells are seen whole, and no wider than can be read.
std::string columns_part(const Sheet& sheet)
{
    constexpr std::size_t characters_min = 8, characters_max = 50;
    std::vector<std::size_t> widths(1, characters_min);
    for (const SheetRow& row : sheet.rows) {
        widths.resize(std::max(widths.size(), row.cells.size()), characters_min);
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            for (const std::string_view line : split(row.cells[i], '\n'))
                widths[i] = std::clamp(to_code_points(line.substr(0, 8 * characters_max)).size() + 2, widths[i],
                                       std::max(widths[i], characters_max));
    }
    std::string xml = "<cols>";
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        xml += "<col min=\"" + number + "\" max=\"" + number + "\" width=\"" + std::to_string(widths[i]) +
               "\" customWidth=\"1\"/>";
    }
    return xml + "</cols>";
}

std::string sheet_part(const Sheet& sheet)
{
    std::string xml = xlsx_sheet_begin(columns_part(sheet));
    for (const SheetRow& row : sheet.rows) {
        const std::string number = std::to_string(row.number);
        xml += "<row r=\"" + number + "\">";
        for (std::size_t column = 0; column < row.cells.size(); ++column) {
            if (row.cells[column].empty()) continue;
            const char* style = &row == &sheet.rows.front() ? " s=\"1\"" : "";
            xml += "<c r=\"" + xlsx_column(column) + number + "\"" + style +
                   " t=\"inlineStr\"><is><t xml:space=\"preserve\">" + xlsx_text(row.cells[column]) + "</t></is></c>";
        }
        xml += "</row>";
    }
    return xml.append(xlsx_sheet_end);
}

} // namespace

Result<Bytes> write_xlsx(const Workbook& workbook)
{
    std::vector<std::string> names;
    for (const Sheet& sheet : workbook.sheets) names.push_back(sheet.name);
    if (auto fit = check_sheet_names(names); !fit) return tl::unexpected(fit.error());
    std::vector<ZipPart> parts = xlsx_package_parts(names, XlsxStyles::TextOnly);
    for (std::size_t i = 0; i < workbook.sheets.size(); ++i)
        parts.push_back({xlsx_sheet_part_name(i), sheet_part(workbook.sheets[i])});
    return write_zip(parts);
}

} // namespace mahalla
