#include "command_line/fragment_sheet.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

/// `label::English (en)` however it is written: `Label :English (en)`, `label::english (EN)`.
std::string plain_header(std::string_view header)
{
    const std::size_t colon = header.find(':');
    std::string plain = lower_ascii(trimmed(header.substr(0, colon)));
    std::replace(plain.begin(), plain.end(), ' ', '_');
    if (colon == std::string_view::npos) return plain;
    std::string_view language = header.substr(colon);
    while (!language.empty() && (language.front() == ':' || is_white(language.front()))) language.remove_prefix(1);
    return plain + "::" + std::string(trimmed(language));
}

std::size_t position_of(Workbook& workbook, const char* name, const std::vector<std::string>& header)
{
    for (std::size_t i = 0; i < workbook.sheets.size(); ++i) {
        Sheet& sheet = workbook.sheets[i];
        if (!equal_ignoring_ascii_case(trimmed(sheet.name), name)) continue;
        if (sheet.rows.empty()) sheet.rows.push_back({1, header});
        return i;
    }
    workbook.sheets.push_back({name, {{1, header}}});
    return workbook.sheets.size() - 1;
}

} // namespace

FragmentSheet::FragmentSheet(Workbook& workbook, const char* name, const std::vector<std::string>& header)
    : workbook_(workbook), position_(position_of(workbook, name, header))
{}

std::optional<std::size_t> FragmentSheet::find_column(std::string_view name) const
{
    const std::vector<std::string>& header = sheet().rows.front().cells;
    const std::string plain = plain_header(name);
    for (std::size_t i = 0; i < header.size(); ++i)
        if (plain_header(header[i]) == plain) return i;
    return std::nullopt;
}

std::size_t FragmentSheet::column(const std::string& name)
{
    if (const auto found = find_column(name)) return *found;
    sheet().rows.front().cells.push_back(name);
    return sheet().rows.front().cells.size() - 1;
}

std::string_view FragmentSheet::cell(std::size_t row, std::string_view name) const
{
    const auto place = find_column(name);
    return place ? trimmed(sheet().rows[row].cell(*place)) : std::string_view();
}

std::optional<std::size_t> FragmentSheet::find(std::string_view name, std::string_view text) const
{
    for (std::size_t row = 1; row < sheet().rows.size(); ++row)
        if (cell(row, name) == text) return row;
    return std::nullopt;
}

void FragmentSheet::insert(std::size_t position, const std::vector<Cells>& rows)
{
    std::vector<SheetRow> made;
    int number = sheet().rows[position - 1].number;
    for (const Cells& cells : rows) {
        SheetRow& row = made.emplace_back();
        row.number = ++number;
        for (const auto& [name, text] : cells) {
            if (text.empty()) continue;
            const std::size_t place = column(name);
            if (row.cells.size() <= place) row.cells.resize(place + 1);
            row.cells[place] = text;
        }
    }
    for (std::size_t i = position; i < sheet().rows.size(); ++i)
        sheet().rows[i].number += static_cast<int>(rows.size());
    sheet().rows.insert(sheet().rows.begin() + static_cast<std::ptrdiff_t>(position), made.begin(), made.end());
}

} // namespace mahalla
