#pragma once
#include "disclosure/outsider.h"
#include "disclosure/random_releases.h"

#include <vector>

namespace mahalla::test {

/// A table that somebody sees: what is shown of it, and of which part of the records it speaks.
struct SeenTable {
    const TableToProtect& made;
    const Protection& protection;
    const Outsider::Key& among;
    bool is_earlier = false;
};

/// What may be worked out of a table.
enum class Quantity { Counts, Totals };

/// Nobody works out an unsafe cell of any of these tables more closely than the policy allows: neither an outsider nor,
/// where the policy guards against him (always in totals), whoever alone makes a hidden cell, of whichever day. What
/// could be worked out of an earlier release before the later one came cannot be helped.
void check_unsafe_cells(const RandomRelease& release, const std::vector<SeenTable>& seen, Quantity quantity);

/// Nor what one table has more than another, where those are few or one of them has nearly all of it; by outsiders.
void check_differences(const RandomRelease& release, const std::vector<SeenTable>& seen, Quantity quantity);

} // namespace mahalla::test
