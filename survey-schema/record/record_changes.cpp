#include "record/record_changes.h"

#include <algorithm>
#include <set>

namespace mahalla {

namespace {

bool is_in(const AnswerPath& path, const std::set<AnswerPath>& removed_rows)
{
    for (AnswerPath place = path; !place.empty(); place = place.parent())
        if (place.row() && removed_rows.contains(place)) return true;
    return false;
}

bool has_row(const Record& record, const AnswerPath& series, const RowId& row)
{
    const auto found = record.rosters.find(series);
    return found != record.rosters.end() &&
           std::find(found->second.begin(), found->second.end(), row) != found->second.end();
}

void remove_row(Record& record, const AnswerPath& series, const RowId& row)
{
    if (const auto found = record.rosters.find(series); found != record.rosters.end()) {
        std::erase(found->second, row);
        if (found->second.empty()) record.rosters.erase(found);
    }
    const AnswerPath place = series.with_row(row);
    std::erase_if(record.answers,
                  [&](const auto& entry) { return entry.first == place || entry.first.is_below(place); });
    std::erase_if(record.rosters, [&](const auto& entry) { return entry.first.is_below(place); });
}

} // namespace

RecordChanges changes_between(const Record& before, const Record& after)
{
    RecordChanges result;
    std::set<AnswerPath> removed_rows;
    for (const auto& [series, rows] : before.rosters)
        for (const RowId& row : rows)
            if (!has_row(after, series, row)) removed_rows.insert(series.with_row(row));
    for (const AnswerPath& place : removed_rows)
        // A row within a removed row goes with it.
        if (!is_in(place.parent(), removed_rows))
            result.rows.push_back({place.series(), *place.row(), RowChangeKind::Removed});
    for (const auto& [series, rows] : after.rosters)
        for (const RowId& row : rows)
            if (!has_row(before, series, row)) result.rows.push_back({series, row, RowChangeKind::Added});

    for (const auto& [path, answer] : after.answers) {
        const auto old = before.answers.find(path);
        if (old != before.answers.end() && old->second == answer) continue;
        if (answer.unresolved) continue;
        const bool same_value =
            old != before.answers.end() && !old->second.unresolved && old->second.value == answer.value;
        if (same_value)
            result.changes.push_back({path, std::nullopt, answer.relevant, true});
        else
            result.changes.push_back({path, answer.value, answer.relevant, false});
    }
    for (const auto& [path, answer] : before.answers)
        if (!after.answers.contains(path) && !is_in(path, removed_rows))
            result.changes.push_back({path, std::nullopt, true, false});
    std::sort(result.changes.begin(), result.changes.end(),
              [](const AnswerChange& a, const AnswerChange& b) { return a.path < b.path; });
    return result;
}

void apply_changes(Record& record, const RecordChanges& changes)
{
    for (const RowChange& change : changes.rows) {
        if (change.kind == RowChangeKind::Removed)
            remove_row(record, change.series, change.row);
        else if (!has_row(record, change.series, change.row))
            record.rosters[change.series].push_back(change.row);
    }
    for (const AnswerChange& change : changes.changes) {
        if (change.relevance_only) {
            const auto found = record.answers.find(change.path);
            if (found != record.answers.end()) found->second.relevant = change.relevant;
        } else if (change.value) {
            record.answers[change.path] = Answer{*change.value, change.relevant, false};
        } else {
            record.answers.erase(change.path);
        }
    }
}

} // namespace mahalla
