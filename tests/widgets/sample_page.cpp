#include "widgets/sample_page.h"

#include "widgets/button.h"
#include "widgets/instruments.h"
#include "widgets/layout.h"
#include "widgets/lists.h"
#include "widgets/text_widgets.h"

namespace mahalla::test {

using namespace ui;

std::string SamplePage::words(const Page& page, const char* english, const char* arabic)
{
    return page.right_to_left() ? arabic : english;
}

void SamplePage::draw_interview(Page& page)
{
    const auto say = [&](const char* english, const char* arabic) { return words(page, english, arabic); };
    const std::string title = say("Household 12, Bab al-Tabbaneh", "الأسرة ١٢، باب التبانة");
    const std::string subtitle = say("Participatory neighbourhood assessment", "تقييم الحي التشاركي");
    ScreenLayout layout;
    layout.id = "interview";
    layout.title = title;
    layout.subtitle = subtitle;
    layout.bar = [&] {
        if (button(page, "language", say("العربية", "English"), {.emphasis = Emphasis::Quiet})) menu = "language";
        if (button(page, "help", say("Help", "مساعدة"),
                   {.emphasis = Emphasis::Quiet, .icon = Icon::Help, .shortcut = KeyPress{Key::F1}})) {
            menu = "help";
        }
    };
    layout.side = [&] {
        const std::vector<Section> sections = {
            {"consent", say("Consent", "الموافقة"), SectionState::Done, 0, 0},
            {"people", say("People of the household", "أفراد الأسرة"), SectionState::Started, 0, 0},
            {"safety", say("Safety", "الأمان"), SectionState::Problem, 2, 0},
            {"water", say("Water and food", "الماء والغذاء"), SectionState::NotStarted, 0, 0}};
        progress_bar(page, say("Answered", "أُجيب عنه"), 0.4);
        if (auto chosen = section_bar(page, "sections", say("Sections", "الأقسام"), sections, section))
            section = *chosen;
    };
    layout.body = [&] {
        heading(page, say("People of the household", "أفراد الأسرة"), HeadingLevel::Page);
        note(page,
             say("Please read the consent text aloud to the respondent before starting. Participation is voluntary "
                 "and can stop at any time.",
                 "يرجى قراءة نص الموافقة بصوت عالٍ للمستجيب قبل البدء. المشاركة طوعية ويمكن التوقف في أي وقت."));
        if (auto ticked = checkbox(page, "consent", say("I agree to take part", "أوافق على المشاركة"), consent)) {
            consent = *ticked;
        }
        TextFieldOptions named;
        const std::string hint = say("As the person wants to be called.", "كما يريد الشخص أن يُنادى.");
        named.field.hint = hint;
        named.field.required = true;
        if (auto typed = text_field(page, "name", say("Respondent's name", "اسم المستجيب"), name, named)) name = *typed;
        NumberFieldOptions years;
        const std::string unit = say("years", "سنة");
        years.unit = unit;
        if (auto typed = number_field(page, "age", say("Age", "العمر"), age, years)) age = *typed;
        if (auto typed = date_field(page, "born", say("Date of birth", "تاريخ الميلاد"), born)) born = *typed;
        const std::vector<Choice> safe = {{"very", say("Very safe", "آمن جدًا")},
                                          {"rather", say("Rather safe", "آمن إلى حد ما")},
                                          {"unsafe", say("Rather unsafe", "غير آمن إلى حد ما")},
                                          {"not", say("Very unsafe", "غير آمن إطلاقًا")}};
        FieldOptions wrong;
        const std::string problem = say("This answer is missing.", "هذه الإجابة ناقصة.");
        if (safety.empty()) wrong.problem = problem;
        if (auto chosen = radio_list(
                page, "safety",
                say("How safe do you feel in your neighbourhood at night?", "إلى أي مدى تشعر بالأمان في حيّك ليلاً؟"),
                safe, safety, wrong)) {
            safety = *chosen;
        }
        const std::vector<Choice> water = {{"tap", say("Tap at home", "حنفية في المنزل")},
                                           {"well", say("Well", "بئر")},
                                           {"truck", say("Water truck", "صهريج ماء")}};
        if (auto chosen = multi_select(page, "sources", say("Where does your water come from?", "من أين يأتي الماء؟"),
                                       water, sources)) {
            sources = *chosen;
        }
        std::vector<Choice> areas = {{"bt", say("Bab al-Tabbaneh", "باب التبانة")},
                                     {"jm", say("Jabal Mohsen", "جبل محسن")},
                                     {"qb", say("Qobbeh", "القبة")}};
        for (int i = 1; i <= 40; ++i) {
            areas.push_back({"a" + std::to_string(i), say("Area ", "منطقة ") + std::to_string(i)});
        }
        if (auto chosen = combo(page, "area", say("Area", "المنطقة"), areas, area)) area = *chosen;
        TextFieldOptions long_text;
        long_text.lines = 3;
        if (auto typed = text_field(page, "remarks", say("Remarks", "ملاحظات"), remarks, long_text)) remarks = *typed;
    };
    layout.actions = [&] {
        if (button(page, "back", say("Back", "السابق"), {.icon = Icon::Back})) --forward;
        {
            if (button(page, "save", say("Save and close", "حفظ وإغلاق"),
                       {.icon = Icon::Save, .shortcut = KeyPress{.key = Key::S, .control = true}})) {
                ++saved;
            }
        }
        badge(page, Tone::Good, say("Saved", "محفوظ"));
        primary_button(page, "next", say("Next", "التالي"), {.icon = Icon::Forward}) ? ++forward : forward;
    };
    screen(page, layout);
    if (!asks_to_leave) return;
    const bool dismissed = dialog(page, "leave", say("Leave this interview?", "هل تريد مغادرة هذه المقابلة؟"), [&] {
        text(page, say("What was answered stays saved as a draft.", "ما أُجيب عنه يبقى محفوظًا كمسودة."));
        Flow flow(page);
        if (primary_button(page, "stay", say("Stay here", "البقاء"))) asks_to_leave = false;
        if (button(page, "leave", say("Leave", "مغادرة"))) asks_to_leave = false;
    });
    if (dismissed) asks_to_leave = false;
}

void SamplePage::draw_overview(Page& page)
{
    const auto say = [&](const char* english, const char* arabic) { return words(page, english, arabic); };
    rows_asked = 0;
    ScreenLayout layout;
    layout.id = "overview";
    const std::string title = say("Today", "اليوم");
    layout.title = title;
    layout.width = BodyWidth::Full;
    layout.body = [&] {
        const std::vector<MenuEntry> entries = {
            {"today", say("Today", "اليوم"), Icon::House, true, true, std::nullopt},
            {"send", say("Send", "إرسال"), Icon::Send, true, false, std::nullopt},
            {"team", say("Team", "الفريق"), Icon::Person, true, false, std::nullopt}};
        if (auto chosen = menu_bar(page, "menu", say("Places", "الأماكن"), entries)) menu = *chosen;
        banner(page, Tone::Warning, say("3 households wait to be sent", "٣ أسر تنتظر الإرسال"),
               say("Take a memory stick to your supervisor, or connect to the network.",
                   "خذ ذاكرة محمولة إلى مشرفك أو اتصل بالشبكة."));
        banner(page, Tone::Good, say("Everything is saved on this laptop", "كل شيء محفوظ على هذا الحاسوب"));
        {
            Columns columns(page, {1, 1});
            {
                Card card(page);
                heading(page, say("Households", "الأسر"));
                fact(page, say("Finished", "مكتملة"), say("12", "١٢"), Tone::Good);
                fact(page, say("Drafts", "مسودات"), say("3", "٣"));
                progress_bar(page, say("Sent", "أُرسلت"), 0.75, say("9 of 12", "٩ من ١٢"));
            }
            heading(page, say("List of households", "قائمة الأسر"));
            if (auto opened = row_list(
                    page, "rows", say("List of households", "قائمة الأسر"), rows,
                    [&](std::size_t i) {
                        ++rows_asked;
                        const std::string number = std::to_string(i + 1);
                        RowContent row{"h" + number,
                                       say("Household ", "الأسرة ") + number,
                                       say("4 people, visited today", "٤ أفراد، زيارة اليوم"),
                                       Icon::House,
                                       Tone::Neutral,
                                       ""};
                        if (i % 3 == 0) row.tone = Tone::Good, row.badge = say("Sent", "أُرسلت");
                        if (i % 3 == 1) row.tone = Tone::Problem, row.badge = say("2 problems", "مشكلتان");
                        return row;
                    },
                    300)) {
                opened_row = *opened;
            }
            const std::vector<Choice> pages = {{"people", say("People", "الأفراد")},
                                               {"visits", say("Visits", "الزيارات")}};
            if (auto chosen = tabs(page, "tabs", say("Parts", "الأجزاء"), pages, tab)) tab = *chosen;
            const std::vector<TableColumn> table_columns = {
                {say("Name", "الاسم"), 2, false}, {say("Age", "العمر"), 1, true}, {say("School", "المدرسة"), 2, false}};
            if (auto opened = table(page, "members", say("Members", "الأفراد"), table_columns, 3, [&](std::size_t i) {
                    const char* english[] = {"Amina", "Yusuf", "Maryam Abd al-Rahman al-Khatib of the second house"};
                    const char* arabic[] = {"أمينة", "يوسف", "مريم عبد الرحمن الخطيب من البيت الثاني"};
                    TableRow row{"m" + std::to_string(i),
                                 {say(english[i], arabic[i]), say("34", "٣٤"), say("Yes", "نعم")},
                                 Tone::Neutral,
                                 ""};
                    if (i == 1) row.problem = say("School is missing", "المدرسة ناقصة");
                    return row;
                })) {
                opened_member = *opened;
            }
            columns.next();
            const std::vector<Choice> needs = {{"water", say("Clean water", "ماء نظيف")},
                                               {"school", say("School", "مدرسة")},
                                               {"light", say("Light in the streets", "إنارة الشوارع")}};
            if (auto ranked = ranking_list(page, "rank", say("What matters most?", "ما الأهم؟"), needs, order))
                order = *ranked;
            if (auto piled =
                    counters(page, "piles", say("Share out twenty stones", "وزّع عشرين حجرًا"), needs, piles, 20)) {
                piles = *piled;
            }
        }
    };
    screen(page, layout);
}

} // namespace mahalla::test
