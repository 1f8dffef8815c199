#include "base/text.h"
#include "interchange/release_json.h"
#include "interchange/releases.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a release read from JSON says the same, to the last bit of each number")
{
    const PublishedRelease release = small_release();
    const auto received = read_release_json(write_release_json(release));
    REQUIRE(received);
    CHECK(received->content() == release.content());
    CHECK(received->encode() == release.encode());
    CHECK(write_release_json(*received) == write_release_json(release));
}

TEST_CASE("a hidden cell has a mark and not one number in JSON")
{
    const std::string json = write_release_json(small_release());
    const std::size_t mark = json.find("\"confidential\"");
    REQUIRE(mark != std::string::npos);
    const std::size_t begin = json.rfind('{', mark), end = json.find('}', mark);
    const std::string cell = json.substr(begin, end - begin);
    CHECK(cell.find_first_of("0123456789") == std::string::npos);
}

TEST_CASE("JSON that is no release is refused")
{
    const std::string json = write_release_json(small_release());
    CHECK_FALSE(read_release_json(""));
    CHECK_FALSE(read_release_json("[]"));
    CHECK_FALSE(read_release_json("{}"));
    CHECK_FALSE(read_release_json(json.substr(0, json.size() / 2)));
    CHECK_FALSE(read_release_json(replaced_all(json, "\"confidential\"", "\"unknown\"")));
    CHECK_FALSE(read_release_json(replaced_all(json, "\"confidential\"", "\"confidential\", \"n\": 3")));
    CHECK_FALSE(read_release_json(replaced_all(json, "\"tables\"", "\"tabels\"")));
    CHECK_FALSE(read_release_json(std::string(100'000, '[')));
}
