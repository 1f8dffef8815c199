#include "merge/decision.h"

#include <algorithm>
#include <set>

namespace mahalla {

namespace {

Event empty_decision(const MergedRecord& view, const Conflict& conflict, std::string reason)
{
    Event event;
    event.kind = EventKind::Resolve;
    event.record = view.record.id;
    event.form = view.record.form;
    event.seen = view.seen;
    event.reason = std::move(reason);
    std::set<EventReference> superseded;
    for (const Alternative& alternative : conflict.alternatives)
        for (const Writer& writer : alternative.writers) superseded.insert(writer.event);
    event.superseded.assign(superseded.begin(), superseded.end());
    return event;
}

/// Writes one place: a question, or a row that comes or goes.
void write(Event& event, const MergedRecord& view, const AnswerPath& path, const std::optional<std::string>& value)
{
    if (path.row()) {
        event.rows.push_back({path.series(), *path.row(), value ? RowChangeKind::Added : RowChangeKind::Removed});
        return;
    }
    const auto answer = view.record.answers.find(path);
    const bool relevant = !value || answer == view.record.answers.end() || answer->second.relevant;
    event.changes.push_back({path, value, relevant, false});
}

} // namespace

Result<Event> decision(const MergedRecord& view, const Conflict& conflict, std::size_t alternative, std::string reason)
{
    if (alternative >= conflict.alternatives.size())
        return failure(ErrorKind::Invalid, "This conflict has no such alternative; choose one that is listed.");
    const Alternative& chosen = conflict.alternatives[alternative];
    if (conflict.kind == ConflictKind::Values)
        return decision_with_values(view, conflict, chosen.values, std::move(reason));

    Event event = empty_decision(view, conflict, std::move(reason));
    if (conflict.kind == ConflictKind::RowEditedAndRemoved) {
        if (conflict.paths.size() != 1) return failure(ErrorKind::Invalid, "A conflict about a row names one row.");
        write(event, view, conflict.paths.front(), chosen.removes ? std::nullopt : std::optional<std::string>(""));
    } else if (chosen.removes) {
        event.kind = EventKind::Tombstone;
    }
    return event;
}

Result<Event> decision_with_values(const MergedRecord& view, const Conflict& conflict,
                                   const std::map<AnswerPath, std::optional<std::string>>& values, std::string reason)
{
    const bool fits = conflict.kind == ConflictKind::Values && values.size() == conflict.paths.size() &&
                      std::all_of(conflict.paths.begin(), conflict.paths.end(),
                                  [&](const AnswerPath& path) { return values.contains(path); });
    if (!fits)
        return failure(ErrorKind::Invalid,
                       "A decision gives a value to each question of the conflict, and to no other.");
    Event event = empty_decision(view, conflict, std::move(reason));
    for (const auto& [path, value] : values) write(event, view, path, value);
    return event;
}

} // namespace mahalla
