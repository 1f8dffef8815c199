#pragma once
#include "fieldwork/form_shelf.h"
#include "merge/merge.h"

namespace mahalla {

/// What a form says about merging: the units of its `merge_unit` column, which reach down from groups, and the
/// questions of the unit "consent", where the choice "no" masks the record.
MergeRules merge_rules_of(const FormDefinition& form);

/// A record as the events in this vault make it. Fails with `NotFound` where nothing of it is here, and with `Refused`
/// where none of it can be opened with the vault's keys.
Result<MergedRecord> read_record(const Vault& vault, FormShelf& shelf, const RecordId& record);

/// Every readable record of one form, merged, in the order of their ids; drafts are not among them.
///
/// Records of which a part cannot be opened are there with that part missing (`MergedRecord::unreadable`).
Result<std::vector<MergedRecord>> read_records(const Vault& vault, FormShelf& shelf, const ShelvedForm& form);

} // namespace mahalla
