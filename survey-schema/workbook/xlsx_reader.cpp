#include "workbook/xlsx_reader.h"

#include "base/number.h"
#include "base/text.h"
#include "workbook/cell_value.h"
#include "workbook/text_encoding.h"
#include "workbook/xml_scanner.h"
#include "workbook/zip_archive.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace mahalla {

namespace {

/// What the cells of every sheet refer to.
struct SharedParts {
    std::vector<std::string> strings;
    std::vector<CellFormat> cell_formats; ///< By the cell's style number.
    DateSystem date_system = DateSystem::From1900;
};

struct SheetPart {
    std::string name;
    std::string part;
};

tl::unexpected<Error> broken_part(std::string_view part)
{
    return failure(ErrorKind::Corrupt,
                   "Part \"" + std::string(part) + "\" of the workbook is no well-formed XML; save it again.");
}

/// A part's text, in UTF-8 as nearly every program writes it, or converted from UTF-16.
Result<std::string> read_part(ZipArchive& archive, std::string_view part)
{
    MAHALLA_TRY(std::string content, archive.read(part));
    const bool has_mark = content.size() >= 2 && (content[0] == '\xFF' || content[0] == '\xFE');
    if (has_mark) content = decode_text(as_bytes(content)).text;
    return content;
}

int integer_or(const std::optional<std::string>& text, int fallback)
{
    int value = 0;
    if (!text) return fallback;
    const auto read = std::from_chars(text->data(), text->data() + text->size(), value);
    return read.ec == std::errc() ? value : fallback;
}

bool is_true(const std::optional<std::string>& text) { return text == "1" || text == "true"; }

/// "_x000D_" stands for the character (ECMA-376 part 1 §22.9.2.19).
std::string without_character_escapes(std::string text)
{
    constexpr std::size_t escape_bytes = 7;
    std::size_t at = text.find("_x");
    if (at == std::string::npos) return text;
    std::string out;
    std::size_t start = 0;
    for (; at != std::string::npos; at = text.find("_x", at)) {
        unsigned value = 0;
        const char* digits = text.data() + at + 2;
        const bool complete = at + escape_bytes <= text.size() && text[at + 6] == '_';
        if (!complete || std::from_chars(digits, digits + 4, value, 16).ptr != digits + 4) {
            at += 2;
            continue;
        }
        out.append(text, start, at - start);
        append_utf8(out, value >= 0xD800 && value < 0xE000 ? U'\uFFFD' : static_cast<char32_t>(value));
        start = at += escape_bytes;
    }
    return out.append(text, start);
}

/// The text inside the element just opened: every <t> of its runs, without phonetic hints.
std::string rich_text(XmlScanner& xml)
{
    const std::size_t outside = xml.depth() - 1;
    std::string text;
    bool inside_text = false;
    for (;;) {
        const XmlToken token = xml.next();
        if (token == XmlToken::Broken || token == XmlToken::Finished) break;
        if (token == XmlToken::Start) {
            if (xml.local_name() == "rPh")
                xml.skip_element();
            else
                inside_text = xml.local_name() == "t";
        } else if (token == XmlToken::Text) {
            if (inside_text) text += xml.text();
        } else {
            inside_text = false;
            if (xml.depth() <= outside) break;
        }
    }
    return without_character_escapes(std::move(text));
}

/// Of a workbook, relationship or style part, each element's start.
template <typename OnStart> Result<void> each_element(std::string_view part, std::string_view content, OnStart on_start)
{
    XmlScanner xml(content);
    for (;;) {
        const XmlToken token = xml.next();
        if (token == XmlToken::Finished) return {};
        if (token == XmlToken::Broken) return broken_part(part);
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
std::string workbook_part(ZipArchive& archive)
{
    std::string found = "xl/workbook.xml";
    if (auto content = read_part(archive, "_rels/.rels")) {
        // A broken list of relationships leaves the usual name.
        auto ignored = each_element("_rels/.rels", *content, [&](const XmlScanner& xml) {
            const std::string type = xml.attribute("Type").value_or("");
            if (xml.local_name() == "Relationship" && type.ends_with("/officeDocument"))
                found = resolved_part("", xml.attribute("Target").value_or("xl/workbook.xml"));
        });
        static_cast<void>(ignored);
    }
    return found;
}

Result<std::map<std::string, std::string>> read_relationships(ZipArchive& archive, const std::string& workbook)
{
    const std::size_t slash = workbook.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : workbook.substr(0, slash + 1);
    const std::string part = folder + "_rels/" + workbook.substr(folder.size()) + ".rels";
    MAHALLA_TRY(const std::string content, read_part(archive, part));
    std::map<std::string, std::string> targets;
    auto read = each_element(part, content, [&](const XmlScanner& xml) {
        if (xml.local_name() == "Relationship" && xml.attribute("TargetMode") != "External")
            targets[xml.attribute("Id").value_or("")] = resolved_part(folder, xml.attribute("Target").value_or(""));
    });
    if (!read) return tl::unexpected(read.error());
    return targets;
}

Result<void> read_styles(ZipArchive& archive, const std::string& part, SharedParts& shared)
{
    if (!archive.has(part)) return {};
    MAHALLA_TRY(const std::string content, read_part(archive, part));
    std::map<int, CellFormat> own_formats;
    XmlScanner xml(content);
    bool in_cell_formats = false;
    for (;;) {
        const XmlToken token = xml.next();
        if (token == XmlToken::Finished) return {};
        if (token == XmlToken::Broken) return broken_part(part);
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
            shared.cell_formats.push_back(own != own_formats.end() ? own->second : format_of_builtin(id));
        }
    }
}

Result<void> read_shared_strings(ZipArchive& archive, const std::string& part, const WorkbookLimits& limits,
                                 SharedParts& shared)
{
    if (!archive.has(part)) return {};
    MAHALLA_TRY(const std::string content, read_part(archive, part));
    XmlScanner xml(content);
    for (;;) {
        const XmlToken token = xml.next();
        if (token == XmlToken::Finished) return {};
        if (token == XmlToken::Broken) return broken_part(part);
        if (token != XmlToken::Start || xml.local_name() != "si") continue;
        if (shared.strings.size() >= limits.cells_max)
            return failure(ErrorKind::Invalid,
                           "The workbook has more texts than a questionnaire needs; put large lists into a CSV file.");
        shared.strings.push_back(rich_text(xml));
    }
}

/// "BC12" as row 12, column 54; nothing for what is no reference.
struct CellPlace {
    int row = 0;
    std::size_t column = 0;
};
std::optional<CellPlace> place_of(std::string_view reference)
{
    constexpr std::size_t letters_max = 3;
    std::size_t letters = 0, column = 0;
    while (letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z') {
        column = column * 26 + static_cast<std::size_t>(reference[letters] - 'A') + 1;
        if (++letters > letters_max) return std::nullopt;
    }
    int row = 0;
    const char* end = reference.data() + reference.size();
    const auto read = std::from_chars(reference.data() + letters, end, row);
    if (letters == 0 || read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return CellPlace{row, column - 1};
}

std::string number_text(std::string_view raw, int style, const SharedParts& shared)
{
    const std::optional<double> value = number_from_text(trimmed(raw));
    if (!value) return std::string(raw);
    const auto index = static_cast<std::size_t>(style);
    const bool is_moment =
        style >= 0 && index < shared.cell_formats.size() && shared.cell_formats[index] == CellFormat::Moment;
    return is_moment ? moment_cell_text(*value, shared.date_system) : number_cell_text(*value);
}

/// A stored value as text (ECMA-376 part 1 §18.18.11 ST_CellType).
std::string value_text(const std::string& type, std::string raw, int style, const SharedParts& shared)
{
    if (type == "s") {
        const int index = integer_or(raw, -1);
        const bool known = index >= 0 && static_cast<std::size_t>(index) < shared.strings.size();
        return known ? shared.strings[static_cast<std::size_t>(index)] : std::string();
    }
    if (type == "b") return is_true(raw) ? "TRUE" : "FALSE";
    if (type == "str" || type == "e" || type == "inlineStr") return without_character_escapes(std::move(raw));
    if (type == "d") return raw.ends_with("T00:00:00") ? raw.substr(0, raw.size() - 9) : raw;
    return raw.empty() ? raw : number_text(raw, style, shared);
}

/// The value inside the cell just opened; the formula it comes from is not looked at.
std::string cell_text(XmlScanner& xml, const SharedParts& shared)
{
    const std::string type = xml.attribute("t").value_or("n");
    const int style = integer_or(xml.attribute("s"), 0);
    const std::size_t outside = xml.depth() - 1;
    std::string raw, inline_text;
    bool in_value = false;
    for (;;) {
        const XmlToken token = xml.next();
        if (token == XmlToken::Broken || token == XmlToken::Finished) break;
        if (token == XmlToken::Start) {
            if (xml.local_name() == "is")
                inline_text = rich_text(xml);
            else
                in_value = xml.local_name() == "v";
        } else if (token == XmlToken::Text) {
            if (in_value) raw += xml.text();
        } else {
            in_value = false;
            if (xml.depth() <= outside) break;
        }
    }
    return inline_text.empty() ? value_text(type, std::move(raw), style, shared) : inline_text;
}

Result<void> read_sheet(const std::string& part, std::string_view content, const SharedParts& shared,
                        SheetBuilder& sheets)
{
    XmlScanner xml(content);
    int row = 0;
    std::size_t next_column = 0;
    for (;;) {
        const XmlToken token = xml.next();
        if (token == XmlToken::Finished) return {};
        if (token == XmlToken::Broken) return broken_part(part);
        if (token != XmlToken::Start) continue;
        if (xml.local_name() == "row") {
            row = integer_or(xml.attribute("r"), row + 1);
            next_column = 0;
        } else if (xml.local_name() == "c") {
            const std::optional<CellPlace> stated = place_of(xml.attribute("r").value_or(""));
            const CellPlace place = stated.value_or(CellPlace{row, next_column});
            next_column = place.column + 1;
            const std::string text = cell_text(xml, shared);
            if (text.empty()) continue;
            if (auto put = sheets.put(place.row, place.column, text); !put) return put;
        }
    }
}

} // namespace

Result<void> read_xlsx(ByteView bytes, const WorkbookLimits& limits, SheetBuilder& sheets)
{
    MAHALLA_TRY(ZipArchive archive, ZipArchive::open(bytes, limits));
    const std::string main_part = workbook_part(archive);
    if (!archive.has(main_part))
        return failure(ErrorKind::Invalid,
                       "The file is a container, but no workbook; export it as .xlsx from the spreadsheet program.");
    MAHALLA_TRY(const std::string content, read_part(archive, main_part));
    MAHALLA_TRY(const auto targets, read_relationships(archive, main_part));

    SharedParts shared;
    std::vector<SheetPart> parts;
    auto read = each_element(main_part, content, [&](const XmlScanner& xml) {
        if (xml.local_name() == "workbookPr" && is_true(xml.attribute("date1904")))
            shared.date_system = DateSystem::From1904;
        if (xml.local_name() != "sheet") return;
        const auto target = targets.find(xml.attribute("id").value_or(""));
        parts.push_back({xml.attribute("name").value_or(""), target == targets.end() ? "" : target->second});
    });
    if (!read) return read;

    const std::string folder = main_part.substr(0, main_part.rfind('/') + 1);
    if (auto styles = read_styles(archive, folder + "styles.xml", shared); !styles) return styles;
    if (auto strings = read_shared_strings(archive, folder + "sharedStrings.xml", limits, shared); !strings)
        return strings;
    for (const SheetPart& sheet : parts) {
        if (sheet.part.empty() || !archive.has(sheet.part)) {
            sheets.diagnostics().push_back({Severity::Warning, sheet.name, 0, "", "sheet-missing",
                                            "The workbook names this sheet but does not hold it.",
                                            "Save the workbook again from the spreadsheet program."});
            continue;
        }
        if (auto begun = sheets.begin_sheet(sheet.name); !begun) return begun;
        MAHALLA_TRY(const std::string sheet_content, read_part(archive, sheet.part));
        if (auto cells = read_sheet(sheet.part, sheet_content, shared, sheets); !cells) return cells;
    }
    return {};
}

} // namespace mahalla
