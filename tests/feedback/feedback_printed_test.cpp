#include "base/text.h"
#include "feedback/feedback_layout.h"
#include "feedback/told_sheets.h"
#include "pdf/drawing_pdf.h"
#include "pdf/pdf_language.h"
#include "support/drawing_places.h"
#include "support/page_texts.h"
#include "support/printed_page.h"

#include <doctest/doctest.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <map>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// How often each letter, mark and digit is there, whatever shape it has in its word. In which order they come back is
/// the reader's affair: within a Burmese syllable, and where an Arabic ligature or a line of two directions is, each
/// program has its own.
std::map<char32_t, int> letters_of(std::string_view text)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* form = icu::Normalizer2::getNFKCInstance(status);
    std::string folded;
    form->normalize(icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}), status)
        .toUTF8String(folded);
    std::map<char32_t, int> counts;
    for (const char32_t c : to_code_points(folded))
        if ((U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0) ++counts[c];
    return counts;
}

Bytes printed(const std::string& language)
{
    const auto pages = layout_of(told_sheet(language), *texts_in(language), letters());
    auto pdf = pdf_of(pages, letters());
    REQUIRE(pdf);
    return std::move(*pdf);
}

} // namespace

TEST_CASE("a printed sheet gives back every letter of its texts, in English, Arabic and Burmese")
{
    for (const char* language : {"en", "fr", "ar", "my"}) {
        INFO(language);
        const PrintedPage page(printed(language));
        std::string placed;
        const std::vector<Drawing> drawings = layout_of(told_sheet(language), *texts_in(language), letters());
        for (const Drawing& drawing : drawings)
            for (const DrawnText& text : drawing.texts) placed += text.text + "\n";
        CHECK(letters_of(page.text()) == letters_of(placed));
        for (int number = 1; number <= static_cast<int>(drawings.size()); ++number)
            keep_picture("feedback_" + std::string(language) + "_" + std::to_string(number) + ".png",
                         as_text(page.picture(80, number)));
        if (std::string_view(language) == "en" || std::string_view(language) == "ar")
            keep_guide_picture("feedback-" + std::string(language) + ".png", as_text(page.picture(80)));
    }
}

TEST_CASE("words of a printed sheet are found by a search")
{
    const std::string english = PrintedPage(printed("en")).text();
    for (const char* words : {"Households that feel unsafe after dark", "About 4 households in 10",
                              "Between 3 and 5 in 10", "What people said about this"})
        CHECK_MESSAGE(english.find(words) != std::string::npos, words);
    CHECK(PrintedPage(printed("ar")).text().find("عيادة") != std::string::npos);
    CHECK(PrintedPage(printed("my")).text().find("အိမ်ထောင်စု") != std::string::npos);
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

TEST_CASE("a printed sheet has all its letters in it, and says in what language it is")
{
    for (const std::string language : {"en", "ar", "my", "am"}) {
        INFO(language);
        const Bytes pdf = printed(language);
        const PrintedPage page(pdf);
        CHECK(page.complaints().empty());
        CHECK(as_text(pdf).find("/Lang (" + language + ")") != std::string_view::npos);
        const std::string faces = page.faces();
        std::size_t lines = 0;
        for (const std::string_view line : split(faces, '\n')) {
            if (line.find("+Noto") == std::string_view::npos) continue;
            ++lines;
            // name, kind, encoding, then: embedded, only the letters that are used, searchable
            CHECK_MESSAGE(line.find(" yes yes yes ") != std::string_view::npos, std::string(line));
        }
        CHECK(lines > 1);
        // Who printed it, for whom and when is nobody's business.
        const std::string information = page.information();
        for (const char* name : {"Author", "Creator", "Subject", "Keywords", "ModDate"})
            CHECK_MESSAGE(information.find(name) == std::string::npos, name);
    }
}

TEST_CASE("a language that is no code is not written into a file")
{
    Bytes pdf = printed("en");
    const Bytes before = pdf;
    CHECK_FALSE(add_pdf_language(pdf, "en) /OpenAction (x"));
    CHECK_FALSE(add_pdf_language(pdf, ""));
    CHECK(pdf == before);
    Bytes other = to_bytes("%PDF-1.4\nnothing that cairo wrote\n%%EOF\n");
    CHECK_FALSE(add_pdf_language(other, "en"));
}
