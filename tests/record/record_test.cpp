#include "record/record.h"

#include "codec_laws.h"
#include "support/records.h"

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a record reads back as it was written")
{
    const Record record = sample_record();
    const auto bytes = record.encode();
    REQUIRE(bytes);
    const auto again = Record::decode(*bytes);
    REQUIRE(again);
    CHECK(*again == record);
    CHECK(Record::decode(*Record().encode()) == Record());
}

TEST_CASE("no two byte strings are the same record")
{
    check_one_canonical_encoding<Record>(*sample_record().encode());
}

TEST_CASE("what a newer version wrote into a record is passed on byte for byte")
{
    Record record = sample_record();
    record.unknown_fields[4711] = {9, 8, 7};
    const auto bytes = record.encode();
    REQUIRE(bytes);
    auto again = Record::decode(*bytes);
    REQUIRE(again);
    CHECK(again->unknown_fields.at(4711) == Bytes{9, 8, 7});
    again->author = "Team 5";
    CHECK(Record::decode(*again->encode())->unknown_fields == record.unknown_fields);
}

TEST_CASE("a record beyond its limits is refused before it is written")
{
    Record record = sample_record();
    SUBCASE("a text that is no UTF-8") { record.answers[path("/data/name")].value = "\xFF"; }
    SUBCASE("an answer that is too long")
    {
        record.answers[path("/data/name")].value = std::string(Record::value_bytes_max + 1, 'x');
    }
    SUBCASE("a roster entry without rows") { record.rosters[path("/data/other")]; }
    SUBCASE("an unknown field that hides a known one") { record.unknown_fields[1] = {}; }
    const auto bytes = record.encode();
    REQUIRE_FALSE(bytes);
    CHECK(bytes.error().kind == ErrorKind::Invalid);
}

TEST_CASE("only an answer that is relevant and decided counts")
{
    const Record record = sample_record();
    CHECK(record.settled_value(path("/data/name")) == "ئازاد");
    CHECK_FALSE(record.settled_value(path("/data/rent")));
    CHECK_FALSE(record.settled_value(path("/data/why")));
    CHECK_FALSE(record.settled_value(path("/data/none")));
}

TEST_CASE("the record of the format's page reads the same for ever")
{
    const std::string hex = "011011111111111111111111111111111111"
                            "030101"
                            "041001000a2f646174612f6e616d65010141"
                            "052001000c2f646174612f706572736f6e0122222222222222222222222222222222";
    Record record;
    record.id = record_id('1');
    record.stage = RecordStage::Finalised;
    record.answers[path("/data/name")] = {"A", true, false};
    record.rosters[path("/data/person")] = {row('2')};
    CHECK(Record::decode(*from_hex(hex)) == record);
    CHECK(to_hex(*record.encode()) == hex);
}
