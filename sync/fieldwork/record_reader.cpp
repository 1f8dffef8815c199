#include "fieldwork/record_reader.h"

#include "form/form_definition.h"

namespace mahalla {

namespace {

const std::string* unit_of(const ModelNode& node) { return find_attribute(node.columns, "merge_unit"); }

} // namespace

MergeRules merge_rules_of(const FormDefinition& form)
{
    MergeRules rules;
    std::vector<const std::string*> inherited(form.nodes().size(), nullptr);
    for (std::size_t i = 0; i < form.nodes().size(); ++i) {
        const ModelNode& node = form.nodes()[i];
        const std::string* unit = unit_of(node);
        if ((unit == nullptr || unit->empty()) && node.parent != no_index) unit = inherited[node.parent];
        inherited[i] = unit;
        if (unit == nullptr || unit->empty() || node.kind == ModelNodeKind::Group) continue;
        rules.units[node.nodeset] = *unit;
        if (*unit == "consent" && node.kind == ModelNodeKind::Value) rules.refusals[node.nodeset] = {"no"};
    }
    return rules;
}

Result<MergedRecord> read_record(const Vault& vault, FormShelf& shelf, const RecordId& record)
{
    MAHALLA_TRY(const auto events, vault.events_of(record));
    if (events.empty()) {
        if (vault.sealed_events_of(record) > 0)
            return failure(ErrorKind::Refused,
                           "This record is sealed to others: it cannot be opened with the keys of this vault.");
        return failure(ErrorKind::NotFound, "No record of this id is in this vault.");
    }
    RecordHistory history(record);
    MergeRules rules;
    for (const OpenedEvent& opened : events) {
        if (auto added = history.add(opened.reference.hash, opened.event); !added) return tl::unexpected(added.error());
        if (!rules.units.empty() || opened.event.form.hash.is_none()) continue;
        // A record whose form is not here yet is merged question by question: it waits, and nothing of it is lost.
        if (const auto form = shelf.form(vault, opened.event.form.hash)) rules = merge_rules_of(*form->definition);
    }
    return merge(history, rules);
}

Result<std::vector<MergedRecord>> read_records(const Vault& vault, FormShelf& shelf, const ShelvedForm& form)
{
    std::vector<MergedRecord> records;
    for (const RecordOverview& overview : vault.records()) {
        if (!overview.is_readable || overview.events == 0) continue;
        MAHALLA_TRY(auto record, read_record(vault, shelf, overview.id));
        if (record.record.form.hash == form.hash || record.record.form.id == form.reference.id)
            records.push_back(std::move(record));
    }
    return records;
}

} // namespace mahalla
