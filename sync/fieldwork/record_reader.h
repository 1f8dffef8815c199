#pragma once
#include "exchange/record_view.h"
#include "fieldwork/form_shelf.h"

namespace mahalla {

/// A record as the events in this vault make it, merged by the rules of its form; without its form, question by
/// question: it waits, and nothing of it is lost. Fails with `NotFound` where nothing of it is here, and with `Refused`
/// where none of it can be opened with the vault's keys.
Result<MergedRecord> read_record(const Vault& vault, FormShelf& shelf, const RecordId& record);

/// Every readable record of one form, merged, in the order of their ids; drafts are not among them.
///
/// Records of which a part cannot be opened are there with that part missing (`MergedRecord::unreadable`).
Result<std::vector<MergedRecord>> read_records(const Vault& vault, FormShelf& shelf, const ShelvedForm& form);

} // namespace mahalla
