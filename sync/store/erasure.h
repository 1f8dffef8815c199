#pragma once
#include "store/attachment_table.h"
#include "store/event_table.h"
#include "store/residue_scan.h"

#include <set>

namespace mahalla {

/// What shall not be readable any more, in a vault's database and in every copy of it. Inside this library only.
struct Erasure {
    std::set<RecordId> drafts; ///< Finalised, discarded, or of a person who asked to be forgotten.
    std::set<Hash> keys;       ///< Events that stay as they are, but can be opened here no more.
    std::set<Hash> contents;   ///< Events of which only the place in the chain stays.
    std::vector<AttachmentErasure> files;

    bool empty() const { return drafts.empty() && keys.empty() && contents.empty() && files.empty(); }
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
