#include "base/bytes.h"

#include <array>

namespace mahalla {

ByteView as_bytes(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

std::string_view as_text(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

Bytes to_bytes(std::string_view text)
{
    const ByteView view = as_bytes(text);
    return {view.begin(), view.end()};
}

std::string to_hex(ByteView bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

namespace {

int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

} // namespace

Result<Bytes> from_hex(std::string_view text)
{
    if (text.size() % 2 != 0) return failure(ErrorKind::Invalid, "Hexadecimal text needs an even number of digits.");
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_value(text[i]);
        const int low = hex_value(text[i + 1]);
        if (high < 0 || low < 0) return failure(ErrorKind::Invalid, "This is not hexadecimal text.");
        bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return bytes;
}

std::string to_base64(ByteView bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (k < count ? bytes[i + k] : 0u);
        for (std::size_t k = 0; k < 4; ++k) text += k <= count ? base64_digits[group >> (18 - 6 * k) & 63] : '=';
    }
    return text;
}

Result<Bytes> from_base64(std::string_view text)
{
    Bytes bytes;
    std::uint32_t group = 0;
    int bits = 0;
    bool padded = false;
    for (const char c : text) {
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
        if (c == '=') {
            padded = true;
            continue;
        }
        const std::size_t value = base64_digits.find(c);
        if (value == std::string_view::npos || padded) return failure(ErrorKind::Invalid, "This is not Base64 text.");
        group = group << 6 | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<std::uint8_t>(group >> bits & 255u));
        }
    }
    return bytes;
}

void ByteWriter::u8(std::uint8_t value) { bytes_.push_back(value); }

void ByteWriter::u16(std::uint16_t value)
{
    for (int shift = 0; shift < 16; shift += 8) bytes_.push_back(static_cast<std::uint8_t>(value >> shift & 255));
}

void ByteWriter::u32(std::uint32_t value)
{
    for (int shift = 0; shift < 32; shift += 8) bytes_.push_back(static_cast<std::uint8_t>(value >> shift & 255));
}

void ByteWriter::u64(std::uint64_t value)
{
    for (int shift = 0; shift < 64; shift += 8) bytes_.push_back(static_cast<std::uint8_t>(value >> shift & 255));
}

void ByteWriter::varint(std::uint64_t value)
{
    while (value >= 128) {
        bytes_.push_back(static_cast<std::uint8_t>(value | 128));
        value >>= 7;
    }
    bytes_.push_back(static_cast<std::uint8_t>(value));
}

void ByteWriter::raw(ByteView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }

void ByteWriter::sized(ByteView bytes)
{
    varint(bytes.size());
    raw(bytes);
}

bool ByteReader::need(std::size_t count)
{
    if (!ok_ || count > left()) ok_ = false;
    return ok_;
}

std::uint8_t ByteReader::u8()
{
    if (!need(1)) return 0;
    return bytes_[position_++];
}

std::uint64_t ByteReader::little_endian(std::size_t count)
{
    std::uint64_t value = 0;
    const ByteView part = raw(count);
    for (std::size_t i = part.size(); i-- > 0;) value = value << 8 | part[i];
    return value;
}

std::uint16_t ByteReader::u16() { return static_cast<std::uint16_t>(little_endian(2)); }
std::uint32_t ByteReader::u32() { return static_cast<std::uint32_t>(little_endian(4)); }
std::uint64_t ByteReader::u64() { return little_endian(8); }

std::uint64_t ByteReader::varint()
{
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const std::uint8_t byte = u8();
        if (!ok_) return 0;
        const std::uint64_t part = byte & 127u;
        const bool last = (byte & 128u) == 0;
        const bool overflows = shift == 63 && part > 1;
        const bool padded = last && part == 0 && shift != 0;
        if (overflows || padded) break;
        value |= part << shift;
        if (last) return value;
    }
    ok_ = false;
    return 0;
}

ByteView ByteReader::raw(std::size_t count)
{
    if (!need(count)) return {};
    const ByteView part = bytes_.subspan(position_, count);
    position_ += count;
    return part;
}

ByteView ByteReader::sized(std::size_t bytes_max)
{
    const std::uint64_t size = varint();
    if (size > bytes_max) ok_ = false;
    return raw(static_cast<std::size_t>(size));
}

std::string ByteReader::sized_text(std::size_t bytes_max) { return std::string(as_text(sized(bytes_max))); }

} // namespace mahalla
