#pragma once
#include "base/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The bytes of a text, and the text of bytes; nothing is checked or converted.
ByteView as_bytes(std::string_view text);
std::string_view as_text(ByteView bytes);
Bytes to_bytes(std::string_view text);

/// Lower-case hexadecimal, and back. `from_hex` fails with `Invalid` for anything else than pairs of hexadecimal
/// digits.
std::string to_hex(ByteView bytes);
Result<Bytes> from_hex(std::string_view text);

/// Base64 with padding (RFC 4648 §4), and back; white space is skipped, anything else fails with `Invalid`.
std::string to_base64(ByteView bytes);
Result<Bytes> from_base64(std::string_view text);

/// Builds little-endian bytes: every format of ours is written with it.
class ByteWriter {
public:
    void u8(std::uint8_t value);
    void u16(std::uint16_t value);
    void u32(std::uint32_t value);
    void u64(std::uint64_t value);
    /// Unsigned LEB128: seven bits a byte, the lowest first.
    void varint(std::uint64_t value);
    void raw(ByteView bytes);
    /// A varint length, then the bytes.
    void sized(ByteView bytes);
    void sized(std::string_view text) { sized(as_bytes(text)); }

    const Bytes& bytes() const { return bytes_; }
    Bytes take() { return std::move(bytes_); }
    std::size_t size() const { return bytes_.size(); }

private:
    Bytes bytes_;
};

/// Reads what `ByteWriter` wrote. Once a read goes past the end, `ok()` stays false and every later read gives zeros,
/// so that a parser may read a whole structure and ask once; no length is trusted before it fits into what is left.
class ByteReader {
public:
    explicit ByteReader(ByteView bytes) : bytes_(bytes) {}

    std::uint8_t u8();
    std::uint16_t u16();
    std::uint32_t u32();
    std::uint64_t u64();
    /// Accepts the shortest form only, so that equal values have equal bytes.
    std::uint64_t varint();
    /// A view into the bytes that were given; empty where fewer than `count` are left.
    ByteView raw(std::size_t count);
    ByteView sized(std::size_t bytes_max);
    std::string sized_text(std::size_t bytes_max);

    bool ok() const { return ok_; }
    /// True where everything was read and nothing went wrong.
    bool finished() const { return ok_ && position_ == bytes_.size(); }
    std::size_t position() const { return position_; }
    std::size_t left() const { return bytes_.size() - position_; }
    void fail() { ok_ = false; }

private:
    bool need(std::size_t count);
    std::uint64_t little_endian(std::size_t count);

    ByteView bytes_;
    std::size_t position_ = 0;
    bool ok_ = true;
};

} // namespace mahalla
