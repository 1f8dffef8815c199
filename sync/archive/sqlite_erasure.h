#pragma once
#include "archive/archive.h"
#include "database/database.h"
#include "database/residue_scan.h"

namespace mahalla {

/// What the SQLite archive does for records that are to be forgotten, each within the caller's transaction. Inside this
/// library only.

/// Notes each record that is not noted yet, takes the ciphertext out of all its events but the erasures themselves, and
/// has uploads under way begin anew, for nobody can say what their pieces hold. `gone` learns what stood there,
/// `counts` how much it was.
Result<void> erase_records(Database& database, const std::vector<ArchivedErasure>& erasures, ResidueScan& gone,
                           IntakeCounts& counts);

/// The event as it may be kept: without its ciphertext where its record is erased.
Result<Bytes> bytes_to_keep(Database& database, const ArchivedEvent& event);
/// Notes that a new event of the record was kept without.
Result<void> count_emptied(Database& database, const RecordId& record, IntakeCounts& counts, std::size_t events = 1);

} // namespace mahalla
