#include "base/bytes.h"

#include <doctest/doctest.h>

using namespace mahalla;

TEST_CASE("what a writer wrote a reader reads, and nothing is left")
{
    ByteWriter writer;
    writer.u8(7);
    writer.u16(65535);
    writer.u32(4000000000u);
    writer.u64(1ull << 63);
    writer.varint(300);
    writer.sized("رمز");
    ByteReader reader(writer.bytes());
    CHECK(reader.u8() == 7);
    CHECK(reader.u16() == 65535);
    CHECK(reader.u32() == 4000000000u);
    CHECK(reader.u64() == 1ull << 63);
    CHECK(reader.varint() == 300);
    CHECK(reader.sized_text(100) == "رمز");
    CHECK(reader.finished());
}

TEST_CASE("a reader that goes past the end stays failed")
{
    const Bytes bytes = {1, 2};
    ByteReader reader(bytes);
    CHECK(reader.u32() == 0);
    CHECK_FALSE(reader.ok());
    CHECK(reader.u8() == 0);
    CHECK_FALSE(reader.finished());
}

TEST_CASE("a length above the limit or a padded varint is refused")
{
    const Bytes too_long = {200, 1};
    ByteReader reader(too_long);
    CHECK(reader.sized(10).empty());
    CHECK_FALSE(reader.ok());
    const Bytes padded = {0x80, 0x00};
    ByteReader other(padded);
    CHECK(other.varint() == 0);
    CHECK_FALSE(other.ok());
}

TEST_CASE("hexadecimal and Base64 round trip, and refuse what is neither")
{
    for (std::size_t size = 0; size < 20; ++size) {
        Bytes bytes(size);
        for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 37);
        CHECK(*from_hex(to_hex(bytes)) == bytes);
        CHECK(*from_base64(to_base64(bytes)) == bytes);
    }
    CHECK(to_base64(as_bytes("any carnal pleas")) == "YW55IGNhcm5hbCBwbGVhcw==");
    CHECK(from_hex("0g").error().kind == ErrorKind::Invalid);
    CHECK(from_base64("a=b").error().kind == ErrorKind::Invalid);
}
