#include "screens/bundles_screen.h"

#include "text/number_form.h"
#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/layout.h"
#include "widgets/lists.h"
#include "widgets/text_widgets.h"

#include <algorithm>

namespace mahalla::ui {

namespace {

RowContent content_of(Page& page, const BundleRow& row)
{
    RowContent content;
    content.id = row.file;
    content.title = row.file;
    content.opens = false;
    if (!row.problem.empty()) {
        content.detail = row.problem;
        content.icon = Icon::Problem;
        content.tone = Tone::Problem;
        content.badge = page.say("bundles.unreadable"_text);
        return content;
    }
    const auto number = [&](std::uint64_t count) {
        return shown_number(static_cast<long long>(count), page.language());
    };
    content.detail = page.catalogue().say(
        "bundles.counts"_text,
        {{"new", number(row.created)}, {"here", number(row.already_here)}, {"quarantined", number(row.quarantined)}});
    content.icon = row.is_applied ? Icon::Done : Icon::Send;
    content.tone = !row.is_complete ? Tone::Warning : row.is_applied ? Tone::Good : Tone::Information;
    content.badge = page.say(!row.is_complete ? "bundles.incomplete"_text
                             : row.is_applied ? "bundles.merged"_text
                                              : "bundles.ready"_text);
    return content;
}

} // namespace

DeskIntents draw_bundles_screen(Page& page, const BundlesView& view, std::string& folder)
{
    DeskIntents intents;
    ScreenLayout layout;
    layout.id = "bundles";
    layout.title = "bundles.title"_text;
    layout.bar = [&] {
        ButtonOptions options;
        options.icon = Icon::Back;
        options.emphasis = Emphasis::Quiet;
        if (button(page, "home", "bundles.home"_text, options)) intents.push_back(intent::ShowHome{});
    };
    layout.body = [&] {
        {
            const Card card(page);
            TextFieldOptions field;
            field.field.hint = "bundles.folder_hint"_text;
            field.commit = Commit::EachChange;
            if (const auto typed = text_field(page, "folder", "bundles.folder"_text, folder, field)) folder = *typed;
            gap(page, Gap::Small);
            Flow flow(page);
            ButtonOptions look;
            look.icon = Icon::Search;
            look.enabled = !folder.empty() && !view.working;
            if (button(page, "look", "bundles.look"_text, look)) intents.push_back(intent::LookAtFolder{folder});
            ButtonOptions write;
            write.icon = Icon::Save;
            write.enabled = look.enabled;
            if (button(page, "write", "bundles.write"_text, write)) intents.push_back(intent::WriteBundle{folder});
        }
        gap(page);
        if (view.working) banner(page, Tone::Information, "bundles.working"_text);
        if (!view.problem.empty()) banner(page, Tone::Problem, "bundles.problem"_text, view.problem);
        if (!view.written.empty()) banner(page, Tone::Good, "bundles.written"_text, view.written);
        if (view.conflicts > 0)
            banner(page, Tone::Warning,
                   page.catalogue().say_counted("bundles.conflicts"_text, static_cast<long long>(view.conflicts)));
        if (view.gaps > 0)
            banner(page, Tone::Warning,
                   page.catalogue().say_counted("bundles.gaps"_text, static_cast<long long>(view.gaps)));
        if (!view.looked) return;
        gap(page);
        heading(page, "bundles.list"_text);
        (void)row_list(page, "files", "bundles.list"_text, view.rows.size(),
                       [&](std::size_t i) { return content_of(page, view.rows[i]); });
    };
    layout.actions = [&] {
        Flow flow(page);
        flow.end();
        ButtonOptions merge;
        merge.icon = Icon::Done;
        merge.enabled = view.looked && !view.working &&
                        std::any_of(view.rows.begin(), view.rows.end(),
                                    [](const BundleRow& row) { return row.problem.empty() && !row.is_applied; });
        if (primary_button(page, "merge", "bundles.merge"_text, merge)) intents.push_back(intent::MergeFolder{});
    };
    screen(page, layout);
    return intents;
}

} // namespace mahalla::ui
