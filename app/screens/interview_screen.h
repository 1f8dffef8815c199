#pragma once
#include "view_model/intent.h"
#include "view_model/interview_view.h"
#include "view_model/media_view.h"
#include "view_model/pairwise_ranking.h"
#include "widgets/page.h"

namespace mahalla::ui {

/// The interview: sections at the side, the page of one section, the next step always in reach.
/// `rankings` belongs to the interview that is open; it holds nothing that is stored.
DeskIntents draw_interview_screen(Page& page, const InterviewView& view, const MediaView& media,
                                  PairwiseRankings& rankings);

} // namespace mahalla::ui
