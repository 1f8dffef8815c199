#include "screens/media_line.h"

#include "text/number_form.h"
#include "widgets/button.h"
#include "widgets/layout.h"
#include "widgets/text_widgets.h"

namespace mahalla::ui {

namespace {

struct Said {
    Tone tone = Tone::Neutral;
    TextKey text;
};

Said said_of(MediaView::State state)
{
    switch (state) {
    case MediaView::State::None:
    case MediaView::State::Writing:
        return {Tone::Information, "media.writing"_text};
    case MediaView::State::Written:
        return {Tone::Good, "media.written"_text};
    case MediaView::State::TakenOut:
        return {Tone::Warning, "media.taken_out"_text};
    case MediaView::State::NotKept:
        return {Tone::Problem, "media.not_kept"_text};
    case MediaView::State::Damaged:
        return {Tone::Problem, "media.damaged"_text};
    case MediaView::State::Stopped:
        return {Tone::Warning, "media.stopped"_text};
    }
    return {Tone::Information, "media.writing"_text};
}

void draw_offer(Page& page, const std::string& label, const std::string& medium, bool is_first, DeskIntents& intents)
{
    ButtonOptions options;
    options.icon = Icon::Save;
    options.explanation = "media.offer"_text;
    if (is_first) options.shortcut = KeyPress{Key::F9};
    if (button(page, "back-up-" + medium, label, options)) intents.push_back(intent::BackUp{medium});
}

} // namespace

void draw_media_line(Page& page, const MediaView& view, DeskIntents& intents)
{
    if (view.state != MediaView::State::None) {
        const Said said = said_of(view.state);
        banner(page, said.tone, said.text);
        if (view.state == MediaView::State::Written && view.drafts_left_out > 0)
            text(page,
                 page.catalogue().say_counted("media.left_out"_text, static_cast<long long>(view.drafts_left_out)));
        gap(page);
    }
    if (view.offers.empty() || view.state == MediaView::State::Writing) return;
    text(page, "media.offer"_text);
    gap(page, Gap::Small);
    {
        Flow flow(page);
        for (std::size_t i = 0; i < view.offers.size(); ++i) {
            const std::string number = shown_number(static_cast<long long>(i + 1), page.language());
            draw_offer(page,
                       view.offers.size() == 1 ? page.say("media.back_up"_text)
                                               : page.catalogue().say("media.back_up_one"_text, {{"number", number}}),
                       view.offers[i], i == 0, intents);
        }
    }
    gap(page);
}

void draw_media_words(Page& page, const MediaView& view)
{
    if (view.state == MediaView::State::None) return;
    gap(page);
    text(page, said_of(view.state).text, TextLook::Small);
}

} // namespace mahalla::ui
