#include "support/temporary_folder.h"
#include "system/system_disk.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace mahalla;

TEST_CASE("a written file reads back, and only its owner can read it")
{
    const test::TemporaryFolder folder;
    SystemDisk disk;
    REQUIRE(disk.make_folder(folder / "a" / "b"));
    REQUIRE(disk.write(folder / "a" / "b" / "file", to_bytes("content")));
    CHECK(*disk.read(folder / "a" / "b" / "file", 100) == to_bytes("content"));
    struct stat status {};
    REQUIRE(::stat((folder / "a" / "b" / "file").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("only its owner can read a written file, also where somebody else had left a part of that name")
{
    const test::TemporaryFolder folder;
    SystemDisk disk;
    REQUIRE(disk.write(folder / "file.part", to_bytes("old")));
    REQUIRE(::chmod((folder / "file.part").c_str(), 0644) == 0);
    REQUIRE(disk.write(folder / "file", to_bytes("content")));
    struct stat status {};
    REQUIRE(::stat((folder / "file").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("a file whose writing was not finished is not there")
{
    const test::TemporaryFolder folder;
    SystemDisk disk;
    {
        auto writer = disk.create(folder / "file");
        REQUIRE(writer);
        REQUIRE((*writer)->write(to_bytes("half")));
    }
    CHECK(disk.list(folder.path())->empty());
}

TEST_CASE("each failure of the disk has its kind")
{
    const test::TemporaryFolder folder;
    SystemDisk disk;
    CHECK(disk.read(folder / "none", 10).error().kind == ErrorKind::NotFound);
    REQUIRE(disk.write(folder / "long", to_bytes("0123456789")));
    CHECK(disk.read(folder / "long", 9).error().kind == ErrorKind::Invalid);
    CHECK(disk.open(folder.path()).error().kind == ErrorKind::Invalid);
}
