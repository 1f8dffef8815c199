#include "base/text.h"
#include "feedback/feedback_layout.h"
#include "feedback/feedback_words.h"
#include "feedback/told_sheets.h"
#include "pdf/drawing_pdf.h"
#include "support/drawing_places.h"
#include "support/page_texts.h"
#include "support/printed_page.h"

#include <doctest/doctest.h>
#include <unicode/normalizer2.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// Letters as a search compares them: without marks, white space, and the shapes a letter has in its word.
std::string letters_of(std::string_view text)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* form = icu::Normalizer2::getNFKCInstance(status);
    std::string folded, out;
    form->normalize(icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}), status)
        .toUTF8String(folded);
    for (const char32_t c : to_code_points(folded)) {
        const bool is_mark = (c >= 0x2066 && c <= 0x2069) || (c >= 0x202A && c <= 0x202E) || c == 0x200E || c == 0x200F;
        if (!is_mark && c != U' ' && c != U'\n' && c != 0xA0 && c != U'\f') append_utf8(out, c);
    }
    return out;
}

Bytes printed(const std::string& language)
{
    const auto pages = layout_of(told_sheet(language), *texts_in(language), letters());
    auto pdf = pdf_of(pages, letters());
    REQUIRE(pdf);
    return std::move(*pdf);
}

} // namespace

TEST_CASE("a printed sheet can be read and searched in English, Arabic and Burmese")
{
    for (const char* language : {"en", "fr", "ar", "my"}) {
        INFO(language);
        const PrintedPage page(printed(language));
        const std::string text = letters_of(page.text());
        const FeedbackContent content = told_sheet(language);
        // Of a right-to-left line that mixes digits and words each reader of PDF makes its own order: words are looked
        // for.
        for (const FeedbackFinding& finding : content.findings)
            for (const std::string_view word : words(finding.label)) {
                const std::string wanted = letters_of(word);
                CHECK_MESSAGE(text.find(wanted) != std::string::npos, word, " in ", text);
            }
        for (const std::string_view word : words(texts_in(language)->say("feedback.remarks"_text)))
            CHECK(text.find(letters_of(word)) != std::string::npos);
        for (int number = 1; number <= 2; ++number)
            keep_picture("feedback_" + std::string(language) + "_" + std::to_string(number) + ".png",
                         as_text(page.picture(80, number)));
    }
}

TEST_CASE("a printed sheet has no figure of a hidden cell, no day, and the same bytes each time")
{
    for (const char* language : {"en", "ar", "my"}) {
        const Bytes pdf = printed(language);
        CHECK(pdf == printed(language));
        const PrintedPage page(pdf);
        const std::string text = page.text();
        for (const char* figure : {"88", "8765", "7531", "٨٨", "٧٥٣١", "၈၈", "၇၅၃၁"})
            CHECK_MESSAGE(text.find(figure) == std::string::npos, figure, " in ", text);
        const std::string information = page.information();
        CHECK(information.find("CreationDate") == std::string::npos);
        CHECK(information.find("(A4)") != std::string::npos);
    }
}
