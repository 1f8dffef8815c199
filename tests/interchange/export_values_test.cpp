#include "interchange/csv_cell.h"
#include "interchange/export_values.h"
#include "interchange/village.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

ExportValue value_of(std::string_view nodeset, std::string_view cell, DayOrder order = DayOrder::Unknown)
{
    const auto form = village_form();
    return ExportValues(*form, form->find_node(nodeset)).read(cell, order);
}

} // namespace

TEST_CASE("numbers are read as spreadsheets and countries write them, and never guessed")
{
    CHECK(value_of("/data/house/rooms", "3.0").value == "3");
    CHECK(value_of("/data/house/rooms", " 12 ").value == "12");
    CHECK(value_of("/data/house/rooms", "1e3").value == "1000");
    CHECK(value_of("/data/house/rent", "0,5").value == "0.5");
    CHECK(value_of("/data/house/rent", ".4953942").value == "0.4953942");
    for (const char* text : {"3.5", "three", "1,500", "nan", "inf"}) {
        const ExportValue value = value_of("/data/house/rooms", text);
        CHECK(value.value == text);
        CHECK(std::string(value.problem) == "number-unreadable");
    }
}

TEST_CASE("days of five spellings are one day; days that are none stay as they are")
{
    for (const char* text : {"2026-11-21", "2026-11-21T08:30:00.000+02:00", "21/11/2026", "11/21/2026", "21.11.2026",
                             "Nov 21, 2026", "November 21, 2026 8:30:00 AM"})
        CHECK(value_of("/data/day", text).value == "2026-11-21");
    for (const char* text : {"2026-02-30", "31/02/2026", "tomorrow", "13/13/2026", "2026"}) {
        CHECK(value_of("/data/day", text).value == text);
        CHECK(std::string(value_of("/data/day", text).problem) == "date-unreadable");
    }
    CHECK(value_of("/data/moment", "2026-11-21 08:30:00").value == "2026-11-21T08:30:00");
    CHECK(value_of("/data/moment", "2026-11-21T08:30:00+0200").value == "2026-11-21T08:30:00+02:00");
    CHECK(value_of("/data/moment", "2026-11-21T08:30:00.125-0330").value == "2026-11-21T08:30:00.125-03:30");
    CHECK(value_of("/data/moment", "2026-11-21T08:30:00+02:00").value == "2026-11-21T08:30:00+02:00");
    CHECK(value_of("/data/moment", "11/21/2026 1:05 PM").value == "2026-11-21T13:05:00");
    CHECK(value_of("/data/day", "03/04/2026", DayOrder::DayFirst).value == "2026-04-03");
}

TEST_CASE("places on earth only")
{
    CHECK(value_of("/data/place", "[34.43, 35.84]").value == "34.43 35.84 0 0");
    CHECK(std::string(value_of("/data/place", "95 35").problem) == "geopoint-unreadable");
}

TEST_CASE("a guarded text comes back as it was, every time")
{
    for (const std::string text :
         {"=1+2", "'=1+2", "''=x", "-3", "- 3", "'-3", "@a", "plain", "'quoted'", "", "'", "\tx", "+49 30"}) {
        const std::string guarded = guarded_cell(text);
        CHECK(unguarded_cell(guarded) == text);
        const bool is_number = text == "-3";
        if (!guarded.empty() && !is_number)
            CHECK(std::string_view("=+-@\t\r").find(guarded[0]) == std::string_view::npos);
    }
}
