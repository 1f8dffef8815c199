#include "session/answer_value.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

/// The text as a record holds it, "(none)" where it is no value of the type.
std::string read(DataType type, std::string_view text) { return value_from_text(type, text).value_or("(none)"); }

} // namespace

TEST_CASE("an empty text is a value of every type")
{
    for (const DataType type :
         {DataType::String, DataType::Integer, DataType::Decimal, DataType::Boolean, DataType::DateOnly,
          DataType::TimeOnly, DataType::DateTime, DataType::Geopoint, DataType::Geoshape})
        CHECK(read(type, "").empty());
}

TEST_CASE("an int has 32 bits and no fraction")
{
    CHECK(read(DataType::Integer, "23") == "23");
    CHECK(read(DataType::Integer, " -007 ") == "-7");
    CHECK(read(DataType::Integer, "+5") == "5");
    CHECK(read(DataType::Integer, "2147483647") == "2147483647");
    for (const char* text :
         {"2147483648", "-2147483649", "10.1", "1e3", "ten", "+-5", "+", "-", "1 2", "99999999999999999999"})
        CHECK_MESSAGE(read(DataType::Integer, text) == "(none)", text);
}

TEST_CASE("a decimal always shows its point")
{
    CHECK(read(DataType::Decimal, "89") == "89.0");
    CHECK(read(DataType::Decimal, "-1") == "-1.0");
    CHECK(read(DataType::Decimal, "45.670") == "45.67");
    CHECK(read(DataType::Decimal, ".5") == "0.5");
    for (const char* text : {"NaN", "inf", "1,5", "--1", "1.2.3"})
        CHECK_MESSAGE(read(DataType::Decimal, text) == "(none)", text);
}

TEST_CASE("days, times and moments must exist, and are kept as entered")
{
    CHECK(read(DataType::DateOnly, "2025-03-14") == "2025-03-14");
    CHECK(read(DataType::DateOnly, "2025-12-21T14:30:00") == "2025-12-21");
    CHECK(read(DataType::DateOnly, "2025-02-29") == "(none)");
    CHECK(read(DataType::DateOnly, "2025-23-23") == "(none)");
    CHECK(read(DataType::TimeOnly, "22:02:00.000-07:00") == "22:02:00.000-07:00");
    for (const char* text :
         {"25:02:00", "24:00:00", "22:60:00", "22:02:61", "22:02", "22", "22:02:00+25:00", "22:02:00+0700", "XX:YY:ZZ"})
        CHECK_MESSAGE(read(DataType::TimeOnly, text) == "(none)", text);
    CHECK(read(DataType::DateTime, "2026-04-22T14:30:00Z") == "2026-04-22T14:30:00Z");
    for (const char* text :
         {"2026-04-22", "2026-04-22 14:30:00Z", "2026-04-31T14:30:00Z", "2026-04-22T14:60:00Z", "2026-4-2T14:3:0Z"})
        CHECK_MESSAGE(read(DataType::DateTime, text) == "(none)", text);
}

TEST_CASE("a point lies on the globe, a line has two of them and a shape three")
{
    CHECK(read(DataType::Geopoint, "14.66599 179.9009 200.0 5.0") == "14.66599 179.9009 200.0 5.0");
    CHECK(read(DataType::Geopoint, "14.6 179.9") == "14.6 179.9");
    for (const char* text : {"99 179.9 1200 0", "14 181", "14", "ZYX 1 2 3", "1 2 ABC 15", "1 2 3 4 5"})
        CHECK_MESSAGE(read(DataType::Geopoint, text) == "(none)", text);
    CHECK(read(DataType::Geotrace, "1 1 0 0; 2 2 0 0;") == "1 1 0 0; 2 2 0 0;");
    CHECK(read(DataType::Geotrace, "1 1 0 0") == "(none)");
    CHECK(read(DataType::Geoshape, "1 1;2 2") == "(none)");
    CHECK(read(DataType::Geoshape, "1 1;2 2;1 2;1 1") == "1 1;2 2;1 2;1 1");
}

TEST_CASE("what an expression gives is fitted to the type, and is empty where it does not fit")
{
    CHECK(value_from_expression(DataType::Integer, "2.9") == "2");
    CHECK(value_from_expression(DataType::Integer, "-0.5") == "0");
    CHECK(value_from_expression(DataType::Integer, "NaN").empty());
    CHECK(value_from_expression(DataType::Decimal, "Infinity").empty());
    CHECK(value_from_expression(DataType::DateOnly, "2026-11-21T05:27:00.000+02:00") == "2026-11-21");
    CHECK(value_from_expression(DataType::TimeOnly, "2026-11-21T05:27:00.000+02:00") == "05:27:00.000+02:00");
    CHECK(value_from_expression(DataType::DateTime, "2026-11-21") == "2026-11-21T00:00:00.000");
    CHECK(value_from_expression(DataType::Geopoint, "somewhere").empty());
}
