#include "base/text.h"
#include "crypto/recovery_hint.h"
#include "crypto/recovery_text.h"
#include "crypto/scan_text.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

Secret counted_secret(std::size_t size)
{
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 37 + 1);
    return Secret::copy_of(bytes);
}

std::vector<std::string> words_on(const Secret& text)
{
    std::vector<std::string> found;
    for (const std::string_view word : words(as_text(text.view())))
        if (word.find_first_of("0123456789") == std::string_view::npos) found.emplace_back(word);
    return found;
}

Secret typed_text(const std::vector<std::string>& typed) { return Secret::copy_of(joined(typed, " ")); }

std::string verdict(const std::vector<std::string>& typed)
{
    const auto read = secret_of_recovery_text(typed_text(typed));
    return read ? std::string("accepted") : read.error().message;
}

} // namespace

TEST_CASE("a secret survives printing and typing in, in every language")
{
    for (const WordList* list : WordList::all()) {
        for (const std::size_t size : {std::size_t{16}, std::size_t{32}}) {
            for (int run = 0; run < 10; ++run) {
                const Secret secret = Secret::random(size);
                const Secret text = recovery_text_of(secret, *list);
                CHECK(words_on(text).size() == (size == 16 ? 14 : 26));
                const auto read = secret_of_recovery_text(text);
                REQUIRE(read);
                CHECK(equal_in_constant_time(read->view(), secret.view()));
            }
        }
    }
}

TEST_CASE("the words of a secret stay the same for ever")
{
    // Sheets lie in safes: another text here means that none of them opens any more.
    CHECK(joined(words_on(recovery_text_of(counted_secret(16), WordList::of_language("en"))), " ") ==
          "abuse crane switch clock pupil link pioneer solar obvious upper limb flee false flat");
    CHECK(joined(words_on(recovery_text_of(counted_secret(16), WordList::of_language("ar"))), " ") ==
          "أثل حصاد مليون جندب كركي طفولة قصير مشوي فرصة نقاش طعم زكام ركاب زقاق");
    CHECK(joined(words_on(recovery_text_of(counted_secret(16))), " ") ==
          "baho kifu lafi jovo tusa hapi hunu goka rulo fadu fudo jana rahu kuji");
    CHECK(as_text(scan_text_of(counted_secret(16)).view()) == "MAHALLA1VAETEW4EVXLPQIKKOOOML3YQHFS26YMLD");
}

TEST_CASE("capital letters, missing numbers and odd spaces do not matter")
{
    const Secret secret = counted_secret(32);
    std::vector<std::string> typed = words_on(recovery_text_of(secret, WordList::of_language("fr")));
    std::string text;
    for (std::size_t i = 0; i < typed.size(); ++i)
        text += (i % 3 == 0   ? std::to_string(i + 1) + ". "
                 : i % 3 == 1 ? "٧ "
                              : "") +
                replaced_all(typed[i], "é", "E") + "\n\t ";
    const auto read = secret_of_recovery_text(Secret::copy_of(text));
    REQUIRE(read);
    CHECK(equal_in_constant_time(read->view(), secret.view()));
}

TEST_CASE("each word of a sheet taken for any other word is found out by the checksum")
{
    for (const WordList* list : WordList::all()) {
        RecoveryWords words = RecoveryWords::of(counted_secret(16), *list);
        REQUIRE(words.fits_together());
        std::size_t accepted = 0;
        for (std::size_t i = 0; i < words.count; ++i) {
            const std::uint16_t right = words.numbers[i];
            for (std::size_t number = 0; number < list->size(); ++number) {
                words.numbers[i] = static_cast<std::uint16_t>(number);
                if (number != right && words.fits_together()) ++accepted;
            }
            words.numbers[i] = right;
        }
        CHECK(accepted == 0);
    }
}

TEST_CASE("a mistyped, swapped, missing or additional word is told, with its number and what it should be")
{
    for (const WordList* list : WordList::all()) {
        INFO("list of ", list->language());
        for (const std::size_t size : {std::size_t{16}, std::size_t{32}}) {
            const std::vector<std::string> right = words_on(recovery_text_of(counted_secret(size), *list));
            std::vector<std::string> typed = right;
            typed[4] += typed[4].back() == 'x' ? "z" : "x";
            CHECK(verdict(typed).find("Word 5") != std::string::npos);
            auto hint = recovery_hint(typed_text(typed));
            REQUIRE(hint);
            CHECK(hint->word == 5);
            CHECK(hint->nearest == right[4]);

            typed = right;
            typed[7] = list->word(static_cast<std::uint16_t>((*list->number_of(typed[7]) + 700) % list->size()));
            CHECK(verdict(typed).find("do not fit together") != std::string::npos);
            hint = recovery_hint(typed_text(typed));
            REQUIRE(hint);
            CHECK(hint->word == 8);
            CHECK(hint->nearest == right[7]);

            typed = right;
            std::swap(typed[2], typed[3]);
            CHECK(verdict(typed).find("do not fit together") != std::string::npos);
            hint = recovery_hint(typed_text(typed));
            REQUIRE(hint);
            CHECK(hint->word == 3);
            CHECK(hint->swapped_with_next);

            typed = right;
            typed.pop_back();
            CHECK(verdict(typed).find("these are " + std::to_string(right.size() - 1)) != std::string::npos);
            typed = right;
            typed.push_back(typed.front());
            CHECK(verdict(typed).find("these are " + std::to_string(right.size() + 1)) != std::string::npos);
            CHECK(verdict(right) == "accepted");
            CHECK_FALSE(recovery_hint(typed_text(right)));
        }
    }
    CHECK(verdict({}).find("these are 0") != std::string::npos);
}

TEST_CASE("a message about a mistyped sheet holds no word of it: it may end in a log")
{
    for (const WordList* list : WordList::all()) {
        std::vector<std::string> typed = words_on(recovery_text_of(counted_secret(16), *list));
        typed[4] = "qqqqqq";
        for (const std::string& word : words_on(Secret::copy_of(verdict(typed)))) CHECK(word != typed[4]);
        CHECK(verdict(typed).find(typed[3]) == std::string::npos);
    }
}

TEST_CASE("a sheet of the other kind is not taken, and the message says which it is")
{
    const Secret vault = recovery_text_of(counted_secret(16));
    const Secret escrow = recovery_text_of(counted_secret(32));
    CHECK(secret_of_recovery_text(vault, RecoveryKind::VaultCode));
    CHECK(secret_of_recovery_text(escrow, RecoveryKind::EscrowKey));
    CHECK(secret_of_recovery_text(vault, RecoveryKind::EscrowKey).error().message.find("vault's recovery sheet") !=
          std::string::npos);
    CHECK(secret_of_recovery_text(escrow, RecoveryKind::VaultCode).error().message.find("project's escrow sheet") !=
          std::string::npos);
}
