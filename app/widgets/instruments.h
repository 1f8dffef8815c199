#pragma once
#include "widgets/choices.h"

namespace mahalla::ui {

/// Puts choices into an order: each has buttons to move it up and down; by keyboard arrows go from choice to choice and
/// Ctrl+arrows (or + and -) move it, digits put it at that place. Choices not yet in `order` stand below, to be added
/// by Space or Enter. Returns the new order.
std::optional<std::vector<std::string>> ranking_list(Page& page, Id id, Label label, std::span<const Choice> choices,
                                                     std::span<const std::string> order,
                                                     const FieldOptions& options = {});

/// Proportional piling: `total` counters (beans, stones) are laid on the items until none is left. Each item has − and
/// +; by keyboard arrows go from item to item, + and − (or left and right) lay and take, digits lay that many. Returns
/// the counts, one an item; they never exceed `total` together.
std::optional<std::vector<int>> counters(Page& page, Id id, Label label, std::span<const Choice> items,
                                         std::span<const int> counts, int total, const FieldOptions& options = {});

} // namespace mahalla::ui
