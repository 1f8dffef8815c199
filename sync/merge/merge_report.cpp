#include "merge/merge_report.h"

#include <algorithm>

namespace mahalla {

namespace {

std::vector<Conflict> only_in(const std::vector<Conflict>& these, const std::vector<Conflict>& those)
{
    std::vector<Conflict> result;
    std::copy_if(these.begin(), these.end(), std::back_inserter(result), [&](const Conflict& conflict) {
        return std::none_of(those.begin(), those.end(), [&](const Conflict& other) {
            return other.kind == conflict.kind && other.paths == conflict.paths;
        });
    });
    return result;
}

} // namespace

MergeReport report_of(const MergedRecord& before, const MergedRecord& after)
{
    MergeReport report;
    report.changes = changes_between(before.record, after.record);
    report.conflicts_appeared = only_in(after.conflicts, before.conflicts);
    report.conflicts_settled = only_in(before.conflicts, after.conflicts);
    report.pending_before = before.pending.size();
    report.pending_after = after.pending.size();
    report.stage_changed = before.record.stage != after.record.stage;
    return report;
}

} // namespace mahalla
