#include "base/hash_index.h"

#include <doctest/doctest.h>
#include <string>

using namespace mahalla;

TEST_CASE("numbers are found by what they stand for, also where hashes are the same")
{
    std::vector<std::string> names;
    for (int i = 0; i < 5'000; ++i) names.push_back("name" + std::to_string(i));
    for (const bool collide : {false, true}) {
        const std::size_t count = collide ? 200 : names.size();
        const auto hash_of = [&](std::string_view name) { return collide ? name.size() : HashIndex::hash_of(name); };
        const auto find = [&](const HashIndex& index, std::string_view name) {
            return index.find(hash_of(name), [&](std::uint32_t number) { return names[number] == name; });
        };
        HashIndex index;
        CHECK(find(index, "name0") == HashIndex::none);
        for (std::uint32_t i = 0; i < count; ++i) {
            REQUIRE(find(index, names[i]) == HashIndex::none);
            index.add(hash_of(names[i]), i);
        }
        for (std::uint32_t i = 0; i < count; ++i) REQUIRE(find(index, names[i]) == i);
        CHECK(find(index, "none") == HashIndex::none);
        index.reserve(10 * count);
        CHECK(find(index, names[7]) == 7);
    }
}
