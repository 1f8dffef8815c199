#pragma once
#include "view_model/intent.h"
#include "view_model/media_view.h"
#include "widgets/page.h"

namespace mahalla::ui {

/// One quiet line about sticks, where there is something to say; with what is offered, one key (F9) each.
void draw_media_line(Page& page, const MediaView& view, DeskIntents& intents);
/// The same in a few small words, for where somebody is being interviewed: nothing is offered there.
void draw_media_words(Page& page, const MediaView& view);

} // namespace mahalla::ui
