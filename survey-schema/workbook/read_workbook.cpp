#include "workbook/read_workbook.h"

#include "base/text.h"
#include "workbook/sheet_builder.h"
#include "workbook/table_reader.h"
#include "workbook/text_encoding.h"
#include "workbook/xls_reader.h"
#include "workbook/xlsx_reader.h"

namespace mahalla {

namespace {

bool is_markdown_name(std::string_view file_name)
{
    const std::string name = lower_ascii(file_name);
    return name.ends_with(".md") || name.ends_with(".markdown");
}

Result<void> read_text(ByteView bytes, std::string_view file_name, SheetBuilder& sheets)
{
    const DecodedText decoded = decode_text(bytes);
    if (decoded.text.find('\0') != std::string::npos)
        return failure(ErrorKind::Invalid, "The file is no workbook: neither .xlsx, .xls, .csv nor a Markdown table.");
    if (decoded.encoding == TextEncoding::Windows1252 || decoded.encoding == TextEncoding::Windows1256) {
        const std::string page =
            decoded.encoding == TextEncoding::Windows1252 ? "1252 (Western European)" : "1256 (Arabic)";
        sheets.diagnostics().push_back(
            {Severity::Warning, "", 0, "", "encoding-guessed",
             "The file is not UTF-8; it was read as Windows-" + page + ".",
             "Look whether accents and scripts are right, and save the file as \"CSV UTF-8\"."});
    }
    const bool is_markdown = is_markdown_name(file_name) || trimmed(decoded.text).starts_with('|');
    return is_markdown ? read_markdown(decoded.text, sheets) : read_delimited(decoded.text, sheets);
}

} // namespace

Result<WorkbookReading> read_workbook(ByteView bytes, std::string_view file_name, const WorkbookLimits& limits)
{
    if (bytes.size() > limits.file_bytes_max)
        return failure(ErrorKind::Invalid,
                       "The workbook has more than " + std::to_string(limits.file_bytes_max >> 20) +
                           " MiB; take pictures out and put large lists into a CSV file beside the form.");
    SheetBuilder sheets(limits);
    const std::string_view text = as_text(bytes);
    const bool is_container = text.starts_with("PK\x03\x04") || text.starts_with("PK\x05\x06");
    const bool is_binary_workbook = text.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    auto read = is_container         ? read_xlsx(bytes, limits, sheets)
                : is_binary_workbook ? read_xls(bytes, limits, sheets)
                                     : read_text(bytes, file_name, sheets);
    if (!read) return tl::unexpected(read.error());
    if (!sheets.has_sheet())
        return failure(ErrorKind::Invalid,
                       "The file holds no sheet; a questionnaire needs at least a sheet \"survey\".");
    return sheets.finish(file_name);
}

} // namespace mahalla
