#include "base/text.h"
#include "crypto/recovery_text.h"

#include <doctest/doctest.h>

using namespace mahalla;

TEST_CASE("a secret survives printing and typing in")
{
    for (const std::size_t size : {std::size_t{16}, std::size_t{32}}) {
        for (int run = 0; run < 50; ++run) {
            const Secret secret = Secret::random(size);
            const auto read = secret_of_recovery_text(recovery_text_of(secret));
            REQUIRE(read);
            CHECK(equal_in_constant_time(read->view(), secret.view()));
        }
    }
}

TEST_CASE("capital letters, missing line numbers and odd spaces do not matter")
{
    const Secret secret = Secret::copy_of(ByteView(Bytes(16, 0)));
    const auto read = secret_of_recovery_text(
        Secret::copy_of(replaced_all(as_text(recovery_text_of(secret).view()), "1 ", "\n  1. BABA "))); // one word more
    CHECK(read.error().kind == ErrorKind::Invalid);
    std::string text(as_text(recovery_text_of(secret).view()));
    for (char& letter : text)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    text = replaced_all(replaced_all(text, "\n", "  \t"), "2 ", "");
    CHECK(secret_of_recovery_text(Secret::copy_of(text)));
}

TEST_CASE("a mistyped, swapped or missing word is told")
{
    const Secret secret = Secret::copy_of(ByteView(Bytes{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}));
    const std::string text(as_text(recovery_text_of(secret).view()));
    std::vector<std::string> parts;
    for (const std::string_view word : words(text))
        if (word.size() == 4) parts.emplace_back(word);
    REQUIRE(parts.size() == 12);
    const auto kind_of = [](const std::vector<std::string>& typed) {
        const auto read = secret_of_recovery_text(Secret::copy_of(joined(typed, " ")));
        return read ? std::string("accepted") : read.error().message;
    };
    std::vector<std::string> typed = parts;
    typed[4] = "qqqq";
    CHECK(kind_of(typed).find("Word 5") != std::string::npos);
    typed = parts;
    std::swap(typed[2], typed[7]);
    CHECK(kind_of(typed).find("do not fit together") != std::string::npos);
    typed = parts;
    typed.pop_back();
    CHECK(kind_of(typed).find("these are 11") != std::string::npos);
}
