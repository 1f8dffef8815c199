#include "merge/answers.h"

#include "merge/register.h"

#include <algorithm>

namespace mahalla {

namespace {

/// What was written to one place, and where its relevance was said.
struct Place {
    std::vector<Write> writes;
    std::vector<std::pair<const CausalOrder::Item*, bool>> relevance;
};

using Places = std::map<AnswerPath, Place>;

/// One unit in one row, or one question on its own (`name` empty).
struct UnitKey {
    std::string name;
    AnswerPath place;

    auto operator<=>(const UnitKey&) const = default;
};

/// The deepest row that `path` stands in; the empty path outside of rosters.
AnswerPath row_around(const AnswerPath& path)
{
    for (AnswerPath place = path; !place.empty(); place = place.parent())
        if (place.row()) return place;
    return {};
}

Places collect(const CausalOrder& order, const MergeRules& rules)
{
    Places places;
    for (const CausalOrder::Item& item : order.items()) {
        if (item.event == nullptr) continue;
        for (const AnswerChange& change : item.event->changes) {
            Place& place = places[change.path];
            if (!change.relevance_only) place.writes.push_back({&item, change.value});
            place.relevance.emplace_back(&item, change.relevant);
        }
        // A roster that belongs to a unit takes part by its rows.
        for (const RowChange& change : item.event->rows)
            if (rules.units.contains(change.series.nodeset()))
                places[change.series.with_row(change.row)].writes.push_back(
                    {&item, change.kind == RowChangeKind::Added ? std::optional<std::string>("") : std::nullopt});
    }
    return places;
}

bool is_relevant(const CausalOrder& order, const Place& place)
{
    const auto& said = place.relevance;
    return std::any_of(said.rbegin(), said.rend(), [&](const auto& mention) {
        return mention.second && std::none_of(said.rbegin(), said.rend(), [&](const auto& other) {
                   return order.supersedes(*other.first, *mention.first);
               });
    });
}

class AnswerMerge {
public:
    AnswerMerge(const CausalOrder& order, MergedRecord& merged) : order_(order), merged_(merged) {}

    void settle_question(const AnswerPath& path, const Place& place)
    {
        if (place.writes.empty() || path.row()) return;
        const auto live = live_writes(order_, place.writes);
        auto alternatives = alternatives_of(path, live);
        if (alternatives.size() > 1) {
            mark_unresolved(path, place);
            merged_.conflicts.push_back({ConflictKind::Values, {path}, "", std::move(alternatives)});
            return;
        }
        const auto& value = alternatives.front().values.at(path);
        if (!value) return;
        merged_.record.answers[path] = Answer{*value, is_relevant(order_, place), false};
        auto& writers = merged_.writers[path];
        for (const Writer& writer : alternatives.front().writers) writers.push_back(writer.event);
    }

    /// True where the unit is in conflict; its questions then need no settling one by one.
    bool settle_unit(const std::string& name, const std::vector<const Places::value_type*>& members)
    {
        auto alternatives = unit_alternatives(members);
        if (alternatives.size() < 2) return false;
        Conflict conflict{ConflictKind::Values, {}, name, std::move(alternatives)};
        for (const auto* member : members) {
            conflict.paths.push_back(member->first);
            if (!member->first.row()) mark_unresolved(member->first, member->second);
        }
        merged_.conflicts.push_back(std::move(conflict));
        return true;
    }

private:
    void mark_unresolved(const AnswerPath& path, const Place& place)
    {
        merged_.record.answers[path] = Answer{"", is_relevant(order_, place), true};
    }

    /// The unit as each of its standing writers left it, equal views together.
    std::vector<Alternative> unit_alternatives(const std::vector<const Places::value_type*>& members)
    {
        std::vector<Write> writes;
        for (const auto* member : members)
            for (const Write& write : member->second.writes)
                if (std::none_of(writes.begin(), writes.end(),
                                 [&](const Write& known) { return known.item == write.item; }))
                    writes.push_back({write.item, std::nullopt});
        std::vector<Alternative> alternatives;
        const auto live = live_writes(order_, writes);
        if (live.size() < 2) return alternatives;
        for (const Write& write : live) {
            auto values = unit_as_left_by(*write.item, members);
            const auto same = std::find_if(alternatives.begin(), alternatives.end(),
                                           [&](const Alternative& known) { return known.values == values; });
            Alternative& alternative = same == alternatives.end() ? alternatives.emplace_back() : *same;
            alternative.values = std::move(values);
            alternative.writers.push_back(writer_of(*write.item));
        }
        for (Alternative& alternative : alternatives) std::sort(alternative.writers.begin(), alternative.writers.end());
        std::sort(alternatives.begin(), alternatives.end(),
                  [](const Alternative& a, const Alternative& b) { return a.writers < b.writers; });
        return alternatives;
    }

    std::map<AnswerPath, std::optional<std::string>>
    unit_as_left_by(const CausalOrder::Item& item, const std::vector<const Places::value_type*>& members)
    {
        std::map<AnswerPath, std::optional<std::string>> values;
        for (const auto* member : members) {
            const auto known = writes_known_to(order_, item, member->second.writes);
            const auto alternatives = alternatives_of(member->first, live_writes(order_, known));
            if (alternatives.size() == 1)
                values[member->first] = alternatives.front().values.at(member->first);
            else if (alternatives.empty())
                values[member->first] = std::nullopt;
        }
        return values;
    }

    const CausalOrder& order_;
    MergedRecord& merged_;
};

} // namespace

void merge_answers(const CausalOrder& order, const MergeRules& rules, MergedRecord& merged)
{
    const Places places = collect(order, rules);
    std::map<UnitKey, std::vector<const Places::value_type*>> units;
    AnswerMerge merge(order, merged);
    for (const auto& entry : places) {
        const AnswerPath& path = entry.first;
        const auto unit = rules.units.empty() ? rules.units.end() : rules.units.find(path.nodeset());
        // A row of a roster in a unit belongs to what is around the roster, not to itself.
        if (unit != rules.units.end())
            units[{unit->second, row_around(path.row() ? path.parent() : path)}].push_back(&entry);
        else
            merge.settle_question(path, entry.second);
    }
    for (const auto& [key, members] : units) {
        if (merge.settle_unit(key.name, members)) continue;
        for (const auto* member : members) merge.settle_question(member->first, member->second);
    }
}

bool is_consent_refused(const CausalOrder& order, const MergeRules& rules)
{
    if (rules.refusals.empty()) return false;
    for (const auto& [path, place] : collect(order, MergeRules{})) {
        const auto refusals = rules.refusals.find(path.nodeset());
        if (refusals == rules.refusals.end() || place.writes.empty()) continue;
        for (const Write& write : live_writes(order, place.writes))
            if (write.value && refusals->second.contains(*write.value)) return true;
    }
    return false;
}

} // namespace mahalla
