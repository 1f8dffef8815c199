#include "record/version_vector.h"

#include "support/records.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a version vector has seen everything up to the highest number of a device, and never goes back")
{
    VersionVector seen;
    seen.see(Dot{device('a'), 5});
    seen.see(Dot{device('a'), 3});
    seen.see(Dot{device('b'), 0});
    CHECK(seen.has_seen(Dot{device('a'), 5}));
    CHECK_FALSE(seen.has_seen(Dot{device('a'), 6}));
    CHECK_FALSE(seen.has_seen(Dot{device('b'), 1}));
    CHECK(seen.entries().size() == 1);
}

TEST_CASE("a version vector reads back, and any other bytes are damage")
{
    VersionVector seen;
    seen.see(Dot{device('b'), 2});
    seen.see(Dot{device('a'), 9});
    ByteWriter writer;
    seen.encode(writer);
    ByteReader reader(writer.bytes());
    const auto again = VersionVector::decode(reader);
    REQUIRE(again);
    CHECK(*again == seen);
    CHECK(reader.finished());

    const auto damaged = [](ByteWriter& bytes) {
        ByteReader damaged_reader(bytes.bytes());
        const auto decoded = VersionVector::decode(damaged_reader);
        return !decoded && decoded.error().kind == ErrorKind::Corrupt;
    };
    SUBCASE("devices out of order")
    {
        ByteWriter bytes;
        bytes.varint(2);
        for (const char digit : {'b', 'a'}) {
            bytes.raw(device(digit).bytes());
            bytes.u64(1);
        }
        CHECK(damaged(bytes));
    }
    SUBCASE("number zero")
    {
        ByteWriter bytes;
        bytes.varint(1);
        bytes.raw(device('a').bytes());
        bytes.u64(0);
        CHECK(damaged(bytes));
    }
    SUBCASE("more devices than bytes")
    {
        ByteWriter bytes;
        bytes.varint(VersionVector::devices_max);
        CHECK(damaged(bytes));
    }
    SUBCASE("more devices than are believed")
    {
        ByteWriter bytes;
        bytes.varint(VersionVector::devices_max + 1);
        for (std::size_t i = 0; i <= VersionVector::devices_max; ++i) bytes.raw(Bytes(24, 1));
        CHECK(damaged(bytes));
    }
}

TEST_CASE("an event's place reads back from its text, and nothing else is accepted")
{
    const Dot dot{device('a'), 18'446'744'073'709'551'615ULL};
    CHECK(dot_from_text(to_text(dot)) == dot);
    const std::string name(32, 'a');
    for (const std::string& text : {name, name + ":", name + ":0", name + ":01", name + ":-1", name + ":1 ",
                                    name + ":18446744073709551616", std::string(32, 'A') + ":1", std::string("a:1")}) {
        CAPTURE(text);
        CHECK_FALSE(dot_from_text(text));
    }
}
