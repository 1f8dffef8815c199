#pragma once
#include "record/event.h"

namespace mahalla {

/// What leads from one state of a record to another: the content of a `SetAnswers`.
struct RecordChanges {
    std::vector<AnswerChange> changes;
    std::vector<RowChange> rows;

    bool empty() const { return changes.empty() && rows.empty(); }
    bool operator==(const RecordChanges&) const = default;
};

/// The answers written or cleared and the rows added or removed between two states of one record, in the order `Event`
/// asks for. Answers of removed rows are not listed: they go with their row. Unresolved answers that stay unresolved
/// are no change, so that saving a record never decides a conflict by the way.
RecordChanges changes_between(const Record& before, const Record& after);

/// Writes the changes into `record`, as one author alone would: no conflicts. Added rows come last; removed rows take
/// what stands below them along.
void apply_changes(Record& record, const RecordChanges& changes);

} // namespace mahalla
