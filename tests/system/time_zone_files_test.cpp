#include "system/system_disk.h"
#include "system/time_zone_files.h"

#include <doctest/doctest.h>
#include <iostream>

using namespace mahalla;

TEST_CASE("the machine's zones are found by name")
{
    SystemDisk disk;
    if (!disk.exists("/usr/share/zoneinfo/Asia/Tashkent")) {
        std::cout << "skipped: this machine has no zone files\n";
        return;
    }
    const auto zone = read_time_zone(disk, "Asia/Tashkent");
    REQUIRE(zone);
    CHECK(zone->offset_minutes_at(*instant_from_text("2026-11-21T00:00:00Z")) == 300);
    CHECK(read_time_zone(disk, "Nowhere/At_all").error().kind == ErrorKind::NotFound);
}

TEST_CASE("offsets need no file, and no name leads out of the folder")
{
    SystemDisk disk;
    CHECK(read_time_zone(disk, "UTC")->offset_minutes_at({}) == 0);
    CHECK(read_time_zone(disk, "-03:30")->offset_minutes_at({}) == -210);
    for (const char* name : {"", "../../../etc/passwd", "/etc/localtime", "Asia/..", "a b", "+5:00"})
        CHECK(read_time_zone(disk, name).error().kind == ErrorKind::NotFound);
}
