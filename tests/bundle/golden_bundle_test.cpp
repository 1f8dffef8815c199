#include "sample_bundle.h"
#include "system/system_disk.h"

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a bundle of the first version reads the same for ever")
{
    SystemDisk disk;
    const auto bytes = disk.read(std::string(MAHALLA_SOURCE_FOLDER) + "/tests/vectors/bundle-1.mahalla", 1 << 20);
    REQUIRE(bytes);
    const Reading reading = read_bytes(*bytes);
    REQUIRE_FALSE(reading.error);
    CHECK(reading.contents.end == BundleEnd::Complete);
    CHECK(reading.contents.manifest == manifest_for(small_items()));
    CHECK(reading.items == small_items());
}

/// Writes a new vector for a new version of the format; run by name, by hand.
TEST_CASE("make the vector of the present version" * doctest::skip())
{
    MemoryDisk memory;
    write_bundle(memory, small_items());
    SystemDisk disk;
    REQUIRE(disk.write(std::string(MAHALLA_SOURCE_FOLDER) + "/tests/vectors/bundle-1.mahalla",
                       memory.files.begin()->second));
}
