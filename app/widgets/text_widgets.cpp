#include "widgets/text_widgets.h"

#include "text/number_form.h"
#include "widgets/page_parts.h"

#include <algorithm>
#include <cmath>

namespace mahalla::ui {

namespace {

/// A whole block of text where it stands, as wide as there is room.
void block(Page& page, Role role, const std::string& said, LetterStyle look, Colour colour)
{
    const bool in_flow = page.parts().layout.in_flow;
    look.width = room(page);
    const Paragraph& paragraph = shape(page, said, look);
    // In a flow a text stands beside targets and in the middle of their height.
    const float height = in_flow ? std::max(paragraph.height, page.metrics().target) : paragraph.height;
    const Rect rect = take(page, height, in_flow ? std::optional(std::ceil(paragraph.width)) : std::nullopt);
    note_node(page, role, said, rect);
    if (in_flow) {
        look.width = 0;
        draw_text(page, rect, shape(page, said, look), colour, Within::Middle);
    } else {
        draw_text(page, rect, paragraph, colour);
    }
}

} // namespace

void heading(Page& page, Label label, HeadingLevel level)
{
    const Metrics& metrics = page.metrics();
    const float pixels = level == HeadingLevel::Page      ? metrics.heading
                         : level == HeadingLevel::Section ? metrics.section
                                                          : metrics.text;
    block(page, Role::Heading, page.say(label), {pixels, Weight::Bold}, page.palette().text);
    page.parts().layout.gap_before = metrics.gap / 2 + (level == HeadingLevel::Page ? metrics.gap / 2 : 0);
}

void text(Page& page, Label label, TextLook look)
{
    const Metrics& metrics = page.metrics();
    const Palette& palette = page.palette();
    LetterStyle style{metrics.text};
    Colour colour = palette.text;
    switch (look) {
    case TextLook::Normal:
        break;
    case TextLook::Muted:
        colour = palette.muted;
        break;
    case TextLook::Strong:
        style.weight = Weight::Bold;
        break;
    case TextLook::Small:
        style.pixels = metrics.small_text;
        colour = palette.muted;
        break;
    case TextLook::Big:
        style.pixels = metrics.section;
        break;
    }
    block(page, Role::Text, page.say(label), style, colour);
}

void note(Page& page, Label label)
{
    const Metrics& metrics = page.metrics();
    const std::string said = page.say(label);
    const float rule = std::round(4 * metrics.scale);
    const float width = room(page) - rule - metrics.padding;
    const Paragraph& paragraph = shape(page, said, {metrics.text, Weight::Regular, width});
    const Rect rect = take(page, paragraph.height + metrics.gap);
    note_node(page, Role::Note, said, rect);
    fill(from_start(page, rect, 0, rule), page.palette().accent, rule / 2);
    Rect inner = from_end(page, rect, 0, width);
    draw_text(page, inner, paragraph, page.palette().text, Within::Middle);
}

void banner(Page& page, Tone tone, Label label, Label detail)
{
    const Metrics& metrics = page.metrics();
    const Palette::Pair colours = page.palette().of(tone);
    const std::string said = page.say(label), more = page.say(detail), word = page.say(word_of(tone));
    const float icon = std::round(26 * metrics.scale);
    const float width = room(page) - icon - 3 * metrics.padding;
    const Paragraph& head = shape(page, said, {metrics.text, Weight::Bold, width});
    // A secret that is shown is one that people copy by hand.
    const bool is_secret = page.parts().secret_depth > 0;
    const float letters = is_secret ? metrics.section : metrics.text;
    const Paragraph* body = more.empty() ? nullptr : &shape(page, more, {letters, Weight::Regular, width});
    const float text_height = head.height + (body != nullptr ? body->height : 0);
    const Rect rect = take(page, std::max(text_height, icon) + 2 * metrics.padding * 0.75f);
    Node& node = note_node(page, Role::Banner, said, rect);
    // A secret is shown, and told to nobody who reads the list of what was drawn.
    node.value = more.empty() || is_secret ? word : word + ": " + more;
    fill(rect, colours.ground, metrics.rounding);
    outline(rect, with_alpha(colours.text, 0.5f), metrics.rounding, page.palette().line_width * metrics.scale);
    Rect icon_rect = from_start(page, rect, metrics.padding, icon);
    // Beside a single line in its middle, beside more at their head.
    icon_rect.top += body == nullptr ? std::floor((rect.height() - icon) / 2) : metrics.padding * 0.75f;
    icon_rect.bottom = icon_rect.top + icon;
    draw_icon(page, icon_of(tone), icon_rect, colours.text);
    Rect text_rect = from_end(page, rect, metrics.padding, width);
    text_rect.top += std::floor((rect.height() - text_height) / 2);
    draw_text(page, text_rect, head, colours.text);
    text_rect.top += head.height;
    if (body != nullptr) draw_text(page, text_rect, *body, is_secret ? page.palette().text : colours.text);
}

void fact(Page& page, Label name, Label value, Tone tone)
{
    const Metrics& metrics = page.metrics();
    const Palette& palette = page.palette();
    const std::string what = page.say(name), is = page.say(value);
    const float half = std::floor((room(page) - metrics.gap) * 0.55f);
    const Paragraph& left = shape(page, what, {metrics.text, Weight::Regular, half});
    const Paragraph* value_shape = &shape(page, is, {metrics.text, Weight::Bold, 0});
    float rest = room(page) - metrics.gap - half;
    if (value_shape->width > rest)
        value_shape = &shape(page, is, {metrics.text, Weight::Bold, rest});
    else
        rest = std::ceil(value_shape->width);
    const Paragraph& right = *value_shape;
    const Rect rect = take(page, std::max(left.height, right.height));
    Node& node = note_node(page, Role::Text, what, rect);
    node.value = is;
    draw_text(page, from_start(page, rect, 0, half), left, palette.muted);
    const Colour colour = tone == Tone::Neutral ? palette.text : palette.of(tone).text;
    draw_text(page, from_end(page, rect, 0, rest), right, colour);
    page.parts().layout.gap_before = metrics.gap / 2;
}

void badge(Page& page, Tone tone, Label label)
{
    const Metrics& metrics = page.metrics();
    const Palette::Pair colours = page.palette().of(tone);
    const std::string said = page.say(label);
    const Paragraph& paragraph = shape(page, said, {metrics.small_text, Weight::Bold, 0, 1});
    const float icon = metrics.small_text;
    const float height = std::round(28 * metrics.scale);
    const float width = paragraph.width + icon + 2.5f * metrics.gap;
    const bool in_flow = page.parts().layout.in_flow;
    const Rect place = take(page, in_flow ? metrics.target : height, width);
    const float top = place.top + std::floor((place.height() - height) / 2);
    const Rect rect{place.left, top, place.right, top + height};
    note_node(page, Role::Text, said, rect).value = page.say(word_of(tone));
    fill(rect, colours.ground, height / 2);
    outline(rect, with_alpha(colours.text, 0.4f), height / 2, page.palette().line_width * metrics.scale);
    draw_icon(page, icon_of(tone), from_start(page, rect, metrics.gap, icon), colours.text);
    draw_text(page, from_end(page, rect, metrics.gap, paragraph.width), paragraph, colours.text, Within::Middle);
}

void progress_bar(Page& page, Label label, double fraction, Label detail)
{
    const Metrics& metrics = page.metrics();
    const Palette& palette = page.palette();
    const std::string said = page.say(label), more = page.say(detail);
    const double done = std::clamp(fraction, 0.0, 1.0);
    const std::string percent = shown_percent(done, page.language());
    const float bar = std::round(10 * metrics.scale);
    const Paragraph& right = shape(page, more.empty() ? percent : more, {metrics.text, Weight::Regular, 0, 1});
    const Paragraph& left = shape(page, said, {metrics.text, Weight::Bold, room(page) - right.width - metrics.gap});
    const float text_height = std::max(left.height, right.height);
    const Rect rect = take(page, text_height + metrics.gap / 2 + bar);
    Node& node = note_node(page, Role::ProgressBar, said, rect);
    node.value = more.empty() ? percent : percent + ", " + more;
    draw_text(page, from_start(page, rect, 0, left.width), left, palette.text);
    draw_text(page, from_end(page, rect, 0, right.width), right, palette.muted);
    const Rect track{rect.left, rect.bottom - bar, rect.right, rect.bottom};
    fill(track, palette.soft, bar / 2);
    outline(track, palette.line, bar / 2, palette.line_width * metrics.scale);
    if (done > 0) {
        const float width = std::max(bar, track.width() * static_cast<float>(done));
        fill(from_start(page, track, 0, width), palette.accent, bar / 2);
    }
}

} // namespace mahalla::ui
