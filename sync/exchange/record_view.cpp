#include "exchange/record_view.h"

namespace mahalla {

MergeRules merge_rules_of(const FormDefinition& form)
{
    MergeRules rules;
    std::vector<const std::string*> units(form.nodes().size(), nullptr);
    for (std::size_t i = 0; i < form.nodes().size(); ++i) {
        const ModelNode& node = form.nodes()[i];
        const std::string* unit = find_attribute(node.columns, "merge_unit");
        if (unit != nullptr && unit->empty()) unit = nullptr;
        // A group's unit is that of its questions. A roster's is not: its rows come and go together with the
        // household's size, but two people may correct different questions of one person.
        if (unit == nullptr && node.parent != no_index && form.node(node.parent).kind == ModelNodeKind::Group)
            unit = units[node.parent];
        units[i] = unit;
        if (unit == nullptr || node.kind == ModelNodeKind::Group) continue;
        rules.units[node.nodeset] = *unit;
        if (*unit == "consent" && node.kind == ModelNodeKind::Value)
            rules.refusals[node.nodeset] = {"no", "0", "false"};
    }
    return rules;
}

Hash form_of(const std::vector<OpenedEvent>& events)
{
    Hash form;
    for (const OpenedEvent& opened : events)
        if (!opened.event.form.hash.is_none()) form = opened.event.form.hash;
    return form;
}

Result<MergedRecord> view_events(const RecordId& record, std::vector<OpenedEvent> events,
                                 std::span<const EventReference> sealed, const MergeRules& rules)
{
    RecordHistory history(record);
    for (OpenedEvent& opened : events)
        if (auto added = history.add(opened.reference.hash, std::move(opened.event)); !added)
            return tl::unexpected(added.error());
    // What cannot be opened here still holds its place, so that nothing waits for it for ever.
    for (const EventReference& reference : sealed) history.add_unreadable(reference);
    return merge(history, rules);
}

Result<MergedRecord> view_record(const Vault& vault, const RecordId& record, const RulesOfForm& rules)
{
    MAHALLA_TRY(auto events, vault.events_of(record));
    const Hash form = form_of(events);
    return view_events(record, std::move(events), vault.sealed_references_of(record),
                       rules && !form.is_none() ? rules(form) : MergeRules());
}

Result<std::map<RecordId, std::vector<Conflict>>> conflicts_in(const Vault& vault, const std::set<RecordId>& records,
                                                               const RulesOfForm& rules)
{
    std::map<RecordId, std::vector<Conflict>> conflicts;
    for (const RecordId& record : records) {
        MAHALLA_TRY(auto view, view_record(vault, record, rules));
        if (!view.conflicts.empty()) conflicts.emplace(record, std::move(view.conflicts));
    }
    return conflicts;
}

} // namespace mahalla
