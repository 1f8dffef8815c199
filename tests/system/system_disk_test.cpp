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

TEST_CASE("writing in place, renaming and removing folders do what they say")
{
    const test::TemporaryFolder folder;
    SystemDisk disk;
    REQUIRE(disk.write(folder / "a", as_bytes("0123456789")));
    const auto before = std::filesystem::hard_link_count(folder / "a");
    std::filesystem::create_hard_link(folder / "a", folder / "same");
    REQUIRE(disk.overwrite(folder / "a", 3, as_bytes("xyz")));
    // In place: who holds the same file sees it.
    CHECK(as_text(*disk.read(folder / "same", 100)) == "012xyz6789");
    CHECK(before == 1);
    CHECK_FALSE(disk.overwrite(folder / "none", 0, as_bytes("x")));
    REQUIRE(disk.rename(folder / "a", folder / "b"));
    CHECK_FALSE(disk.exists(folder / "a"));
    REQUIRE(disk.make_folder(folder / "sub"));
    REQUIRE(disk.rename(folder / "b", folder.path() / "sub" / "b"));
    CHECK_FALSE(disk.remove(folder / "sub"));
    REQUIRE(disk.remove(folder.path() / "sub" / "b"));
    CHECK(disk.remove(folder / "sub"));
    CHECK_FALSE(disk.exists(folder / "sub"));
}
