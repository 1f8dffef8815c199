#include "session/answer_value.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

/// The text as a record holds it, "(none)" where it is no value of the type.
std::string read(ValueType type, std::string_view text) { return value_from_text(type, text).value_or("(none)"); }

} // namespace

TEST_CASE("a bind's type is read with any prefix or none, and unknown types hold text")
{
    CHECK(value_type_of("int") == ValueType::Int);
    CHECK(value_type_of("xsd:int") == ValueType::Int);
    CHECK(value_type_of("integer") == ValueType::Int);
    CHECK(value_type_of("xsd:dateTime") == ValueType::DateTime);
    CHECK(value_type_of("barcode") == ValueType::String);
    CHECK(value_type_of("") == ValueType::String);
}

TEST_CASE("an empty text is a value of every type")
{
    for (const ValueType type :
         {ValueType::String, ValueType::Int, ValueType::Decimal, ValueType::Boolean, ValueType::Date, ValueType::Time,
          ValueType::DateTime, ValueType::Geopoint, ValueType::Geoshape})
        CHECK(read(type, "").empty());
}

TEST_CASE("an int has 32 bits and no fraction")
{
    CHECK(read(ValueType::Int, "23") == "23");
    CHECK(read(ValueType::Int, " -007 ") == "-7");
    CHECK(read(ValueType::Int, "+5") == "5");
    CHECK(read(ValueType::Int, "2147483647") == "2147483647");
    for (const char* text :
         {"2147483648", "-2147483649", "10.1", "1e3", "ten", "+-5", "+", "-", "1 2", "99999999999999999999"})
        CHECK_MESSAGE(read(ValueType::Int, text) == "(none)", text);
}

TEST_CASE("a decimal always shows its point")
{
    CHECK(read(ValueType::Decimal, "89") == "89.0");
    CHECK(read(ValueType::Decimal, "-1") == "-1.0");
    CHECK(read(ValueType::Decimal, "45.670") == "45.67");
    CHECK(read(ValueType::Decimal, ".5") == "0.5");
    for (const char* text : {"NaN", "inf", "1,5", "--1", "1.2.3"})
        CHECK_MESSAGE(read(ValueType::Decimal, text) == "(none)", text);
}

TEST_CASE("days, times and moments must exist, and are kept as entered")
{
    CHECK(read(ValueType::Date, "2025-03-14") == "2025-03-14");
    CHECK(read(ValueType::Date, "2025-12-21T14:30:00") == "2025-12-21");
    CHECK(read(ValueType::Date, "2025-02-29") == "(none)");
    CHECK(read(ValueType::Date, "2025-23-23") == "(none)");
    CHECK(read(ValueType::Time, "22:02:00.000-07:00") == "22:02:00.000-07:00");
    for (const char* text :
         {"25:02:00", "24:00:00", "22:60:00", "22:02:61", "22:02", "22", "22:02:00+25:00", "22:02:00+0700", "XX:YY:ZZ"})
        CHECK_MESSAGE(read(ValueType::Time, text) == "(none)", text);
    CHECK(read(ValueType::DateTime, "2026-04-22T14:30:00Z") == "2026-04-22T14:30:00Z");
    for (const char* text :
         {"2026-04-22", "2026-04-22 14:30:00Z", "2026-04-31T14:30:00Z", "2026-04-22T14:60:00Z", "2026-4-2T14:3:0Z"})
        CHECK_MESSAGE(read(ValueType::DateTime, text) == "(none)", text);
}

TEST_CASE("a point lies on the globe, a line has two of them and a shape three")
{
    CHECK(read(ValueType::Geopoint, "14.66599 179.9009 200.0 5.0") == "14.66599 179.9009 200.0 5.0");
    CHECK(read(ValueType::Geopoint, "14.6 179.9") == "14.6 179.9");
    for (const char* text : {"99 179.9 1200 0", "14 181", "14", "ZYX 1 2 3", "1 2 ABC 15", "1 2 3 4 5"})
        CHECK_MESSAGE(read(ValueType::Geopoint, text) == "(none)", text);
    CHECK(read(ValueType::Geotrace, "1 1 0 0; 2 2 0 0;") == "1 1 0 0; 2 2 0 0;");
    CHECK(read(ValueType::Geotrace, "1 1 0 0") == "(none)");
    CHECK(read(ValueType::Geoshape, "1 1;2 2") == "(none)");
    CHECK(read(ValueType::Geoshape, "1 1;2 2;1 2;1 1") == "1 1;2 2;1 2;1 1");
}

TEST_CASE("what an expression gives is fitted to the type, and is empty where it does not fit")
{
    CHECK(value_from_expression(ValueType::Int, "2.9") == "2");
    CHECK(value_from_expression(ValueType::Int, "-0.5") == "0");
    CHECK(value_from_expression(ValueType::Int, "NaN").empty());
    CHECK(value_from_expression(ValueType::Decimal, "Infinity").empty());
    CHECK(value_from_expression(ValueType::Date, "2026-11-21T05:27:00.000+02:00") == "2026-11-21");
    CHECK(value_from_expression(ValueType::Time, "2026-11-21T05:27:00.000+02:00") == "05:27:00.000+02:00");
    CHECK(value_from_expression(ValueType::DateTime, "2026-11-21") == "2026-11-21T00:00:00.000");
    CHECK(value_from_expression(ValueType::Geopoint, "somewhere").empty());
}
