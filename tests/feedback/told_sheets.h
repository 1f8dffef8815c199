#pragma once
#include "feedback/feedback_content.h"
#include "support/published_tables.h"

namespace mahalla::test {

/// A neighbourhood's results in a language: shares of households and people, an average, a hidden and a missing figure,
/// a change since the last round.
inline FeedbackContent told_sheet(const std::string& language)
{
    const bool ar = language == "ar", my = language == "my";
    const auto in = [&](const char* en, const char* arabic, const char* burmese) {
        return std::string(ar ? arabic : my ? burmese : en);
    };
    const auto cell = [](double estimate, double half, std::uint64_t n) {
        return published_cell({"LB5611", "2"}, estimate, half, n);
    };
    FeedbackContent content;
    content.area = in("Tabbaneh", "باب التبانة", "လှိုင်သာယာ");
    content.round = in("Spring 2026", "ربيع ٢٠٢٦", "၂၀၂၆ နွေဦး");
    const auto add = [&](std::string label, std::string unit, PublishedCell told) {
        FeedbackFinding finding;
        finding.label = std::move(label);
        finding.unit = std::move(unit);
        finding.cell = std::move(told);
        content.findings.push_back(finding);
    };
    add(in("Households that feel unsafe after dark", "أسر لا تشعر بالأمان بعد حلول الظلام",
           "ညအချိန်တွင် မလုံခြုံဟု ခံစားရသော အိမ်ထောင်စုများ"),
        "household", cell(0.42, 0.07, 137));
    content.findings.back().earlier = cell(0.61, 0.06, 140).figure;
    add(in("People with a disability who cannot reach a clinic", "أشخاص ذوو إعاقة لا يستطيعون الوصول إلى عيادة",
           "ဆေးခန်းသို့ မသွားနိုင်သော မသန်စွမ်းသူများ"),
        "person", cell(0.28, 0.16, 31));
    add(in("Households that owe rent", "أسر عليها إيجار متأخر", "အိမ်လခ ကြွေးကျန်ရှိသော အိမ်ထောင်စုများ"), "household",
        hidden_cell({"LB5611", "2"}));
    add(in("Poor or borderline food consumption", "استهلاك غذائي ضعيف أو حدّي", "အစားအစာ စားသုံးမှု အားနည်းခြင်း"),
        "household", cell(0.03, 0.02, 137));
    add(in("Days in a week without water", "أيام في الأسبوع من دون ماء", "တစ်ပတ်အတွင်း ရေမရသော ရက်များ"), "household",
        cell(2.4, 0.3, 135));
    content.findings.back().statistic = Statistic::Mean;
    add(in("Trust in the municipality", "الثقة بالبلدية", "မြို့နယ်အုပ်ချုပ်ရေးကို ယုံကြည်မှု"), "household",
        hidden_cell({"LB5611", "2"}, MarkReason::NotAvailable));
    return content;
}

} // namespace mahalla::test
