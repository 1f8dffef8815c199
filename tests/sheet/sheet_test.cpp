#include "base/text.h"
#include "crypto/recovery_text.h"
#include "qr_code/qr_reader.h"
#include "sheet/sheet_layout.h"
#include "sheet/sheet_pdf.h"
#include "support/printed_page.h"
#include "system/system_disk.h"
#include "text/language_folder.h"

#include <doctest/doctest.h>
#include <unicode/normalizer2.h>

#include <algorithm>

using namespace mahalla;
using test::PrintedPage;

namespace {

constexpr const char* project_name = "Harbour الميناء";

TextEngine& engine()
{
    static const std::unique_ptr<TextEngine> made = *TextEngine::create("/usr/share/fonts/truetype/noto");
    return *made;
}

std::shared_ptr<const TextCatalogue> catalogue(const std::string& language)
{
    static SystemDisk disk;
    static const LanguageFolder folder = *LanguageFolder::read(disk, language_folder(disk));
    return folder.for_code(language);
}

Secret secret_of(std::size_t size)
{
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 53 + 7);
    return Secret::copy_of(bytes);
}

SheetPage page_of(const Secret& secret, const std::string& language, const std::string& project = project_name)
{
    const RecoverySheet sheet{secret, WordList::of_language(language), project, "40512 88213 00417 55120 93310 27784"};
    return layout_of(sheet, *catalogue(language), engine());
}

/// Every sheet there is: both kinds in every language that has words or texts of its own.
template <typename Check> void for_each_sheet(Check check)
{
    for (const char* language : {"en", "fr", "es", "ar", "pt", "my"}) {
        for (const std::size_t size : {std::size_t{16}, std::size_t{32}}) {
            INFO(language, ", ", size, " bytes");
            const Secret secret = secret_of(size);
            check(language, secret, page_of(secret, language));
        }
    }
}

/// Letters as a search compares them: a PDF may hold an Arabic letter as the shape it has in its word.
std::string letters_of(std::string_view text)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* form = icu::Normalizer2::getNFKCInstance(status);
    std::string out;
    form->normalize(icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}), status)
        .toUTF8String(out);
    return out;
}

struct Rectangle {
    float left, top, right, bottom;
    bool overlaps(const Rectangle& other) const
    {
        constexpr float allowed = 0.05f;
        return left < other.right - allowed && other.left < right - allowed && top < other.bottom - allowed &&
               other.top < bottom - allowed;
    }
};

/// Where a text's letters lie, line for line: no script that is printed reaches further from the baseline.
std::vector<Rectangle> lines_of(const SheetPage::Text& text)
{
    std::vector<Rectangle> lines;
    for (const TextLine& line : text.paragraph.lines) {
        const float letters = static_cast<float>(text.paragraph.glyphs[line.glyphs_from].key.pixels) * text.scale;
        const float baseline = text.y + line.baseline * text.scale;
        lines.push_back({text.x + line.x * text.scale, baseline - 0.8f * letters,
                         text.x + (line.x + line.width) * text.scale, baseline + 0.4f * letters});
    }
    return lines;
}

/// Whether everything keeps to the page and clear of everything else.
void check_places(const SheetPage& page)
{
    std::vector<Rectangle> places;
    for (const SheetPage::Code& code : page.codes)
        places.push_back({code.x, code.y, code.x + code.side, code.y + code.side});
    for (const SheetPage::Box& box : page.boxes) {
        CHECK(box.x >= 15);
        CHECK(box.x + box.width <= SheetPage::width - 15);
        CHECK(box.y + box.height <= SheetPage::height - 15);
        // A line must not run through letters; a frame has letters within, but none on its edges.
        places.push_back({box.x, box.y - 0.1f, box.x + box.width, box.y + 0.1f});
        if (box.height > 0)
            places.push_back({box.x, box.y + box.height - 0.1f, box.x + box.width, box.y + box.height + 0.1f});
    }
    for (const SheetPage::Text& text : page.texts) {
        INFO(text.text);
        CHECK(text.text_width() <= text.box_width + 0.1f);
        for (const Rectangle& line : lines_of(text)) {
            CHECK(line.left >= 15);
            CHECK(line.right <= SheetPage::width - 15);
            CHECK(line.bottom <= SheetPage::height - 15);
            for (const Rectangle& other : places) CHECK_FALSE(line.overlaps(other));
        }
        const auto lines = lines_of(text);
        places.insert(places.end(), lines.begin(), lines.end());
    }
}

} // namespace

TEST_CASE("nothing on a sheet is cut, runs over the margin or into something else, in any language")
{
    for_each_sheet([](const std::string&, const Secret&, const SheetPage& page) {
        check_places(page);
        for (const SheetPage::Text& text : page.texts) CHECK_FALSE(text.paragraph.was_cut);
    });
}

TEST_CASE("a project of a very long name has a sheet all the same")
{
    std::string name;
    for (int i = 0; i < 40; ++i) name += "Assessment of neighbourhoods ";
    for (const char* language : {"en", "fr", "es", "ar", "pt"}) check_places(page_of(secret_of(32), language, name));
}

TEST_CASE("the words of a sheet stand on one line each")
{
    for_each_sheet([](const std::string& language, const Secret& secret, const SheetPage& page) {
        const RecoveryWords words = RecoveryWords::of(secret, WordList::of_language(language));
        for (std::size_t i = 0; i < words.count; ++i) {
            const std::string_view word = words.list->word(words.numbers[i]);
            const auto placed = std::ranges::find(page.texts, word, &SheetPage::Text::text);
            REQUIRE(placed != page.texts.end());
            CHECK(placed->paragraph.lines.size() == 1);
        }
    });
}

TEST_CASE("an Arabic sheet starts at the right, and its letters are joined")
{
    const Secret secret = secret_of(16);
    const SheetPage page = page_of(secret, "ar");
    const SheetPage::Text& title = page.texts.front();
    const Rectangle line = lines_of(title).front();
    CHECK(line.right == doctest::Approx(SheetPage::width - 20).epsilon(0.01));
    CHECK(page.codes.front().x < SheetPage::width / 2); // the code is at the end of the line
    const RecoveryWords words = RecoveryWords::of(secret, WordList::of_language("ar"));
    for (std::size_t i = 0; i < words.count; ++i) {
        const std::string word(words.list->word(words.numbers[i]));
        const auto placed = std::ranges::find(page.texts, word, &SheetPage::Text::text);
        REQUIRE(placed != page.texts.end());
        CHECK(placed->paragraph.right_to_left);
        // Letters that stood alone would be as wide as the sum of letters.
        float alone = 0;
        for (const char32_t letter : to_code_points(word)) {
            TextStyle style;
            style.pixels = placed->paragraph.glyphs.front().key.pixels;
            style.weight = Weight::Bold;
            alone += engine().shaped(to_utf8(std::u32string(1, letter)), style).width;
        }
        INFO(word);
        CHECK(placed->paragraph.width < alone - 0.5f);
        break; // the first word has letters that join; some words of the list have none
    }
}

TEST_CASE("the printed page holds its words, digits and checksum as text that a reader of PDF finds")
{
    for_each_sheet([](const std::string& language, const Secret& secret, const SheetPage& page) {
        const auto pdf = pdf_of(page, engine());
        REQUIRE(pdf);
        const std::string text = letters_of(PrintedPage(pdf->view()).text());
        const RecoveryWords words = RecoveryWords::of(secret, WordList::of_language(language));
        for (std::size_t i = 0; i < words.count; ++i) {
            const std::string word = letters_of(words.list->word(words.numbers[i]));
            CHECK_MESSAGE(text.find(word) != std::string::npos, word, " in ", text);
        }
        CHECK(text.find(recovery_checksum_of(secret)) != std::string::npos);
        CHECK(text.find("40512 88213") != std::string::npos);
        CHECK(text.find("Harbour") != std::string::npos);
    });
}

TEST_CASE("the printed page's QR code gives the secret back")
{
    for_each_sheet([](const std::string&, const Secret& secret, const SheetPage& page) {
        const auto pdf = pdf_of(page, engine());
        REQUIRE(pdf);
        const auto scanned = read_qr_code(PrintedPage(pdf->view()).picture(100));
        REQUIRE(scanned);
        const auto read = secret_of_recovery_text(Secret::copy_of(*scanned));
        REQUIRE(read);
        CHECK(equal_in_constant_time(read->view(), secret.view()));
    });
}

TEST_CASE("a sheet is one page of A4 that says neither when nor by whom it was made, and is the same each time")
{
    const Secret secret = secret_of(32);
    const auto pdf = pdf_of(page_of(secret, "en"), engine());
    REQUIRE(pdf);
    const std::string information = PrintedPage(pdf->view()).information();
    CHECK(information.find("Pages:           1\n") != std::string::npos);
    CHECK(information.find("(A4)") != std::string::npos);
    CHECK(information.find("CreationDate") == std::string::npos);
    CHECK(information.find("Harbour") == std::string::npos);
    const auto again = pdf_of(page_of(secret, "en"), engine());
    REQUIRE(again);
    CHECK(equal_in_constant_time(pdf->view(), again->view()));
}

TEST_CASE("no word of a sheet stays in the engine's cache")
{
    const std::size_t before = engine().counts().cached;
    const Secret secret = secret_of(16);
    {
        const SheetPage page = page_of(secret, "fr");
    }
    CHECK(engine().counts().cached == before);
}
