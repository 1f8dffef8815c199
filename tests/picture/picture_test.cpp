#include "drawing/drawing_svg.h"
#include "pdf/drawing_pdf.h"
#include "picture/bars_picture.h"
#include "picture/heat_map_picture.h"
#include "picture/pyramid_picture.h"
#include "picture/slope_picture.h"
#include "support/drawing_places.h"
#include "support/page_texts.h"
#include "support/printed_page.h"
#include "support/published_tables.h"

#include <doctest/doctest.h>
#include <pugixml.hpp>

#include <functional>

using namespace mahalla;
using namespace mahalla::test;

namespace {

constexpr const char* languages[] = {"en", "ar", "my", "fr"};

std::string in(const std::string& language, const char* en, const char* ar, const char* my)
{
    return language == "ar" ? ar : language == "my" ? my : en;
}

Dimension groups(const std::string& language)
{
    return dimension_of("displacement", {{"host", in(language, "Host community", "المجتمع المضيف", "ဒေသခံများ")},
                                         {"idp", in(language, "Displaced", "نازحون", "နေရပ်စွန့်ခွာသူများ")},
                                         {"refugee", in(language, "Refugees", "لاجئون", "ဒုက္ခသည်များ")}});
}

PublishedTableContent by_group(const std::string& language)
{
    return published_table(in(language, "Households that feel unsafe after dark", "أسر لا تشعر بالأمان بعد حلول الظلام",
                              "ညအချိန်တွင် မလုံခြုံဟု ခံစားရသော အိမ်ထောင်စုများ"),
                           {groups(language)},
                           {published_cell({"host"}, 0.31, 0.06, 212), published_cell({"idp"}, 0.52, 0.11, 71),
                            hidden_cell({"refugee"}), published_cell({"_T"}, 0.38, 0.05, 290)});
}

PublishedTableContent by_age_and_sex(const std::string& language)
{
    PublishedTableContent table = by_group(language);
    table.unit = "person";
    table.label = in(language, "Population by age and sex", "السكان بحسب العمر والجنس", "အသက်နှင့် လိင်အလိုက် လူဦးရေ");
    const std::vector<std::string> ages = {"0-4", "5-11", "12-17", "18-24", "25-49", "50-59", "60+"};
    Dimension age = dimension_of("age_group", {});
    age.categories = ages;
    table.dimensions = {age, dimension_of("sex", {{"f", in(language, "Women and girls", "نساء وفتيات", "အမျိုးသမီး")},
                                                  {"m", in(language, "Men and boys", "رجال وفتيان", "အမျိုးသား")}})};
    table.cells.clear();
    for (std::size_t i = 0; i < ages.size(); ++i)
        for (const char* sex : {"f", "m"}) {
            const double share = 0.05 + 0.02 * static_cast<double>(i == 4 ? 6 : 3 - std::min<std::size_t>(i, 3)) +
                                 (*sex == 'f' ? 0.004 : 0);
            table.cells.push_back(i == 6 && *sex == 'm' ? hidden_cell({ages[i], sex})
                                                        : published_cell({ages[i], sex}, share, 0.02, 60));
        }
    table.cells.push_back(published_cell({"_T", "f"}, 0.51, 0.02, 420));
    return table;
}

PublishedTableContent by_round(const std::string& language)
{
    PublishedTableContent table = by_group(language);
    table.dimensions.push_back(dimension_of("round", {{"1", in(language, "Spring 2025", "ربيع ٢٠٢٥", "၂၀၂၅ နွေဦး")},
                                                      {"2", in(language, "Autumn 2025", "خريف ٢٠٢٥", "၂၀၂၅ ဆောင်းဦး")},
                                                      {"3", in(language, "Spring 2026", "ربيع ٢٠٢٦", "၂၀၂၆ နွေဦး")}}));
    table.cells = {published_cell({"host", "1"}, 0.42, 0.06, 200),  published_cell({"host", "2"}, 0.38, 0.06, 205),
                   published_cell({"host", "3"}, 0.31, 0.06, 212),  published_cell({"idp", "1"}, 0.61, 0.1, 70),
                   published_cell({"idp", "2"}, 0.6, 0.1, 72),      published_cell({"idp", "3"}, 0.52, 0.11, 71),
                   published_cell({"refugee", "1"}, 0.55, 0.1, 45), hidden_cell({"refugee", "2"}),
                   published_cell({"refugee", "3"}, 0.53, 0.1, 41)};
    return table;
}

std::vector<PublishedTableContent> by_dimension(const std::string& language)
{
    std::vector<PublishedTableContent> tables = {by_group(language), by_group(language), by_group(language)};
    tables[0].label = in(language, "Food: poor consumption", "الغذاء: استهلاك ضعيف", "အစားအစာ - စားသုံးမှုနည်း");
    tables[1].label = in(language, "Economic: owes rent", "الاقتصاد: إيجار متأخر", "စီးပွားရေး - အိမ်လခကြွေး");
    tables[2].label = in(language, "Personal: unsafe after dark", "الأمان: خوف بعد الظلام", "ကိုယ်ရေး - ညအချိန်မလုံခြုံ");
    tables[0].cells[0].figure->estimate = 0.12;
    tables[1].cells[1].figure->estimate = 0.91;
    return tables;
}

/// Every kind of picture in every language.
void for_each_picture(const std::function<void(const std::string&, const Drawing&)>& check)
{
    for (const std::string language : languages) {
        const PictureSetting setting{*texts_in(language), letters()};
        const auto made = [&](const std::string& kind, const Result<Drawing>& drawing) {
            INFO(kind, " in ", language);
            REQUIRE(drawing);
            check(kind + "_" + language, *drawing);
        };
        made("bars", bars_picture(by_group(language), setting));
        made("pyramid", pyramid_picture(by_age_and_sex(language), setting));
        made("heat_map", heat_map_picture(by_dimension(language), "Dimensions × groups", setting));
        made("slopes", slope_picture(by_round(language), "round", setting));
    }
}

PictureSetting english() { return {*texts_in("en"), letters()}; }

} // namespace

TEST_CASE("nothing in a picture overlaps or is cut off, in either direction")
{
    for_each_picture([](const std::string&, const Drawing& drawing) { check_places(drawing); });
}

TEST_CASE("a hidden cell is a hatched mark with its reason, and no byte of any picture holds its figure")
{
    for_each_picture([](const std::string& name, const Drawing& drawing) {
        CHECK(count_of(drawing, DrawingPart::Hidden) > 2);
        const std::string language = name.substr(name.rfind('_') + 1);
        const std::string words = words_of(drawing);
        CHECK(words.find(texts_in(language)->say("picture.hidden_explained"_text)) != std::string::npos);
        const auto pdf = pdf_of({&drawing, 1}, letters());
        REQUIRE(pdf);
        const PrintedPage page(*pdf);
        keep_picture(name + ".png", as_text(page.picture(110)));
        keep_picture(name + ".svg", svg_of(drawing));
        for (const std::string& output : {words, svg_of(drawing), page.text()})
            for (const char* figure : {"88%", "87%", "89%", "٨٨", "7531", "٧٥٣١", "၇၅၃၁", "၈၈", "0.87"})
                CHECK_MESSAGE(output.find(figure) == std::string::npos, figure);
    });
}

TEST_CASE("every picture is a well-formed SVG file")
{
    for_each_picture([](const std::string&, const Drawing& drawing) {
        pugi::xml_document document;
        CHECK(document.load_string(svg_of(drawing).c_str()));
    });
}

TEST_CASE("each figure has its bar and its interval, and says how many were asked")
{
    const Drawing drawing = bars_picture(by_group("en"), english());
    CHECK(count_of(drawing, DrawingPart::Bar) == 3);
    CHECK(count_of(drawing, DrawingPart::Interval) == 3 * 3 + 3); // and one that explains them
    const std::string words = words_of(drawing);
    for (const char* said :
         {"31%", "212 asked", "25%", "37%", "Host community", "All", "Of those who were interviewed"})
        CHECK_MESSAGE(words.find(said) != std::string::npos, said);
}

TEST_CASE("a figure without an interval has none drawn")
{
    PublishedTableContent table = by_group("en");
    for (PublishedCell& cell : table.cells) cell.figure->lower.reset();
    CHECK(count_of(bars_picture(table, english()), DrawingPart::Interval) == 0);
}

TEST_CASE("a bar is as long as its figure, from nothing on")
{
    const Drawing drawing = bars_picture(by_group("en"), english());
    std::vector<float> lengths;
    for (const DrawnShape& shape : drawing.shapes)
        if (shape.part == DrawingPart::Bar) lengths.push_back(shape.bounds().right - shape.bounds().left);
    REQUIRE(lengths.size() == 3);
    CHECK(lengths[1] / lengths[0] == doctest::Approx(0.52 / 0.31).epsilon(0.01));
}

TEST_CASE("figures below nothing have bars to the other side")
{
    PublishedTableContent table = by_group("en");
    table.statistic = Statistic::Mean;
    table.cells = {published_cell({"host"}, -4, 1, 50), published_cell({"idp"}, 6, 1, 50)};
    const Drawing drawing = bars_picture(table, english());
    check_places(drawing);
    std::vector<DrawingRectangle> bars;
    for (const DrawnShape& shape : drawing.shapes)
        if (shape.part == DrawingPart::Bar) bars.push_back(shape.bounds());
    REQUIRE(bars.size() == 2);
    CHECK(bars[0].right == doctest::Approx(bars[1].left));
}

TEST_CASE("no line leads over a hidden round")
{
    const auto drawing = slope_picture(by_round("en"), "round", english());
    REQUIRE(drawing);
    CHECK(count_of(*drawing, DrawingPart::Line) == 4); // two groups with three rounds, one with a gap
}

TEST_CASE("a heat map is as dark as its figure is high")
{
    const auto drawing = heat_map_picture(by_dimension("en"), "Map", english());
    REQUIRE(drawing);
    const auto fill_of = [&](const std::string& about) {
        for (const DrawnShape& shape : drawing->shapes)
            if (shape.about.starts_with(about)) return shape.fill;
        return std::optional<DrawingRole>();
    };
    CHECK(fill_of("Food: poor consumption, Host community") == DrawingRole::Step1);
    CHECK(fill_of("Economic: owes rent, Displaced") == DrawingRole::Step5);
    CHECK(fill_of("Economic: owes rent, Refugees") == DrawingRole::Ground);
}

TEST_CASE("tables of the wrong shape are refused, not drawn somehow")
{
    CHECK_FALSE(pyramid_picture(by_group("en"), english()));
    CHECK_FALSE(slope_picture(by_group("en"), "round", english()));
    CHECK_FALSE(heat_map_picture({}, "None", english()));
    const std::vector two = {by_round("en")};
    CHECK_FALSE(heat_map_picture(two, "Two", english()));
}

TEST_CASE("the layout of pictures is the one that was looked at")
{
    for_each_picture([](const std::string& name, const Drawing& drawing) {
        if (name.ends_with("_fr") || name.ends_with("_my")) return;
        check_listing(drawing.listing(),
                      std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "tests/picture/golden" / (name + ".txt"));
    });
}
