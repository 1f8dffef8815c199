#include "merge/rows.h"

#include "merge/register.h"

#include <algorithm>

namespace mahalla {

namespace {

const std::optional<std::string> there = "";
const std::optional<std::string> gone = std::nullopt;

struct Row {
    /// `there` by adding it or writing within it, `gone` by removing it.
    std::vector<Write> writes;
    /// Where it was first added: the height of the event, the event, the place within the event.
    std::tuple<std::size_t, EventReference, std::size_t> first_added;
};

using Rows = std::map<AnswerPath, Row>;

void note(Rows& rows, const AnswerPath& place, const CausalOrder::Item& item, const std::optional<std::string>& value,
          std::size_t index)
{
    auto& writes = rows[place].writes;
    if (writes.empty()) rows[place].first_added = {item.height, item.reference, index};
    // One event counts once: an explicit change comes first and decides.
    if (writes.empty() || writes.back().item != &item) writes.push_back({&item, value});
}

Rows collect(const CausalOrder& order)
{
    Rows rows;
    // Items come in the order of height and reference, so the first to name a row is the one that gives it its place.
    for (const CausalOrder::Item& item : order.items()) {
        if (item.event == nullptr) continue;
        std::size_t index = 0;
        for (const RowChange& change : item.event->rows)
            note(rows, change.series.with_row(change.row), item, change.kind == RowChangeKind::Added ? there : gone,
                 index++);
        for (const RowChange& change : item.event->rows)
            if (change.kind == RowChangeKind::Added)
                for (AnswerPath place = change.series.parent(); !place.empty(); place = place.parent())
                    if (place.row()) note(rows, place, item, there, index++);
        for (const AnswerChange& change : item.event->changes) {
            if (change.relevance_only) continue;
            for (AnswerPath place = change.path; !place.empty(); place = place.parent())
                if (place.row()) note(rows, place, item, there, index++);
        }
    }
    return rows;
}

std::vector<Alternative> sides_of(const AnswerPath& place, const std::vector<Write>& live)
{
    auto sides = alternatives_of(place, live);
    for (Alternative& side : sides) side.removes = !side.values.at(place);
    return sides;
}

} // namespace

void merge_rows(const CausalOrder& order, MergedRecord& merged)
{
    const Rows rows = collect(order);
    std::vector<AnswerPath> removed;
    std::vector<const Rows::value_type*> present;
    for (const auto& entry : rows) {
        const auto& [place, row] = entry;
        // A row within a removed row is gone with it; parents come first in the order of paths.
        const bool gone_with_parent = std::any_of(removed.begin(), removed.end(),
                                                  [&](const AnswerPath& parent) { return place.is_below(parent); });
        auto sides = sides_of(place, live_writes(order, row.writes));
        if (gone_with_parent) continue;
        if (sides.size() == 1 && sides.front().removes) {
            removed.push_back(place);
            continue;
        }
        present.push_back(&entry);
        if (sides.size() > 1)
            merged.conflicts.push_back({ConflictKind::RowEditedAndRemoved, {place}, "", std::move(sides)});
    }

    std::sort(present.begin(), present.end(),
              [](const auto* a, const auto* b) { return a->second.first_added < b->second.first_added; });
    for (const auto* entry : present) merged.record.rosters[entry->first.series()].push_back(*entry->first.row());

    const auto is_removed = [&](const AnswerPath& path) {
        return std::any_of(removed.begin(), removed.end(),
                           [&](const AnswerPath& place) { return path == place || path.is_below(place); });
    };
    if (removed.empty()) return;
    std::erase_if(merged.record.answers, [&](const auto& entry) { return is_removed(entry.first); });
    std::erase_if(merged.writers, [&](const auto& entry) { return is_removed(entry.first); });
    // A question that nobody will see again needs no decision; a unit that reaches outside of the row still does.
    std::erase_if(merged.conflicts, [&](const Conflict& conflict) {
        return !conflict.paths.empty() && std::all_of(conflict.paths.begin(), conflict.paths.end(), is_removed);
    });
}

} // namespace mahalla
