#include "support/memory_disk.h"
#include "system/removable_media.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const char* const table =
    "22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw\n"
    "23 22 0:21 / /proc rw,nosuid - proc proc rw\n"
    "90 22 8:17 / /media/amal/FIELD\\040STICK rw,nosuid,nodev,relatime shared:60 - vfat /dev/sdb1 rw,uid=1000\n"
    "91 22 8:33 / /run/media/amal/CARD ro,nosuid - exfat /dev/sdc1 rw\n"
    "92 22 0:50 / /media/amal/tmp rw - tmpfs tmpfs rw\n"
    "93 22 8:49 / /media/ rw - ext4 /dev/sdd1 rw\n"
    "94 22 8:65 / /media/half";

void write(MemoryDisk& disk, std::string_view text) { disk.files["/proc/self/mountinfo"] = to_bytes(text); }

} // namespace

TEST_CASE("what is mounted from a block device below the places for media is a medium; nothing else is")
{
    const auto media = removable_media_in(table);
    REQUIRE(media.size() == 2);
    CHECK(media[0] == RemovableMedium{"/media/amal/FIELD STICK", true});
    CHECK(media[1] == RemovableMedium{"/run/media/amal/CARD", false});
}

TEST_CASE("a medium appears once, and again after it was taken out")
{
    MemoryDisk disk;
    MediumWatch watch(disk);
    CHECK_FALSE(watch.appeared());
    write(disk, table);
    CHECK(watch.appeared()->size() == 2);
    CHECK(watch.appeared()->empty());
    write(disk, "");
    CHECK(watch.appeared()->empty());
    write(disk, table);
    CHECK(watch.appeared()->size() == 2);
    CHECK(watch.present()->size() == 2);
}

TEST_CASE("no table of mounts breaks the reading of it")
{
    for (std::size_t length = 0; length < std::string_view(table).size(); ++length)
        removable_media_in(std::string_view(table).substr(0, length));
    CHECK(removable_media_in("1 2 3 4 /media/a\\04 rw - vfat /dev/sdb1 rw").front().folder == "/media/a\\04");
    CHECK(removable_media_in(" - - - \n\n-").empty());
}
