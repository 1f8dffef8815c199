#include "exchange/record_view.h"

namespace mahalla {

MergeRules merge_rules_of(const FormDefinition& form)
{
    MergeRules rules;
    for (const ModelNode& node : form.nodes()) {
        for (const WrittenAttribute& column : node.columns) {
            if (column.name != "merge_unit" || column.value.empty()) continue;
            rules.units[node.nodeset] = column.value;
            if (column.value == "consent" && node.kind == ModelNodeKind::Value)
                rules.refusals[node.nodeset] = {"no", "0", "false"};
        }
    }
    return rules;
}

Result<MergedRecord> view_record(const Vault& vault, const RecordId& record, const RulesOfForm& rules)
{
    MAHALLA_TRY(const auto events, vault.events_of(record));
    RecordHistory history(record);
    Hash form;
    for (const OpenedEvent& opened : events) {
        if (auto added = history.add(opened.reference.hash, opened.event); !added) return tl::unexpected(added.error());
        if (!opened.event.form.hash.is_none()) form = opened.event.form.hash;
    }
    // What cannot be opened here still holds its place, so that nothing waits for it for ever.
    for (const EventReference& sealed : vault.sealed_references_of(record)) history.add_unreadable(sealed);
    return merge(history, rules && !form.is_none() ? rules(form) : MergeRules());
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
