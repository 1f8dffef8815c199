#pragma once
#include "exchange/record_view.h"
#include "fieldwork/form_shelf.h"
#include "record/flat_record.h"

namespace mahalla {

/// A record as the events in this vault make it, merged by the rules of its form; without its form, question by
/// question: it waits, and nothing of it is lost. Fails with `NotFound` where nothing of it is here, and with `Refused`
/// where none of it can be opened with the vault's keys.
Result<MergedRecord> read_record(const Vault& vault, FormShelf& shelf, const RecordId& record);

/// Many records, about three kilobytes for each hundred answers.
struct ReadRecords {
    std::vector<FlatRecord> records;
    /// How many conflicts each of those has in which anything waits for a decision.
    std::map<RecordId, std::size_t> conflicts;
};

/// Every readable record of one form, merged, in the order of their ids; drafts are not among them. What `read_record`
/// says of each, made by all the workers of the vault's environment.
///
/// Records of which a part cannot be opened are there with that part missing. Fails as `read_record` does for the first
/// one that cannot be read.
Result<ReadRecords> read_records(const Vault& vault, FormShelf& shelf, const ShelvedForm& form);

} // namespace mahalla
