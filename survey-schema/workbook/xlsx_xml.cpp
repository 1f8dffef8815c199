#include "workbook/xlsx_xml.h"

#include "base/text.h"
#include "workbook/text_stream.h"

#include <charconv>

namespace mahalla {

namespace {

/// The bytes at the end that begin a character of UTF-16 and do not end it.
std::size_t unfinished_bytes(ByteView bytes, bool is_big_endian)
{
    const std::size_t odd = bytes.size() % 2;
    if (bytes.size() < 2 + odd) return odd;
    const std::uint8_t upper = bytes[bytes.size() - odd - (is_big_endian ? 2 : 1)];
    const bool is_first_of_pair = upper >= 0xD8 && upper < 0xDC;
    return odd + (is_first_of_pair ? 2 : 0);
}

} // namespace

Result<bool> XlsxPartText::append(std::string& text, std::size_t bytes)
{
    MAHALLA_TRY(Bytes block, part_->read(bytes));
    ByteView content = block;
    if (!has_begun_) {
        has_begun_ = true;
        const bool is_little = content.size() >= 2 && content[0] == 0xFF && content[1] == 0xFE;
        is_big_endian_ = content.size() >= 2 && content[0] == 0xFE && content[1] == 0xFF;
        is_utf16_ = is_little || is_big_endian_;
        if (is_utf16_) content = content.subspan(2);
    }
    if (!is_utf16_) {
        text += as_text(content);
        return !content.empty();
    }
    left_.insert(left_.end(), content.begin(), content.end());
    const std::size_t kept = block.empty() ? 0 : unfinished_bytes(left_, is_big_endian_);
    const ByteView whole = ByteView(left_).first(left_.size() - kept);
    text += decode_as(whole, {TextEncoding::Utf16, is_big_endian_, 0});
    left_.erase(left_.begin(), left_.begin() + static_cast<std::ptrdiff_t>(whole.size()));
    return !block.empty();
}

tl::unexpected<Error> broken_part(std::string_view part, const XmlScanner& xml)
{
    if (xml.failed()) return tl::unexpected(*xml.failed());
    return failure(ErrorKind::Corrupt,
                   "Part \"" + std::string(part) + "\" of the workbook is no well-formed XML; save it again.");
}

int integer_or(const std::optional<std::string>& text, int fallback)
{
    int value = 0;
    if (!text) return fallback;
    const auto read = std::from_chars(text->data(), text->data() + text->size(), value);
    return read.ec == std::errc() ? value : fallback;
}

bool is_true(const std::optional<std::string>& text) { return text == "1" || text == "true"; }

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
            if (inside_text && text.size() <= rich_text_bytes_max) text += xml.text();
        } else {
            inside_text = false;
            if (xml.depth() <= outside) break;
        }
    }
    return without_character_escapes(std::move(text));
}

} // namespace mahalla
