#include "screens/results_picture_panel.h"

#include "base/text.h"
#include "widgets/button.h"
#include "widgets/drawing_view.h"
#include "widgets/field.h"
#include "widgets/layout.h"
#include "widgets/lists.h"
#include "widgets/text_widgets.h"

#include <algorithm>
#include <cmath>

namespace mahalla::ui {

namespace {

/// Of a drawing, which has 4 mm of margin on each side.
constexpr float margins_mm = 8, width_min_mm = 90, width_max_mm = 180;
constexpr float width_step_mm = 2; ///< A little more or less room is no reason to make it anew.

TextKey words_of(PictureKind kind)
{
    switch (kind) {
    case PictureKind::Bars:
        return "results.as_bars"_text;
    case PictureKind::Pyramid:
        return "results.as_pyramid"_text;
    case PictureKind::HeatMap:
        return "results.as_heat_map"_text;
    case PictureKind::Slopes:
        return "results.as_slopes"_text;
    case PictureKind::Map:
        return "results.as_map"_text;
    }
    return "results.as_bars"_text;
}

void draw_saving(Page& page, const ResultsView& view, std::string& folder, DeskIntents& intents)
{
    const IdScope scope(page, "save");
    const Card card(page);
    text(page, "results.save_what"_text);
    TextFieldOptions field;
    field.field.hint = "code.folder_hint"_text;
    field.commit = Commit::EachChange;
    if (const auto typed = text_field(page, "folder", "files.folder"_text, folder, field)) folder = *typed;
    gap(page, Gap::Small);
    {
        Flow flow(page);
        ButtonOptions save;
        save.icon = Icon::Save;
        save.enabled = !view.saved.working;
        if (button(page, "pdf", "results.save_pdf"_text, save)) intents.push_back(intent::SavePicture{false, folder});
        if (button(page, "svg", "results.save_svg"_text, save)) intents.push_back(intent::SavePicture{true, folder});
    }
    draw_written(page, view.saved);
}

} // namespace

void draw_written(Page& page, const WrittenFile& file)
{
    if (file.working) banner(page, Tone::Information, "results.saving"_text);
    if (!file.written.empty()) banner(page, Tone::Good, "code.written"_text, file.written);
    if (file.failed) banner(page, Tone::Problem, "code.failed"_text);
    if (!file.problem.empty()) banner(page, Tone::Problem, "results.problem"_text, file.problem);
}

void draw_kinds(Page& page, const ResultsView& view, DeskIntents& intents)
{
    std::vector<Choice> kinds = {{"table", page.say("results.table"_text)}};
    for (const PictureKind kind : view.kinds) kinds.push_back({name_of(kind), page.say(words_of(kind))});
    const std::string current = view.kind ? name_of(*view.kind) : "table";
    if (const auto kind = tabs(page, "kinds", "results.show_as"_text, kinds, current))
        intents.push_back(intent::ShowAs{*kind});
}

void draw_result_picture(Page& page, const ResultsView& view, std::string& folder, DeskIntents& intents)
{
    if (!view.picture_problem.empty())
        banner(page, Tone::Problem, "results.picture_problem"_text, view.picture_problem);
    const float room = std::clamp(drawing_room(page) - margins_mm, width_min_mm, width_max_mm);
    if (std::abs(room - view.picture_width_mm) > width_step_mm) intents.push_back(intent::FitPicture{room});
    if (!view.picture) return;
    if (!view.not_shown.empty()) banner(page, Tone::Information, "results.missing"_text, joined(view.not_shown, ", "));
    picture(page, "picture", view.picture);
    gap(page);
    draw_saving(page, view, folder, intents);
}

} // namespace mahalla::ui
