#pragma once
#include "database/residue_scan.h"
#include "store/attachment_table.h"
#include "store/event_table.h"

#include <set>

namespace mahalla {

/// What shall not be readable any more, in a vault's database and in every copy of it. Inside this library only.
struct Erasure {
    /// Everything said about these, also where a copy holds more of it than the vault: all but the erasure itself.
    std::set<RecordId> records;
    std::set<RecordId> drafts; ///< Finalised, discarded, or of a person who asked to be forgotten.
    std::set<Hash> keys;       ///< Events that stay as they are, but can be opened here no more.
    std::vector<AttachmentErasure> files;

    bool empty() const { return records.empty() && drafts.empty() && keys.empty() && files.empty(); }
    void add(const Erasure& other);
};

/// Erases in one database, within the caller's transaction: keys are overwritten with random bytes, ciphertexts and
/// drafts removed (`secure_delete` zeroes their pages), states say so. What is not in this database is passed over.
/// `gone` learns what stood there, for the scan that follows the truncating checkpoint.
Result<void> erase_rows(Database& database, const Keyring& keys, const Erasure& erasure, ResidueScan& gone);

/// What an event becomes in memory by either kind.
void forget_key(IndexedEvent& event);
void forget_content(IndexedEvent& event);

} // namespace mahalla
