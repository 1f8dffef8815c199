#include "workbook/xlsx_parts.h"

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

/// Cells as text ("@"), so that a spreadsheet program makes no date of "1/2", in as many lines as they need; the header
/// in bold.
std::string styles_part(XlsxStyles styles)
{
    // Built-in formats: 0 is a number as it comes, 14 a day as the reader's country writes it.
    const std::string numbers = styles == XlsxStyles::WithNumbers
                                    ? "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf "
                                      "numFmtId=\"14\" fontId=\"0\" "
                                      "fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
                                    : "";
    std::string xml(declaration);
    xml.append("<styleSheet xmlns=\"").append(main_namespace).append("\">");
    return xml +
           "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name "
           "val=\"Calibri\"/></font></fonts>"
           "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill "
           "patternType=\"gray125\"/></fill></fills>"
           "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
           "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
           "<cellXfs count=\"" +
           (styles == XlsxStyles::WithNumbers ? "4" : "2") +
           "\"><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
           "applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>"
           "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" "
           "applyFont=\"1\"/>" +
           numbers +
           "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
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

std::string xlsx_text(std::string_view text)
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

std::string xlsx_column(std::size_t column)
{
    std::string letters;
    for (++column; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

Result<void> check_sheet_names(const std::vector<std::string>& sheets)
{
    constexpr std::size_t characters_max = 31;
    std::set<std::string> names;
    for (const std::string& sheet : sheets) {
        const bool fits = !sheet.empty() && to_code_points(sheet).size() <= characters_max &&
                          sheet.find_first_of("[]:*?/\\") == std::string::npos;
        if (!fits || !names.insert(lower_ascii(sheet)).second)
            return failure(ErrorKind::Invalid, "A spreadsheet cannot hold a sheet named \"" + sheet +
                                                   "\": names have up to 31 characters without []:*?/\\ and differ.");
    }
    return {};
}

std::string xlsx_sheet_part_name(std::size_t sheet)
{
    return "xl/worksheets/sheet" + std::to_string(sheet + 1) + ".xml";
}

std::string xlsx_sheet_begin(const std::string& columns)
{
    std::string xml(declaration);
    xml.append("<worksheet xmlns=\"").append(main_namespace).append("\">");
    // The header stays in sight while the rows are scrolled.
    return xml +
           "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
           "activePane=\"bottomLeft\" "
           "state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>" +
           columns + "<sheetData>";
}

std::vector<ZipPart> xlsx_package_parts(const std::vector<std::string>& sheets, XlsxStyles styles)
{
    std::string tabs, relationships, overrides;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string number = std::to_string(i + 1), part = "worksheets/sheet" + number + ".xml";
        tabs += "<sheet name=\"" + xlsx_text(sheets[i]) + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"/>";
        relationships += relationship("rId" + number, "worksheet", part);
        overrides += "<Override PartName=\"/xl/" + part +
                     "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>";
    }
    relationships += relationship("rId" + std::to_string(sheets.size() + 1), "styles", "styles.xml");

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

    return {{"[Content_Types].xml", std::move(types)},
            {"_rels/.rels", relationships_part(relationship("rId1", "officeDocument", "xl/workbook.xml"))},
            {"xl/workbook.xml", std::move(book)},
            {"xl/_rels/workbook.xml.rels", relationships_part(relationships)},
            {"xl/styles.xml", styles_part(styles)}};
}

} // namespace mahalla
