#pragma once
#include "picture/picture_frame.h"

namespace mahalla {

/// How figures went over rounds: rounds side by side in the order of the dimension `rounds`, a line a group, each point
/// with its interval. A line is broken where a round is hidden: a hatched mark stands at the foot, with the reason, and
/// nothing leads over it. Groups are named at the end of their lines, and each has a mark of its own shape,
/// beside what is hidden too: never colour alone.
///
/// Fails with `Invalid` where the table has no dimension of that name or fewer than two rounds.
Result<Drawing> slope_picture(const PublishedTableContent& table, const std::string& rounds,
                              const PictureSetting& setting);

} // namespace mahalla
