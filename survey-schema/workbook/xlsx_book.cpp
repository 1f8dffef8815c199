#include "workbook/xlsx_book.h"

#include "workbook/xlsx_xml.h"

#include <map>

namespace mahalla {

namespace {

/// Of a workbook, relationship or style part, each element's start.
template <typename OnStart>
Result<void> each_element(const ZipArchive& archive, const std::string& part, OnStart on_start)
{
    MAHALLA_TRY(auto reader, archive.open_part(part));
    XlsxPartText text(std::move(reader));
    XmlScanner xml(text);
    for (;;) {
        const XmlToken token = xml.next();
        if (token == XmlToken::Finished) return {};
        if (token == XmlToken::Broken) return broken_part(part, xml);
        if (token == XmlToken::Start) on_start(xml);
    }
}

std::string resolved_part(std::string_view folder, std::string_view target)
{
    if (target.starts_with('/')) return std::string(target.substr(1));
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        const std::size_t parent = folder.substr(0, folder.empty() ? 0 : folder.size() - 1).rfind('/');
        folder = parent == std::string_view::npos ? std::string_view() : folder.substr(0, parent + 1);
    }
    return std::string(folder) + std::string(target);
}

/// The main part of the package: workbooks of every program name it in the package's relationships.
std::string workbook_part(const ZipArchive& archive)
{
    std::string found = "xl/workbook.xml";
    // A broken list of relationships leaves the usual name.
    const auto ignored = each_element(archive, "_rels/.rels", [&](const XmlScanner& xml) {
        const std::string type = xml.attribute("Type").value_or("");
        if (xml.local_name() == "Relationship" && type.ends_with("/officeDocument"))
            found = resolved_part("", xml.attribute("Target").value_or("xl/workbook.xml"));
    });
    static_cast<void>(ignored);
    return found;
}

Result<std::map<std::string, std::string>> read_relationships(const ZipArchive& archive, const std::string& workbook)
{
    const std::size_t slash = workbook.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : workbook.substr(0, slash + 1);
    const std::string part = folder + "_rels/" + workbook.substr(folder.size()) + ".rels";
    std::map<std::string, std::string> targets;
    auto read = each_element(archive, part, [&](const XmlScanner& xml) {
        if (xml.local_name() == "Relationship" && xml.attribute("TargetMode") != "External")
            targets[xml.attribute("Id").value_or("")] = resolved_part(folder, xml.attribute("Target").value_or(""));
    });
    if (!read) return tl::unexpected(read.error());
    return targets;
}

} // namespace

Result<std::shared_ptr<XlsxBook>> XlsxBook::open(ZipArchive archive, const WorkbookLimits& limits)
{
    auto book = std::shared_ptr<XlsxBook>(new XlsxBook(std::move(archive), limits));
    if (auto read = book->read_package(limits); !read) return tl::unexpected(read.error());
    return book;
}

CellFormat XlsxBook::format_of_style(int style) const
{
    const auto index = static_cast<std::size_t>(style);
    return style >= 0 && index < cell_formats_.size() ? cell_formats_[index] : CellFormat::Number;
}

Result<void> XlsxBook::read_package(const WorkbookLimits& limits)
{
    const std::string main_part = workbook_part(archive_);
    if (!archive_.has(main_part))
        return failure(ErrorKind::Invalid,
                       "The file is a container, but no workbook; export it as .xlsx from the spreadsheet program.");
    MAHALLA_TRY(const auto targets, read_relationships(archive_, main_part));
    auto read = each_element(archive_, main_part, [&](const XmlScanner& xml) {
        if (xml.local_name() == "workbookPr" && is_true(xml.attribute("date1904"))) date_system_ = DateSystem::From1904;
        if (xml.local_name() != "sheet") return;
        const auto target = targets.find(xml.attribute("id").value_or(""));
        const bool is_held = target != targets.end() && archive_.has(target->second);
        sheets_.push_back({xml.attribute("name").value_or(""), is_held ? target->second : ""});
    });
    if (!read) return read;

    const std::string folder = main_part.substr(0, main_part.rfind('/') + 1);
    if (auto styles = read_styles(folder + "styles.xml"); !styles) return styles;
    return read_shared_texts(folder + "sharedStrings.xml", limits);
}

Result<void> XlsxBook::read_styles(const std::string& part)
{
    if (!archive_.has(part)) return {};
    MAHALLA_TRY(auto reader, archive_.open_part(part));
    XlsxPartText text(std::move(reader));
    XmlScanner xml(text);
    std::map<int, CellFormat> own_formats;
    bool in_cell_formats = false;
    for (;;) {
        const XmlToken token = xml.next();
        if (token == XmlToken::Finished) return {};
        if (token == XmlToken::Broken) return broken_part(part, xml);
        if (token == XmlToken::End && xml.local_name() == "cellXfs") in_cell_formats = false;
        if (token != XmlToken::Start) continue;
        if (xml.local_name() == "cellXfs") {
            in_cell_formats = true;
        } else if (xml.local_name() == "numFmt") {
            own_formats[integer_or(xml.attribute("numFmtId"), -1)] =
                format_of_code(xml.attribute("formatCode").value_or(""));
        } else if (in_cell_formats && xml.local_name() == "xf") {
            const int id = integer_or(xml.attribute("numFmtId"), 0);
            const auto own = own_formats.find(id);
            cell_formats_.push_back(own != own_formats.end() ? own->second : format_of_builtin(id));
        }
    }
}

Result<void> XlsxBook::read_shared_texts(const std::string& part, const WorkbookLimits& limits)
{
    if (!archive_.has(part)) return {};
    MAHALLA_TRY(auto reader, archive_.open_part(part));
    XlsxPartText text(std::move(reader));
    XmlScanner xml(text);
    for (;;) {
        const XmlToken token = xml.next();
        if (token == XmlToken::Finished) return {};
        if (token == XmlToken::Broken) return broken_part(part, xml);
        if (token != XmlToken::Start || xml.local_name() != "si") continue;
        if (shared_texts_.size() >= limits.cells_max)
            return failure(ErrorKind::Invalid,
                           "The workbook has more texts than a questionnaire needs; put large lists into a CSV file.");
        if (auto added = shared_texts_.add(rich_text(xml)); !added) return added;
    }
}

} // namespace mahalla
