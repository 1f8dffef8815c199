#pragma once
#include "form/form_definition.h"
#include "merge/merge.h"
#include "merge/merge_report.h"
#include "store/vault.h"

#include <functional>

namespace mahalla {

/// How a questionnaire wants its answers merged: its `merge_unit` column, which holds for the questions of a group too,
/// and the questions in the unit "consent" as questions that `no`, `0` and `false` refuse.
MergeRules merge_rules_of(const FormDefinition& form);

/// Finds the rules for a form by its hash; no rules for a form that is not here.
using RulesOfForm = std::function<MergeRules(const Hash& form)>;

/// The last form that events name, in their order; none where none does.
Hash form_of(const std::vector<OpenedEvent>& events);
/// The events of a record that are here, merged; `sealed` are those that cannot be opened here. Fails with `Invalid`
/// where one is of another record. On any thread.
Result<MergedRecord> view_events(const RecordId& record, std::vector<OpenedEvent> events,
                                 std::span<const EventReference> sealed, const MergeRules& rules);

/// A record as this vault sees it: its events, opened and merged. Events sealed to others are `unreadable` in it. Fails
/// with `NotFound` where there is none.
Result<MergedRecord> view_record(const Vault& vault, const RecordId& record, const RulesOfForm& rules);

/// The conflicts in these records, for the report after an import.
Result<std::map<RecordId, std::vector<Conflict>>> conflicts_in(const Vault& vault, const std::set<RecordId>& records,
                                                               const RulesOfForm& rules);

} // namespace mahalla
