#pragma once
#include "base/random.h"
#include "disclosure/outsider.h"
#include "disclosure/protect.h"

#include <string>
#include <vector>

namespace mahalla::test {

/// What outsiders can hold against each other.
enum class ReleaseKind {
    TwoDimensions,
    ThreeDimensions,
    Hierarchy,
    LinkedPair,
    Ring,           ///< Three tables, each of two of three dimensions.
    PublishedTwice, ///< An earlier release of the same records, broken down otherwise.
    MoreRecords,    ///< An earlier release of fewer records.
    Universes,      ///< All records, and some of them.
    Totals,         ///< Values with their contributors, in two or three dimensions, or on levels.
    LinkedTotals,   ///< Two tables of them with a common dimension, or of all records and of some.
    TotalsTwice,    ///< An earlier release of totals: broken down otherwise, or of fewer records.
};
constexpr std::size_t release_kinds = 11;

constexpr bool is_of_totals(ReleaseKind kind) { return kind >= ReleaseKind::Totals; }

/// Tables made by chance, with who is in each cell.
struct RandomRelease {
    ReleaseKind kind = ReleaseKind::TwoDimensions;
    DisclosurePolicy policy;
    std::vector<TableToProtect> earlier, tables;
    /// Of which part of the records each table speaks, in an outsider's words.
    std::vector<Outsider::Key> earlier_among, among;
    /// All dimensions, the parts of the records among them.
    std::vector<Dimension> dimensions;
    /// Parts of the records of which few in a cell must not be worked out.
    std::vector<Outsider::Key> differences;
};

RandomRelease random_release(ReleaseKind kind, Random& random);

} // namespace mahalla::test
