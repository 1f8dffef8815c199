#include "feedback/feedback_layout.h"

#include "feedback/told_sheets.h"
#include "support/drawing_places.h"
#include "support/page_texts.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

constexpr const char* languages[] = {"en", "fr", "ar", "es", "pt", "sw", "am", "my"};

std::vector<Drawing> pages_of(const FeedbackContent& content, const std::string& language)
{
    return layout_of(content, *texts_in(language), letters());
}

FeedbackContent only(FeedbackFinding finding)
{
    FeedbackContent content;
    content.area = "Harbour";
    content.findings = {std::move(finding)};
    return content;
}

std::size_t filled_signs(const Drawing& page)
{
    return static_cast<std::size_t>(std::ranges::count_if(page.shapes, [](const DrawnShape& shape) {
        return shape.part == DrawingPart::Person && shape.fill == DrawingRole::Bar;
    }));
}

} // namespace

TEST_CASE("nothing on a feedback sheet overlaps or leaves its page, in any language")
{
    for (const char* language : languages) {
        INFO(language);
        for (const Drawing& page : pages_of(told_sheet(language), language)) check_places(page, 15);
    }
}

TEST_CASE("questions of any length wrap, and thirty findings go on as many pages as they need")
{
    for (const char* language : {"en", "ar", "my"}) {
        FeedbackContent content = told_sheet(language);
        const auto six = content.findings;
        for (int i = 0; i < 4; ++i) content.findings.insert(content.findings.end(), six.begin(), six.end());
        for (FeedbackFinding& finding : content.findings)
            for (int i = 0; i < 3; ++i) finding.label += " " + finding.label;
        content.area += " " + content.area + " " + content.area;
        const auto pages = pages_of(content, language);
        CHECK(pages.size() > 4);
        for (const Drawing& page : pages) check_places(page, 15);
    }
}

TEST_CASE("an Arabic sheet is the mirror of an English one")
{
    const auto english = pages_of(told_sheet("en"), "en").front(), arabic = pages_of(told_sheet("ar"), "ar").front();
    const auto first_bar = [](const Drawing& page) {
        return std::ranges::find(page.shapes, DrawingPart::Bar, &DrawnShape::part)->bounds();
    };
    // A bar starts where its language starts, and grows the way it is read.
    CHECK(first_bar(english).left == doctest::Approx(18));
    CHECK(first_bar(arabic).right == doctest::Approx(arabic.width - 18));
    CHECK(arabic.texts.front().lines().front().right == doctest::Approx(arabic.width - 18).epsilon(0.01));
    CHECK(english.texts.front().lines().front().left == doctest::Approx(18).epsilon(0.02));
}

TEST_CASE("a share has ten signs, as many of them filled as its words say")
{
    for (int tenths = 0; tenths <= 10; ++tenths) {
        FeedbackFinding finding;
        finding.unit = "person";
        finding.cell = published_cell({"LB1"}, tenths / 10.0, 0.05, 80);
        const auto pages = pages_of(only(finding), "en");
        CHECK(count_of(pages.front(), DrawingPart::Person) == 10);
        CHECK(filled_signs(pages.front()) == static_cast<std::size_t>(tenths));
        CHECK(count_of(pages.front(), DrawingPart::Bar) == 1);
        CHECK(count_of(pages.front(), DrawingPart::Interval) == 3);
    }
}

TEST_CASE("a hidden finding has a hatched mark: no bar, no interval, no sign, no number")
{
    for (const char* language : languages) {
        FeedbackFinding finding;
        finding.label = "Owe rent";
        finding.cell = hidden_cell({"LB1"});
        const auto pages = pages_of(only(finding), language);
        const Drawing& page = pages.front();
        CHECK(count_of(page, DrawingPart::Bar) == 0);
        CHECK(count_of(page, DrawingPart::Interval) == 0);
        CHECK(count_of(page, DrawingPart::Person) == 0);
        CHECK(count_of(page, DrawingPart::Hidden) > 3);
        const std::string words = words_of(page);
        CHECK(words.find(texts_in(language)->say("feedback.hidden"_text)) != std::string::npos);
        for (const char* figure : {"0.87", "88", "8765", "7531", "٨٨", "٧٥٣١", "၇၅၃၁"})
            CHECK(words.find(figure) == std::string::npos);
    }
}

TEST_CASE("the line below a sheet says who the figures speak of")
{
    FeedbackContent content = told_sheet("en");
    const std::string said = texts_in("en")->say("feedback.of_those_asked"_text);
    CHECK(words_of(pages_of(content, "en").front()).find(said) != std::string::npos);
    for (FeedbackFinding& finding : content.findings) finding.basis = Basis::OfThePopulation;
    CHECK(words_of(pages_of(content, "en").front()).find(said) == std::string::npos);
}

TEST_CASE("every sheet has room to write down what people said")
{
    for (std::size_t count = 1; count <= 12; ++count) {
        FeedbackContent content = told_sheet("en");
        const FeedbackFinding first = content.findings.front();
        content.findings.assign(count, first);
        const auto pages = pages_of(content, "en");
        const std::string heading = texts_in("en")->say("feedback.remarks"_text);
        const auto placed = std::ranges::find(pages.back().texts, heading, &DrawnText::text);
        REQUIRE(placed != pages.back().texts.end());
        const auto lines = std::ranges::count_if(pages.back().shapes, [&](const DrawnShape& shape) {
            return shape.part == DrawingPart::Rule && !shape.is_closed && shape.bounds().top > placed->y + 20;
        });
        CHECK(lines >= 4);
    }
}

TEST_CASE("the layout of a sheet is the one that was looked at")
{
    for (const char* language : {"en", "ar"}) {
        std::string listing;
        for (const Drawing& page : pages_of(told_sheet(language), language)) listing += page.listing();
        check_listing(listing, std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "tests/feedback/golden" /
                                   ("sheet_" + std::string(language) + ".txt"));
    }
}

TEST_CASE("what cannot be shown at all stands on the sheet by its name, explained in its language")
{
    for (const char* language : languages) {
        INFO(language);
        FeedbackContent content = told_sheet(language);
        content.not_shown = {"Households that owe money to an employer", "Trust in the police"};
        std::string words;
        for (const Drawing& page : pages_of(content, language)) {
            check_places(page, 15);
            words += words_of(page);
        }
        CHECK(texts_in(language)->has("feedback.not_shown"));
        const std::size_t explained = words.find(texts_in(language)->say("feedback.not_shown"_text));
        CHECK(explained != std::string::npos);
        for (const std::string& label : content.not_shown) CHECK(words.find(label) > explained);
    }
}

TEST_CASE("five findings are one page with letters that can be read; more go on in their order, in the usual size")
{
    for (const char* language : languages) {
        INFO(language);
        FeedbackContent content = told_sheet(language);
        const FeedbackFinding first = content.findings.front();
        content.round.clear();
        content.findings.clear();
        std::vector<std::string> labels;
        for (int i = 1; i <= 12; ++i) {
            content.findings.push_back(first);
            content.findings.back().label += " " + std::to_string(i);
            content.findings.back().earlier.reset();
            labels.push_back(content.findings.back().label);
            const auto pages = pages_of(content, language);
            if (i <= 4) CHECK(pages.size() == 1);
            std::vector<std::string> order;
            for (const Drawing& page : pages) {
                CHECK(page.width == doctest::Approx(210));
                CHECK(page.height == doctest::Approx(297));
                for (const DrawnText& text : page.texts) {
                    const float points =
                        static_cast<float>(text.paragraph.glyphs.front().key.pixels) * text.scale * 72 / 25.4f;
                    CHECK(points >= 6.3f); // the scale of a bar; what was found is larger
                    if (std::ranges::count(labels, text.text) > 0) {
                        CHECK(points >= 10);
                        order.push_back(text.text);
                    }
                }
            }
            CHECK(order == labels);
        }
    }
}
