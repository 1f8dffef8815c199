#pragma once
#include "widgets/icon.h"
#include "widgets/page.h"

namespace mahalla::ui {

enum class HeadingLevel { Page, Section, Group };
void heading(Page& page, Label text, HeadingLevel level = HeadingLevel::Section);

enum class TextLook { Normal, Muted, Strong, Small, Big };
void text(Page& page, Label text, TextLook look = TextLook::Normal);

/// A remark set apart by a rule at its start: a note of the questionnaire, an explanation.
void note(Page& page, Label text);

/// What the person must notice: icon, word and colour together.
void banner(Page& page, Tone tone, Label text, Label detail = {});

/// A name at the start and what it is at the end or below: "Households  12".
void fact(Page& page, Label name, Label value, Tone tone = Tone::Neutral);

/// A small word with an icon in its tone's colours: "Sent", "2 problems".
void badge(Page& page, Tone tone, Label text);

/// How much is done, 0 to 1, with the words that say it.
void progress_bar(Page& page, Label label, double fraction, Label detail = {});

} // namespace mahalla::ui
