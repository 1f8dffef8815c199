#pragma once
#include "review/review_findings.h"

namespace mahalla {

/// How many letters of a text there is room for where the screen is smallest: 1366 × 768 pixels with the text size at
/// 200 %. The column of the interview is then 1,250 pixels wide and shows 450 at a time. A letter of the text's 36
/// pixels is 19 wide on average and its line 49 high: 65 letters a line, 9 lines; 78 letters of the smaller hints.
///
/// A note may fill what is seen. A question leaves four lines to its answer. A choice has a mark beside it, and three
/// lines, so that two are seen together. A hint and a message have four lines, a group's title three of its larger
/// letters.
struct RoomForTexts {
    static constexpr std::size_t note = 585, question = 325, choice = 180, hint = 312, message = 260, group = 160;
};

/// text-too-long: a label, a hint or a message that is longer than its room; told once for each text, with the language
/// in which it is longest.
void review_lengths(ReviewFindings& findings);

} // namespace mahalla
