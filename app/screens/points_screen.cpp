#include "screens/points_screen.h"

#include "text/number_form.h"
#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/layout.h"
#include "widgets/lists.h"
#include "widgets/text_widgets.h"

namespace mahalla::ui {

namespace {

struct Kind {
    TextKey text;
    Icon icon = Icon::None;
};

Kind kind_of(RestorePointKind kind)
{
    switch (kind) {
    case RestorePointKind::Begun:
        return {"points.begun"_text, Icon::Add};
    case RestorePointKind::Named:
        return {"points.named"_text, Icon::Edit};
    case RestorePointKind::BeforeRowRemoved:
        return {"points.before_row"_text, Icon::Remove};
    case RestorePointKind::Paused:
        return {"points.paused"_text, Icon::Save};
    case RestorePointKind::BeforeReturn:
        return {"points.before_return"_text, Icon::Undo};
    }
    return {"points.paused"_text, Icon::Save};
}

RowContent content_of(Page& page, const PointRow& row)
{
    const Kind kind = kind_of(row.kind);
    RowContent content;
    content.id = std::to_string(row.step);
    content.icon = kind.icon;
    content.title = row.name.empty() ? page.say(kind.text) : row.name;
    content.detail = page.catalogue().say(
        "points.detail"_text,
        {{"time", row.time}, {"answers", shown_number(static_cast<long long>(row.answers), page.language())}});
    return content;
}

void draw_mark(Page& page, std::string& name, DeskIntents& intents)
{
    const Card card(page);
    TextFieldOptions field;
    field.field.hint = "points.name_hint"_text;
    field.commit = Commit::EachChange;
    field.characters_max = 60;
    bool submitted = false;
    field.submitted = &submitted;
    if (const auto typed = text_field(page, "name", "points.name"_text, name, field)) name = *typed;
    gap(page, Gap::Small);
    ButtonOptions options;
    options.icon = Icon::Edit;
    options.enabled = !name.empty();
    if ((button(page, "mark", "points.mark"_text, options) || submitted) && !name.empty())
        intents.push_back(intent::MarkPoint{name});
}

} // namespace

DeskIntents draw_points_screen(Page& page, const PointsView& view, std::string& name)
{
    DeskIntents intents;
    ScreenLayout layout;
    layout.id = "points";
    layout.title = "points.title"_text;
    layout.bar = [&] {
        ButtonOptions options;
        options.icon = Icon::Back;
        options.emphasis = Emphasis::Quiet;
        if (button(page, "interview", "points.interview"_text, options)) intents.push_back(intent::ShowPage{});
    };
    layout.body = [&] {
        text(page, "points.what"_text, TextLook::Muted);
        gap(page);
        if (view.failed) banner(page, Tone::Problem, "points.failed"_text);
        if (view.marked) banner(page, Tone::Good, "points.marked"_text);
        if (!view.went_back_to.empty())
            banner(page, Tone::Good, page.catalogue().say("points.went_back"_text, {{"time", view.went_back_to}}),
                   "points.went_back_what"_text);
        draw_mark(page, name, intents);
        gap(page);
        heading(page, "points.list"_text);
        const auto chosen = row_list(page, "points", "points.list"_text, view.points.size(),
                                     [&](std::size_t i) { return content_of(page, view.points[i]); });
        for (const PointRow& row : view.points)
            if (chosen && std::to_string(row.step) == *chosen) intents.push_back(intent::ReturnToPoint{row.step});
    };
    screen(page, layout);
    return intents;
}

} // namespace mahalla::ui
