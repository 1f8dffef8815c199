#include "workbook/write_workbook.h"
#include "workbook/zip_archive.h"

#include "base/text.h"

#include <algorithm>
#include <set>

namespace mahalla {

namespace {

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view main_namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view relation_namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view package_namespace = "http://schemas.openxmlformats.org/package/2006/";

/// "_x0041_" in a text would be read as "A": its underscore is escaped (ECMA-376 part 1 §22.9.2.19).
bool begins_like_escape(std::string_view text)
{
    constexpr std::size_t escape_bytes = 7;
    if (text.size() < escape_bytes || !text.starts_with("_x") || text[6] != '_') return false;
    return std::all_of(text.begin() + 2, text.begin() + 6, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
}

std::string escaped(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (text[i] == '&')
            out += "&amp;";
        else if (text[i] == '<')
            out += "&lt;";
        else if (text[i] == '>')
            out += "&gt;";
        else if (text[i] == '"')
            out += "&quot;";
        else if (byte < 0x20 && text[i] != '\t' && text[i] != '\n') {
            // XML has no such characters, or makes a line feed of them.
            out += "_x00";
            out += digits[byte >> 4];
            out += digits[byte & 0xF];
            out += '_';
        } else if (begins_like_escape(text.substr(i)))
            out += "_x005F_";
        else
            out += text[i];
    }
    return out;
}

std::string column_letters(std::size_t column)
{
    std::string letters;
    for (++column; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

Result<void> check_names(const Workbook& workbook)
{
    constexpr std::size_t characters_max = 31;
    std::set<std::string> names;
    for (const Sheet& sheet : workbook.sheets) {
        const bool fits = !sheet.name.empty() && to_code_points(sheet.name).size() <= characters_max &&
                          sheet.name.find_first_of("[]:*?/\\") == std::string::npos;
        if (!fits || !names.insert(lower_ascii(sheet.name)).second)
            return failure(ErrorKind::Invalid, "A spreadsheet cannot hold a sheet named \"" + sheet.name +
                                                   "\": names have up to 31 characters without []:*?/\\ and differ.");
    }
    return {};
}

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
    std::string xml(declaration);
    xml.append("<worksheet xmlns=\"").append(main_namespace).append("\">");
    // The header stays in sight while the questions are scrolled.
    xml +=
        "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
        "state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>" +
        columns_part(sheet) + "<sheetData>";
    for (const SheetRow& row : sheet.rows) {
        const std::string number = std::to_string(row.number);
        xml += "<row r=\"" + number + "\">";
        for (std::size_t column = 0; column < row.cells.size(); ++column) {
            if (row.cells[column].empty()) continue;
            const char* style = &row == &sheet.rows.front() ? " s=\"1\"" : "";
            xml += "<c r=\"" + column_letters(column) + number + "\"" + style +
                   " t=\"inlineStr\"><is><t xml:space=\"preserve\">" + escaped(row.cells[column]) + "</t></is></c>";
        }
        xml += "</row>";
    }
    return xml + "</sheetData></worksheet>";
}

/// Cells as text ("@"), so that a spreadsheet program makes no date of "1/2", in as many lines as they need; the header
/// in bold.
std::string styles_part()
{
    std::string xml(declaration);
    xml.append("<styleSheet xmlns=\"").append(main_namespace).append("\">");
    return xml +
           "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name "
           "val=\"Calibri\"/></font></fonts>"
           "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill "
           "patternType=\"gray125\"/></fill></fills>"
           "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
           "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
           "<cellXfs count=\"2\"><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
           "applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>"
           "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" "
           "applyFont=\"1\"/></cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
           "builtinId=\"0\"/></cellStyles></styleSheet>";
}

std::string relationship(std::string_view id, std::string_view kind, std::string_view target)
{
    std::string xml = "<Relationship Id=\"";
    return xml.append(id)
        .append("\" Type=\"")
        .append(relation_namespace)
        .append("/")
        .append(kind)
        .append("\" Target=\"")
        .append(target)
        .append("\"/>");
}

std::string relationships_part(const std::string& relationships)
{
    std::string xml(declaration);
    return xml.append("<Relationships xmlns=\"")
        .append(package_namespace)
        .append("relationships\">")
        .append(relationships)
        .append("</Relationships>");
}

} // namespace

Result<Bytes> write_xlsx(const Workbook& workbook)
{
    if (auto names = check_names(workbook); !names) return tl::unexpected(names.error());
    std::string tabs, relationships, overrides;
    std::vector<ZipPart> sheets;
    for (std::size_t i = 0; i < workbook.sheets.size(); ++i) {
        const std::string number = std::to_string(i + 1), part = "worksheets/sheet" + number + ".xml";
        tabs += "<sheet name=\"" + escaped(workbook.sheets[i].name) + "\" sheetId=\"" + number + "\" r:id=\"rId" +
                number + "\"/>";
        relationships += relationship("rId" + number, "worksheet", part);
        overrides += "<Override PartName=\"/xl/" + part +
                     "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>";
        sheets.push_back({"xl/" + part, sheet_part(workbook.sheets[i])});
    }
    relationships += relationship("rId" + std::to_string(workbook.sheets.size() + 1), "styles", "styles.xml");

    std::string types(declaration), book(declaration);
    types.append("<Types xmlns=\"").append(package_namespace).append("content-types\">");
    types += "<Default Extension=\"rels\" "
             "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
             "ContentType=\"application/xml\"/>"
             "<Override PartName=\"/xl/workbook.xml\" "
             "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
             "<Override PartName=\"/xl/styles.xml\" "
             "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>" +
             overrides + "</Types>";
    book.append("<workbook xmlns=\"")
        .append(main_namespace)
        .append("\" xmlns:r=\"")
        .append(relation_namespace)
        .append("\"><sheets>")
        .append(tabs)
        .append("</sheets></workbook>");

    std::vector<ZipPart> parts = {
        {"[Content_Types].xml", std::move(types)},
        {"_rels/.rels", relationships_part(relationship("rId1", "officeDocument", "xl/workbook.xml"))},
        {"xl/workbook.xml", std::move(book)},
        {"xl/_rels/workbook.xml.rels", relationships_part(relationships)},
        {"xl/styles.xml", styles_part()}};
    parts.insert(parts.end(), std::make_move_iterator(sheets.begin()), std::make_move_iterator(sheets.end()));
    return write_zip(parts);
}

} // namespace mahalla
