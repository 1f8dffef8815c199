#pragma once
#include "support/published_tables.h"

namespace mahalla::test {

/// Tables for every kind of picture, in English, Arabic and Burmese, each with something hidden.

inline std::string in(const std::string& language, const char* en, const char* ar, const char* my)
{
    return language == "ar" ? ar : language == "my" ? my : en;
}

inline Dimension groups(const std::string& language)
{
    Dimension dimension =
        dimension_of("displacement", {{"host", in(language, "Host community", "المجتمع المضيف", "ဒေသခံများ")},
                                      {"idp", in(language, "Displaced", "نازحون", "နေရပ်စွန့်ခွာသူများ")},
                                      {"refugee", in(language, "Refugees", "لاجئون", "ဒုက္ခသည်များ")}});
    dimension.label = in(language, "displacement status", "حالة النزوح", "နေရပ်စွန့်ခွာမှု အခြေအနေ");
    return dimension;
}

inline PublishedTableContent by_group(const std::string& language)
{
    return published_table(in(language, "Households that feel unsafe after dark", "أسر لا تشعر بالأمان بعد حلول الظلام",
                              "ညအချိန်တွင် မလုံခြုံဟု ခံစားရသော အိမ်ထောင်စုများ"),
                           {groups(language)},
                           {published_cell({"host"}, 0.31, 0.06, 212), published_cell({"idp"}, 0.52, 0.11, 71),
                            hidden_cell({"refugee"}), published_cell({"_T"}, 0.38, 0.05, 290)});
}

inline PublishedTableContent by_age_and_sex(const std::string& language)
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

inline PublishedTableContent by_round(const std::string& language)
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

inline std::vector<PublishedTableContent> by_dimension(const std::string& language)
{
    std::vector<PublishedTableContent> tables = {by_group(language), by_group(language), by_group(language)};
    tables[0].label = in(language, "Food: poor consumption", "الغذاء: استهلاك ضعيف", "အစားအစာ - စားသုံးမှုနည်း");
    tables[1].label = in(language, "Economic: owes rent", "الاقتصاد: إيجار متأخر", "စီးပွားရေး - အိမ်လခကြွေး");
    tables[2].label = in(language, "Personal: unsafe after dark", "الأمان: خوف بعد الظلام", "ကိုယ်ရေး - ညအချိန်မလုံခြုံ");
    tables[0].cells[0].figure->estimate = 0.12;
    tables[1].cells[1].figure->estimate = 0.91;
    return tables;
}

} // namespace mahalla::test
