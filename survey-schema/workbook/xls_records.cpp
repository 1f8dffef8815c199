#include "workbook/xls_records.h"

#include "base/text.h"
#include "workbook/text_encoding.h"

namespace mahalla {

bool XlsRecords::next(XlsRecord& record)
{
    constexpr std::uint16_t continue_kind = 0x003C;
    record.parts.clear();
    for (;;) {
        if (position_ + 4 > stream_.size()) return !record.parts.empty();
        ByteReader header(stream_.subspan(position_, 4));
        const std::uint16_t kind = header.u16();
        const std::size_t size = header.u16();
        if (position_ + 4 + size > stream_.size()) return !record.parts.empty();
        if (!record.parts.empty() && kind != continue_kind) return true;
        if (record.parts.empty()) record.kind = kind;
        record.parts.push_back(stream_.subspan(position_ + 4, size));
        position_ += 4 + size;
    }
}

void XlsText::settle()
{
    while (part_ < parts_.size() && position_ >= parts_[part_].size()) {
        ++part_;
        position_ = 0;
    }
}

std::uint8_t XlsText::u8()
{
    settle();
    return at_end() ? std::uint8_t{0} : parts_[part_][position_++];
}

std::uint16_t XlsText::u16()
{
    const unsigned low = u8(), high = u8();
    return static_cast<std::uint16_t>(low | high << 8);
}

std::uint32_t XlsText::u32()
{
    const std::uint32_t low = u16(), high = u16();
    return low | high << 16;
}

void XlsText::skip(std::size_t bytes)
{
    for (settle(); bytes > 0 && !at_end(); settle()) {
        const std::size_t step = std::min(bytes, parts_[part_].size() - position_);
        position_ += step;
        bytes -= step;
    }
}

std::string XlsText::text(std::size_t characters)
{
    std::string out;
    if (version_ == XlsVersion::Biff5) {
        Bytes bytes;
        for (; characters > 0 && !at_end(); --characters) bytes.push_back(u8());
        return decode_text(bytes).text;
    }
    constexpr std::uint8_t is_wide = 0x01, has_phonetic = 0x04, has_runs = 0x08;
    std::uint8_t flags = u8();
    const std::size_t runs_bytes = (flags & has_runs) != 0 ? u16() * std::size_t{4} : 0;
    const std::size_t phonetic_bytes = (flags & has_phonetic) != 0 ? u32() : 0;
    std::u32string code_points;
    for (; characters > 0; --characters) {
        if (part_ < parts_.size() && position_ >= parts_[part_].size()) {
            settle();
            flags = u8(); // Each continuation begins with a width of its own.
        }
        if (at_end()) break;
        const char32_t unit = (flags & is_wide) != 0 ? u16() : u8();
        const bool is_low = unit >= 0xDC00 && unit < 0xE000;
        const bool after_high = !code_points.empty() && code_points.back() >= 0xD800 && code_points.back() < 0xDC00;
        if (is_low && after_high)
            code_points.back() = 0x10000 + ((code_points.back() - 0xD800) << 10) + (unit - 0xDC00);
        else
            code_points += unit;
    }
    for (char32_t& code_point : code_points)
        if (code_point >= 0xD800 && code_point < 0xE000) code_point = U'\uFFFD';
    skip(runs_bytes + phonetic_bytes);
    return to_utf8(code_points);
}

} // namespace mahalla
