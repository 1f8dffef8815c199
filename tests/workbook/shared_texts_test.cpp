#include "workbook/shared_texts.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

std::string text_of(std::size_t number)
{
    if (number % 7 == 0) return "";
    return "uuid:" + std::to_string(number * 7919) + "-4b2c-" + std::to_string(number) + std::string(number % 50, 'x');
}

} // namespace

TEST_CASE("shared texts come back by their number, in whatever order they are asked for")
{
    constexpr std::size_t count = 1'000'000;
    SharedTexts texts(std::uint64_t{64} << 20U);
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string text = text_of(i);
        bytes += text.size();
        REQUIRE(texts.add(text));
    }
    CHECK(texts.size() == count);
    CHECK(texts.kept_bytes() < bytes / 2);
    for (std::size_t i = 0; i < count; i += 97) REQUIRE(texts.at(i) == text_of(i));
    // By turns from both ends, as two sheets ask.
    for (std::size_t i = 0; i < 3000; ++i) {
        REQUIRE(texts.at(i) == text_of(i));
        REQUIRE(texts.at(count - 1 - i) == text_of(count - 1 - i));
    }
    CHECK(texts.at(count).empty());
}

TEST_CASE("more shared texts than may be held are refused with a way out")
{
    SharedTexts texts(std::uint64_t{1} << 20U);
    Result<void> added;
    std::size_t count = 0;
    for (std::uint64_t noise = 1; added && count < 1'000'000; ++count) {
        noise = noise * 6364136223846793005U + 1442695040888963407U; // nothing that packs well
        added = texts.add(std::to_string(noise));
    }
    REQUIRE_FALSE(added);
    CHECK(added.error().kind == ErrorKind::Invalid);
    CHECK(added.error().message.find("CSV") != std::string::npos);
    CHECK(texts.kept_bytes() < (std::uint64_t{1} << 20U) + (std::uint64_t{64} << 10U));
}

TEST_CASE("a text longer than a block is one of its own")
{
    SharedTexts texts(std::uint64_t{1} << 20U);
    const std::string longest(300'000, 'a');
    REQUIRE(texts.add("before"));
    REQUIRE(texts.add(longest));
    REQUIRE(texts.add("after"));
    CHECK(texts.at(2) == "after");
    CHECK(texts.at(1) == longest);
    CHECK(texts.at(0) == "before");
}
