#pragma once
#include "view_model/intent.h"
#include "view_model/pairwise_ranking.h"
#include "view_model/question_view.h"
#include "widgets/page.h"

namespace mahalla::ui {

/// One question with the widget that fits it; adds what the person answered. `rankings` remembers how far a comparison
/// has come.
void draw_question(Page& page, const QuestionView& question, PairwiseRankings& rankings, DeskIntents& intents);

} // namespace mahalla::ui
