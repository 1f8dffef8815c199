#pragma once
#include "workbook/text_encoding.h"
#include "workbook/xml_scanner.h"
#include "workbook/zip_archive.h"

namespace mahalla {

/// The XML of a workbook's part while it is unpacked, in UTF-8 as nearly every program writes it, or converted from
/// UTF-16.
class XlsxPartText final : public XmlBlocks {
public:
    explicit XlsxPartText(std::unique_ptr<DiskReader> part) : part_(std::move(part)) {}
    Result<bool> append(std::string& text, std::size_t bytes) override;

private:
    std::unique_ptr<DiskReader> part_;
    bool has_begun_ = false, is_utf16_ = false;
    bool is_big_endian_ = false;
    Bytes left_; ///< Of UTF-16: the beginning of a character that the next block ends.
};

/// That a part is no XML, or what the file said.
tl::unexpected<Error> broken_part(std::string_view part, const XmlScanner& xml);

int integer_or(const std::optional<std::string>& text, int fallback);
bool is_true(const std::optional<std::string>& text);
/// "_x000D_" stands for the character (ECMA-376 part 1 §22.9.2.19).
std::string without_character_escapes(std::string text);
/// Spreadsheet programs write 32,767 characters at most into a cell.
inline constexpr std::size_t rich_text_bytes_max = std::size_t{25} << 20U;
/// The text inside the element just opened: every <t> of its runs, without phonetic hints. Of a longer one than any
/// reader takes (WorkbookLimits::text_bytes_max) no more is kept than shows that it is too long.
std::string rich_text(XmlScanner& xml);

} // namespace mahalla
