#include "base/seeded_random.h"
#include "base/text.h"
#include "workbook/text_stream.h"

#include <doctest/doctest.h>

using namespace mahalla;

TEST_CASE("how a text is written is found out the same, however its bytes come")
{
    SeededRandom chance(5);
    const std::string arabic = "\xE3\xC7\xC1 \xE6\xCE\xC8\xD2", western = "caf\xE9, na\xEFve";
    const std::string samples[] = {"plain",
                                   "ماء وخبز 🌍",
                                   arabic,
                                   western,
                                   "\xEF\xBB\xBFwith mark",
                                   std::string("\xFF\xFE"
                                               "a\0b\0",
                                               6),
                                   std::string("\xFE\xFF\0a\0b", 6),
                                   std::string("a\0b\0c\0d\0", 8),
                                   "\xC3",
                                   "\xE0\x80\x80",
                                   "\xED\xA0\x80",
                                   "\xF4\x90\x80\x80",
                                   "\xF0\x9F\x8C\x8D",
                                   ""};
    for (const std::string& sample : samples) {
        const DecodedText whole = decode_text(as_bytes(sample));
        for (int round = 0; round < 20; ++round) {
            EncodingScan scan;
            for (std::size_t at = 0; at < sample.size();) {
                const std::size_t size = std::min<std::size_t>(sample.size() - at, chance.below(4) + 1);
                scan.add(as_bytes(sample).subspan(at, size));
                at += size;
            }
            const EncodingFound found = scan.found();
            CHECK(found.encoding == whole.encoding);
            CHECK(decode_as(as_bytes(sample).subspan(found.mark_bytes), found) == whole.text);
        }
    }
    CHECK(decode_text(as_bytes(arabic)).encoding == TextEncoding::Windows1256);
    CHECK(decode_text(as_bytes(western)).encoding == TextEncoding::Windows1252);
}

TEST_CASE("any bytes that are UTF-8 are found to be, and no others")
{
    SeededRandom chance(6);
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes;
        for (std::uint64_t i = chance.below(5) + 1; i > 0; --i) {
            constexpr std::string_view likely = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xED\xA0\xBF\xC0\xF4\x8F\x90\xFF";
            bytes += likely[chance.below(likely.size())];
        }
        EncodingScan scan;
        scan.add(as_bytes(bytes));
        CHECK((scan.found().encoding == TextEncoding::Utf8) == is_valid_utf8(bytes));
    }
}
