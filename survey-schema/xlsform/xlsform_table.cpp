#include "xlsform/xlsform_table.h"

#include "base/text.h"
#include "xlsform/repairs.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr int blank_rows_max = 60;
constexpr std::size_t columns_max = 500;
/// How many doubled columns are read where that is mended: each costs a look at every row.
constexpr std::size_t doubled_columns_max = 50;

std::vector<std::string> trimmed_parts(std::string_view text, std::string_view delimiter)
{
    std::vector<std::string> parts;
    for (;;) {
        const std::size_t end = text.find(delimiter);
        parts.emplace_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + delimiter.size());
    }
}

/// "bind:jr:constraintMsg" has three colons' parts but two meanings: "jr" belongs to the word after it.
std::vector<std::string> with_prefix_joined(std::vector<std::string> parts)
{
    const auto prefix = std::find(parts.begin(), parts.end(), "jr");
    if (prefix == parts.end() || prefix + 1 == parts.end()) return parts;
    *prefix += ":" + *(prefix + 1);
    parts.erase(prefix + 1);
    return parts;
}

/// The steps are pyxform's, so that a header means here what it means there.
std::vector<std::string> column_path(const std::string& header, bool sheet_has_double_colons, const ColumnNames& names)
{
    const auto is_plain_name = [&](const std::string& word) {
        return names.known.contains(word) && !names.aliases.contains(word);
    };
    if (is_plain_name(header)) return {header};
    const std::string whole = snake_case(header);
    if (is_plain_name(whole)) return {whole};

    // Single colons conflict with namespace prefixes ("jr:count"): they separate only where no header has double ones.
    std::vector<std::string> path = sheet_has_double_colons || header.find("::") != std::string::npos
                                        ? trimmed_parts(header, "::")
                                        : with_prefix_joined(trimmed_parts(header, ":"));
    const std::string first = snake_case(path.front());
    if (const auto alias = names.aliases.find(first); alias != names.aliases.end()) {
        path.erase(path.begin());
        path.insert(path.begin(), alias->second.begin(), alias->second.end());
    } else if (names.known.contains(first)) {
        path.front() = first;
    } else if (path.size() == 1) {
        path.front() = std::string(trimmed(header));
    }
    return path;
}

/// What is done about a doubled column: how it is read from now on, and which rows of it are left out.
std::string doubled_column_said(const Sheet& sheet, const TableColumn& first, std::size_t doubled)
{
    std::vector<std::string> rows;
    bool more = false;
    for (std::size_t i = 1; i < sheet.rows.size(); ++i) {
        const std::string_view kept = trimmed(sheet.rows[i].cell(first.index)),
                               other = trimmed(sheet.rows[i].cell(doubled));
        if (kept.empty() || other.empty() || kept == other) continue;
        constexpr std::size_t rows_told_max = 10;
        more = rows.size() == rows_told_max;
        if (more) break;
        rows.push_back(std::to_string(sheet.rows[i].number));
    }
    const std::string letters = column_letters(doubled);
    std::string said =
        "Each row takes column " + column_letters(first.index) + ", and column " + letters + " where that is empty.";
    if (!rows.empty())
        said += " Left out: what column " + letters + " says else in row " + joined(rows, ", ") +
                (more ? " and below." : ".");
    return said;
}

std::vector<TableColumn> read_columns(const Sheet& whole, const SheetRow& row, const std::string& sheet,
                                      const ColumnNames& names, Findings& findings)
{
    const bool has_double_colons = std::any_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) {
        return cell.find("::") != std::string::npos;
    });
    const bool has_form_id = std::any_of(row.cells.begin(), row.cells.end(),
                                         [](const std::string& cell) { return snake_case(cell) == "form_id"; });
    std::vector<TableColumn> columns;
    std::map<std::vector<std::string>, std::size_t> seen;
    std::size_t doubled = 0;
    for (std::size_t index = 0; index < row.cells.size(); ++index) {
        const std::string header = collapsed(plain_quotes(row.cells[index]));
        if (header.empty()) continue;
        if (columns.size() >= columns_max) {
            findings.mend({sheet, row.number, header}, "columns-too-many",
                          "The sheet has more than " + std::to_string(columns_max) + " columns.",
                          "Delete those that are not used.",
                          "The columns from " + column_letters(index) + " on are left out.");
            break;
        }
        // Workbooks that went through several servers have both; pyxform takes form_id.
        if (sheet == "settings" && has_form_id && snake_case(header) == "id_string") {
            findings.warning({sheet, row.number, header}, "column-duplicate",
                             "The columns \"form_id\" and \"id_string\" mean the same.",
                             "The first is used; remove id_string.");
            continue;
        }
        TableColumn column{header, column_path(header, has_double_colons, names), index};
        const auto [other, is_first] = seen.emplace(column.path, columns.size());
        if (!is_first) {
            const bool is_known = names.known.contains(column.path.front()) || column.path.size() > 1;
            const Place place{sheet, row.number, header};
            TableColumn& first = columns[other->second];
            std::string message = header == first.header
                                      ? "There are two columns \"" + header + "\"."
                                      : "The columns \"" + first.header + "\" and \"" + header + "\" mean the same.";
            if (is_known) {
                const bool is_read = findings.mends() && ++doubled <= doubled_columns_max;
                if (is_read) first.doubles.push_back(index);
                findings.mend(place, "column-duplicate", std::move(message), "Rename or remove one of them.",
                              is_read ? doubled_column_said(whole, first, index)
                                      : "Column " + column_letters(index) + " is left out.");
            } else
                findings.warning(place, "column-duplicate", std::move(message),
                                 "The first is used; remove one of them.");
            continue;
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

std::string cleaned(std::string_view cell, Spaces spaces)
{
    std::string text = plain_quotes(trimmed(cell));
    if (spaces == Spaces::Keep) return text;
    // Blanks only: line breaks belong to labels.
    text.erase(std::unique(text.begin(), text.end(), [](char a, char b) { return a == ' ' && b == ' '; }), text.end());
    return text;
}

} // namespace

std::string snake_case(std::string_view text)
{
    std::vector<std::string> parts;
    for (const std::string_view word : words(text)) parts.push_back(lower_ascii(word));
    return joined(parts, "_");
}

std::string plain_quotes(std::string_view text)
{
    std::string out(text);
    if (out.find("\xE2\x80") == std::string::npos) return out;
    out = replaced_all(replaced_all(out, "\xE2\x80\x98", "'"), "\xE2\x80\x99", "'");
    return replaced_all(replaced_all(out, "\xE2\x80\x9C", "\""), "\xE2\x80\x9D", "\"");
}

bool TableRow::has(std::string_view name) const
{
    return std::any_of(cells.begin(), cells.end(),
                       [&](const XlsformCell& cell) { return cell.column->path.front() == name; });
}

std::string TableRow::text(std::string_view name) const
{
    for (const XlsformCell& cell : cells)
        if (cell.column->path.size() == 1 && cell.column->path.front() == name) return cell.text;
    return {};
}

std::string TableRow::header_of(std::string_view name, std::string_view second) const
{
    for (const XlsformCell& cell : cells) {
        const std::vector<std::string>& path = cell.column->path;
        if (path.front() == name && (second.empty() || (path.size() > 1 && path[1] == second)))
            return cell.column->header;
    }
    return std::string(second.empty() ? name : second);
}

LocalText TableRow::local_text(std::string_view name, std::string_view second) const
{
    LocalText text;
    const std::size_t depth = second.empty() ? 1 : 2;
    for (const XlsformCell& cell : cells) {
        const std::vector<std::string>& path = cell.column->path;
        if (path.size() < depth || path.size() > depth + 1 || path.front() != name) continue;
        if (depth == 2 && path[1] != second) continue;
        if (path.size() == depth)
            text.plain = cell.text;
        else
            text.translations.emplace_back(path[depth], cell.text);
        if (text.column.empty()) text.column = cell.column->header;
    }
    return text;
}

bool XlsformTable::has_column(std::string_view name) const
{
    return std::any_of(columns.begin(), columns.end(),
                       [&](const TableColumn& column) { return column.path.front() == name; });
}

XlsformTable read_table(const Sheet& sheet, std::string sheet_name, const ColumnNames& names, Spaces spaces,
                        Findings& findings)
{
    XlsformTable table;
    table.sheet = std::move(sheet_name);
    if (sheet.rows.empty()) return table;
    table.columns = read_columns(sheet, sheet.rows.front(), table.sheet, names, findings);
    int last_number = sheet.rows.front().number;
    for (std::size_t i = 1; i < sheet.rows.size(); ++i) {
        const SheetRow& source = sheet.rows[i];
        if (source.number - last_number > blank_rows_max + 1) {
            findings.warning({table.sheet, source.number, ""}, "rows-left-out",
                             "The rows from here on stand after more than 60 blank ones and are left out.",
                             "Delete them, or move them up.");
            break;
        }
        TableRow row{source.number, {}};
        for (const TableColumn& column : table.columns) {
            std::string text = cleaned(source.cell(column.index), spaces);
            for (std::size_t next = 0; next < column.doubles.size() && text.empty(); ++next)
                text = cleaned(source.cell(column.doubles[next]), spaces);
            if (!text.empty()) row.cells.push_back({&column, std::move(text)});
        }
        if (row.cells.empty()) continue;
        last_number = source.number;
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace mahalla
