#include "feedback/feedback_words.h"

#include "base/text.h"
#include "support/page_texts.h"
#include "support/published_tables.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

FeedbackFinding share(double estimate, double half, const std::string& unit = "household")
{
    FeedbackFinding finding;
    finding.unit = unit;
    finding.cell = published_cell({"LB1"}, estimate, half, 120);
    return finding;
}

/// Without the marks that isolate inserted values.
std::string plain(std::string text)
{
    for (const char* mark : {"\u2066", "\u2067", "\u2068", "\u2069"}) text = replaced_all(text, mark, "");
    return text;
}

std::string figure(const FeedbackFinding& finding, const std::string& language = "en")
{
    return plain(words_of(finding, *texts_in(language)).figure);
}
std::string interval(const FeedbackFinding& finding, const std::string& language = "en")
{
    return plain(words_of(finding, *texts_in(language)).interval);
}

} // namespace

TEST_CASE("a share is said in tenths, of households or of people")
{
    CHECK(figure(share(0.42, 0.05)) == "About 4 households in 10");
    CHECK(figure(share(0.12, 0.05)) == "About 1 household in 10");
    CHECK(figure(share(0.42, 0.05, "person")) == "About 4 people in 10");
    CHECK(figure(share(0.03, 0.02)) == "Fewer than 1 household in 10");
    CHECK(figure(share(0.97, 0.02)) == "Nearly every household");
}

TEST_CASE("nobody and everybody are said of those who were asked, never rounded to")
{
    CHECK(figure(share(0, 0)) == "No household that was asked");
    CHECK(figure(share(1, 0)) == "Every household that was asked");
    CHECK(figure(share(0.004, 0.002)) != "No household that was asked");
    CHECK(figure(share(0.998, 0.001)) != "Every household that was asked");
}

TEST_CASE("the tenths of an interval are rounded outwards, so that nothing is surer than it is")
{
    CHECK(interval(share(0.42, 0.07)) == "Between 3 and 5 in 10");
    CHECK(interval(share(0.40, 0.10)) == "Between 3 and 5 in 10");
    CHECK(interval(share(0.03, 0.02)) == "At most 1 in 10");
    CHECK(interval(share(0.95, 0.04)) == "At least 9 in 10");
    CHECK(interval(share(0.5, 0.45)).find("few or many") != std::string::npos);
    for (int i = 1; i < 100; ++i) {
        const FeedbackFinding finding = share(i / 100.0, 0.0101);
        CHECK_FALSE(interval(finding).empty());
    }
}

TEST_CASE("how sure a figure is follows the width of its interval")
{
    const auto sureness = [](double half) { return words_of(share(0.5, half), *texts_in("en")).sureness; };
    CHECK(sureness(0.04) == "We are quite sure of this.");
    CHECK(sureness(0.09) == "We are fairly sure of this.");
    CHECK(sureness(0.15) == "This is a rough picture.");
    CHECK(sureness(0.30) == "This is very uncertain.");
    FeedbackFinding without = share(0.5, 0.1);
    without.cell.figure->lower.reset();
    CHECK(words_of(without, *texts_in("en")).sureness == "How sure this is, we cannot say.");
}

TEST_CASE("Arabic has its own digits and each of its plural forms")
{
    CHECK(figure(share(0.1, 0.05), "ar") == "حوالي أسرة واحدة من كل ١٠ أسر");
    CHECK(figure(share(0.2, 0.05), "ar") == "حوالي أسرتين من كل ١٠ أسر");
    CHECK(figure(share(0.42, 0.05), "ar") == "حوالي ٤ أسر من كل ١٠ أسر");
    CHECK(figure(share(0.2, 0.05, "person"), "ar") == "حوالي شخصين من كل ١٠ أشخاص");
}

TEST_CASE("Burmese has its own digits") { CHECK(figure(share(0.42, 0.05), "my") == "အိမ်ထောင်စု ၁၀ စုတွင် ၄ စုခန့်"); }

TEST_CASE("a hidden figure is explained, and nothing else of it is said in any language")
{
    for (const char* language : {"en", "fr", "ar", "es", "pt", "sw", "am", "my"}) {
        FeedbackFinding finding;
        finding.cell = hidden_cell({"LB1"});
        const FeedbackWords words = words_of(finding, *texts_in(language));
        CHECK(words.figure == texts_in(language)->say("feedback.hidden"_text));
        CHECK(words.interval.empty());
        CHECK(words.sureness.empty());
        CHECK(words.asked.empty());
        CHECK(words.change.empty());
        CHECK_FALSE(tenths_of(finding));
        CHECK(texts_in(language)->has("feedback.hidden"));
    }
}

TEST_CASE("a change says what it was then")
{
    FeedbackFinding finding = share(0.42, 0.05);
    finding.earlier = published_cell({"LB1"}, 0.61, 0.05, 90).figure;
    CHECK(plain(words_of(finding, *texts_in("en")).change) == "Less than last time. Then: About 6 households in 10");
    std::swap(finding.cell.figure->estimate, finding.earlier->estimate);
    CHECK(plain(words_of(finding, *texts_in("en")).change) == "More than last time. Then: About 4 households in 10");
}

TEST_CASE("an average is no share")
{
    FeedbackFinding finding = share(2.4, 0.3);
    finding.statistic = Statistic::Mean;
    CHECK(figure(finding) == "On average 2.4");
    CHECK(interval(finding) == "Between 2.1 and 2.7");
    CHECK(figure(finding, "fr") == "En moyenne 2,4");
    CHECK_FALSE(tenths_of(finding));
}
