#include "workbook/text_encoding.h"

#include "base/text.h"
#include "workbook/text_stream.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

// The upper halves, from 0x80; the tables are those of unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS.
// clang-format off
constexpr std::array<char16_t, 128> windows_1252 = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    0x00A0, 0x00A1, 0x00A2, 0x00A3, 0x00A4, 0x00A5, 0x00A6, 0x00A7, 0x00A8, 0x00A9, 0x00AA, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x00AF,
    0x00B0, 0x00B1, 0x00B2, 0x00B3, 0x00B4, 0x00B5, 0x00B6, 0x00B7, 0x00B8, 0x00B9, 0x00BA, 0x00BB, 0x00BC, 0x00BD, 0x00BE, 0x00BF,
    0x00C0, 0x00C1, 0x00C2, 0x00C3, 0x00C4, 0x00C5, 0x00C6, 0x00C7, 0x00C8, 0x00C9, 0x00CA, 0x00CB, 0x00CC, 0x00CD, 0x00CE, 0x00CF,
    0x00D0, 0x00D1, 0x00D2, 0x00D3, 0x00D4, 0x00D5, 0x00D6, 0x00D7, 0x00D8, 0x00D9, 0x00DA, 0x00DB, 0x00DC, 0x00DD, 0x00DE, 0x00DF,
    0x00E0, 0x00E1, 0x00E2, 0x00E3, 0x00E4, 0x00E5, 0x00E6, 0x00E7, 0x00E8, 0x00E9, 0x00EA, 0x00EB, 0x00EC, 0x00ED, 0x00EE, 0x00EF,
    0x00F0, 0x00F1, 0x00F2, 0x00F3, 0x00F4, 0x00F5, 0x00F6, 0x00F7, 0x00F8, 0x00F9, 0x00FA, 0x00FB, 0x00FC, 0x00FD, 0x00FE, 0x00FF,
};
constexpr std::array<char16_t, 128> windows_1256 = {
    0x20AC, 0x067E, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0679, 0x2039, 0x0152, 0x0686, 0x0698, 0x0688,
    0x06AF, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x06A9, 0x2122, 0x0691, 0x203A, 0x0153, 0x200C, 0x200D, 0x06BA,
    0x00A0, 0x060C, 0x00A2, 0x00A3, 0x00A4, 0x00A5, 0x00A6, 0x00A7, 0x00A8, 0x00A9, 0x06BE, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x00AF,
    0x00B0, 0x00B1, 0x00B2, 0x00B3, 0x00B4, 0x00B5, 0x00B6, 0x00B7, 0x00B8, 0x00B9, 0x061B, 0x00BB, 0x00BC, 0x00BD, 0x00BE, 0x061F,
    0x06C1, 0x0621, 0x0622, 0x0623, 0x0624, 0x0625, 0x0626, 0x0627, 0x0628, 0x0629, 0x062A, 0x062B, 0x062C, 0x062D, 0x062E, 0x062F,
    0x0630, 0x0631, 0x0632, 0x0633, 0x0634, 0x0635, 0x0636, 0x00D7, 0x0637, 0x0638, 0x0639, 0x063A, 0x0640, 0x0641, 0x0642, 0x0643,
    0x00E0, 0x0644, 0x00E2, 0x0645, 0x0646, 0x0647, 0x0648, 0x00E7, 0x00E8, 0x00E9, 0x00EA, 0x00EB, 0x0649, 0x064A, 0x00EE, 0x00EF,
    0x064B, 0x064C, 0x064D, 0x064E, 0x00F4, 0x064F, 0x0650, 0x00F7, 0x0651, 0x00F9, 0x0652, 0x00FB, 0x00FC, 0x200E, 0x200F, 0x06D2,
};
// clang-format on

std::string from_code_page(ByteView bytes, const std::array<char16_t, 128>& upper_half)
{
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 4);
    for (const std::uint8_t byte : bytes)
        append_utf8(text, byte < 0x80 ? char32_t{byte} : char32_t{upper_half[std::size_t{byte} - 0x80]});
    return text;
}

std::string from_utf16(ByteView bytes, bool big_endian)
{
    std::string text;
    text.reserve(bytes.size());
    const auto unit = [&](std::size_t i) {
        const unsigned first = bytes[i], second = bytes[i + 1];
        return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
    };
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        char32_t value = unit(i);
        if (value >= 0xD800 && value < 0xDC00 && i + 3 < bytes.size()) {
            const char32_t low = unit(i + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        append_utf8(text, value >= 0xD800 && value < 0xE000 ? U'\uFFFD' : value);
    }
    return text;
}

/// UTF-16 without a mark: tables are full of ASCII, so every other byte of the beginning is zero.
constexpr std::size_t looked_at_bytes = 400;
std::size_t zeros(ByteView bytes, std::size_t first)
{
    std::size_t count = 0;
    for (std::size_t i = first; i < bytes.size() && i < looked_at_bytes; i += 2) count += bytes[i] == 0 ? 1U : 0U;
    return count;
}

} // namespace

void EncodingScan::add(ByteView bytes)
{
    const std::size_t wanted = looked_at_bytes - std::min(looked_at_bytes, beginning_.size());
    const ByteView first = bytes.first(std::min(wanted, bytes.size()));
    beginning_.insert(beginning_.end(), first.begin(), first.end());
    for (const std::uint8_t byte : bytes) look_at(byte);
}

void EncodingScan::look_at(std::uint8_t byte)
{
    // Arabic words are runs of upper bytes; accents of European languages stand alone between ASCII letters.
    const bool is_upper = byte >= 0x80;
    if (is_upper) {
        ++upper_;
        if (last_is_upper_) in_runs_ += last_is_counted_ ? 1 : 2;
        last_is_counted_ = last_is_upper_;
    }
    last_is_upper_ = is_upper;

    // The well-formed sequences of the Unicode standard, table 3-7.
    if (!is_utf8_) return;
    if (continuations_ > 0) {
        is_utf8_ = byte >= next_min_ && byte <= next_max_;
        next_min_ = 0x80;
        next_max_ = 0xBF;
        --continuations_;
    } else if (is_upper) {
        is_utf8_ = byte >= 0xC2 && byte <= 0xF4;
        continuations_ = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
        next_min_ = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
        next_max_ = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
    }
}

EncodingFound EncodingScan::found() const
{
    const ByteView bytes(beginning_);
    const auto begins = [&](std::initializer_list<std::uint8_t> mark) {
        return bytes.size() >= mark.size() && std::equal(mark.begin(), mark.end(), bytes.begin());
    };
    if (begins({0xEF, 0xBB, 0xBF})) return {TextEncoding::Utf8, false, 3};
    if (begins({0xFF, 0xFE})) return {TextEncoding::Utf16, false, 2};
    if (begins({0xFE, 0xFF})) return {TextEncoding::Utf16, true, 2};
    const std::size_t pairs = bytes.size() / 2;
    if (pairs > 1 && zeros(bytes, 1) * 10 > pairs * 7) return {TextEncoding::Utf16, false, 0};
    if (pairs > 1 && zeros(bytes, 0) * 10 > pairs * 7) return {TextEncoding::Utf16, true, 0};
    if (is_utf8_ && continuations_ == 0) return {};
    return {in_runs_ * 2 > upper_ ? TextEncoding::Windows1256 : TextEncoding::Windows1252, false, 0};
}

std::string decode_as(ByteView bytes, const EncodingFound& encoding)
{
    switch (encoding.encoding) {
    case TextEncoding::Utf8:
        break;
    case TextEncoding::Utf16:
        return from_utf16(bytes, encoding.is_big_endian);
    case TextEncoding::Windows1252:
        return from_code_page(bytes, windows_1252);
    case TextEncoding::Windows1256:
        return from_code_page(bytes, windows_1256);
    }
    return std::string(as_text(bytes));
}

DecodedText decode_text(ByteView bytes)
{
    EncodingScan scan;
    scan.add(bytes);
    const EncodingFound found = scan.found();
    return {decode_as(bytes.subspan(found.mark_bytes), found), found.encoding};
}

} // namespace mahalla
