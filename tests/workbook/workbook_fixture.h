#pragma once
#include "workbook/zip_archive.h"

#include <string>
#include <utility>
#include <vector>

namespace mahalla::test {

/// The bytes of an .xlsx whose sheets are given as the XML between <sheetData> and </sheetData>, written by hand so
/// that tests can say exactly what a spreadsheet program, or somebody with bad intent, would store.
struct XlsxText {
    std::vector<std::pair<std::string, std::string>> sheets; ///< Name, rows.
    std::string shared_strings;                              ///< The <si> elements.
    std::string styles;                                      ///< Inside <styleSheet>.
    std::string workbook_properties;                         ///< Attributes of <workbookPr>.
    std::string before_sheet_data;

    Bytes bytes() const
    {
        const std::string main_space = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        const std::string relation_space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        std::string tabs, relations;
        std::vector<ZipPart> parts;
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            const std::string number = std::to_string(i + 1);
            tabs += "<sheet name=\"" + sheets[i].first + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"/>";
            relations += "<Relationship Id=\"rId" + number + "\" Type=\"" + relation_space +
                         "/worksheet\" Target=\"worksheets/sheet" + number + ".xml\"/>";
            parts.push_back({"xl/worksheets/sheet" + number + ".xml",
                             "<worksheet " + main_space + ">" + before_sheet_data + "<sheetData>" + sheets[i].second +
                                 "</sheetData></worksheet>"});
        }
        parts.push_back({"xl/workbook.xml", "<?xml version=\"1.0\"?><workbook " + main_space + " xmlns:r=\"" +
                                                relation_space + "\"><workbookPr " + workbook_properties +
                                                "/><sheets>" + tabs + "</sheets></workbook>"});
        parts.push_back({"xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>"});
        if (!shared_strings.empty()) parts.push_back({"xl/sharedStrings.xml", "<sst>" + shared_strings + "</sst>"});
        if (!styles.empty()) parts.push_back({"xl/styles.xml", "<styleSheet>" + styles + "</styleSheet>"});
        return write_zip(parts).value();
    }
};

} // namespace mahalla::test
