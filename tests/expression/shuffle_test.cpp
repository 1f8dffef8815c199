#include "expression/shuffle.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <limits>
#include <string>

using namespace mahalla;

namespace {

std::string shuffled(std::int64_t seed)
{
    std::vector<char> items{'A', 'B', 'C', 'D', 'E', 'F'};
    ParkMiller chance(seed);
    shuffle(items, [&](std::size_t count) { return chance.below(count); });
    return {items.begin(), items.end()};
}

} // namespace

TEST_CASE("a seed gives the order that ODK's programs give")
{
    CHECK(shuffled(42) == "AFCBDE");
    CHECK(shuffled(1) == "BFEACD");
    CHECK(shuffled(0) == "CBEAFD");
}

TEST_CASE("every seed gives some order of all items")
{
    for (const std::int64_t seed :
         {std::int64_t{-1}, std::int64_t{-2'147'483'646}, std::numeric_limits<std::int64_t>::min(),
          std::numeric_limits<std::int64_t>::max(), std::int64_t{2'147'483'647}}) {
        std::string order = shuffled(seed);
        std::ranges::sort(order);
        CHECK(order == "ABCDEF");
    }
}

TEST_CASE("seeds are made from numbers as Java makes them, and from texts through SHA-256")
{
    CHECK(seed_of_number(1.9) == 1);
    CHECK(seed_of_number(-1.9) == -1);
    CHECK(seed_of_number(std::numeric_limits<double>::quiet_NaN()) == 0);
    CHECK(seed_of_number(std::numeric_limits<double>::infinity()) == std::numeric_limits<std::int64_t>::max());
    CHECK(seed_of_number(-1e300) == std::numeric_limits<std::int64_t>::min());
    CHECK(seed_of_text("") == 0);
    // The 53 bits that an XPath number keeps of ba7816bf 8f01cfea, as JavaRosa hands it on.
    CHECK(seed_of_text("abc") == -5'010'229'573'455'851'520);
}
