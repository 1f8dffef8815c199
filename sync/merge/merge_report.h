#pragma once
#include "merge/merged_record.h"
#include "record/record_changes.h"

namespace mahalla {

/// What new events changed about one record, for the person who imported them.
struct MergeReport {
    RecordChanges changes;
    std::vector<Conflict> conflicts_appeared;
    std::vector<Conflict> conflicts_settled;
    /// Events that were waiting and now count; events that now wait.
    std::size_t pending_before = 0;
    std::size_t pending_after = 0;
    bool stage_changed = false;

    bool operator==(const MergeReport&) const = default;
};

/// Compares two views of one record. A conflict counts as the same while it is about the same questions: that a third
/// person joins it surfaces nothing anew.
MergeReport report_of(const MergedRecord& before, const MergedRecord& after);

} // namespace mahalla
