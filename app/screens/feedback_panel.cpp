#include "screens/feedback_panel.h"

#include "base/text.h"
#include "screens/result_choices.h"
#include "screens/results_picture_panel.h"
#include "widgets/button.h"
#include "widgets/choices.h"
#include "widgets/layout.h"
#include "widgets/text_widgets.h"

namespace mahalla::ui {

void draw_feedback_panel(Page& page, const FeedbackChoice& view, std::string& folder, DeskIntents& intents)
{
    if (!view.is_offered) return;
    const IdScope scope(page, "feedback");
    heading(page, "results.feedback"_text);
    text(page, "results.feedback_what"_text, TextLook::Muted);
    gap(page, Gap::Small);
    TextFieldOptions field;
    field.commit = Commit::EachChange;
    const auto area = view.areas.empty()
                          ? text_field(page, "area", "results.feedback_area"_text, view.area, field)
                          : combo(page, "area", "results.feedback_area"_text, choices_of(view.areas), view.area);
    if (area) intents.push_back(intent::ChooseFeedback{*area, view.language});
    gap(page, Gap::Small);
    if (const auto language =
            combo(page, "language", "results.feedback_language"_text, choices_of(view.languages), view.language))
        intents.push_back(intent::ChooseFeedback{view.area, *language});
    gap(page, Gap::Small);
    field.field.hint = "code.folder_hint"_text;
    if (const auto typed = text_field(page, "folder", "files.folder"_text, folder, field)) folder = *typed;
    gap(page, Gap::Small);
    ButtonOptions save;
    save.icon = Icon::Save;
    save.enabled = !view.area.empty() && !view.file.working;
    if (button(page, "save", "results.feedback_save"_text, save)) intents.push_back(intent::SaveFeedback{folder});
    draw_written(page, view.file);
    if (!view.file.written.empty() && !view.not_shown.empty())
        banner(page, Tone::Information, "results.missing"_text, joined(view.not_shown, ", "));
}

} // namespace mahalla::ui
