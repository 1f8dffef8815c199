#pragma once
#include "database/database.h"
#include "record/record_changes.h"
#include "record/version_vector.h"
#include "store/keyring.h"
#include "store/restore_point.h"

#include <map>

namespace mahalla {

/// One draft as its steps left it.
struct Draft {
    Record base; ///< What it began with: an empty record, or a finalised one that is being corrected.
    Record present;
    VersionVector seen; ///< What the base knows.
    bool is_revision = false;
    Instant begun{};
    Instant changed{};
    std::uint64_t steps = 0;
    std::vector<RestorePoint> points; ///< Ascending by step.
    /// A step does not open: those before it are here, those from it on are not, and none can be added.
    bool is_damaged = false;
};

/// The drafts of a vault as journals: each answer is a row of its own, under a fresh content key that is wrapped under
/// the vault's draft key and bound to its record and step. A step that was added stays, whatever happens after.
///
/// Changes take part in the caller's transaction, if there is one; after a rollback the caller calls `load` again.
/// Inside this library only.
class DraftJournal {
public:
    static constexpr std::string_view schema = "CREATE TABLE draft(record BLOB NOT NULL, step INTEGER NOT NULL, "
                                               "key BLOB NOT NULL, box BLOB NOT NULL, PRIMARY KEY(record, step));";

    DraftJournal(Database& database, const Keyring& keys) : database_(database), keys_(keys) {}
    ~DraftJournal() { clear(); }
    DraftJournal(const DraftJournal&) = delete;
    DraftJournal& operator=(const DraftJournal&) = delete;

    /// Reads every step. A damaged draft keeps nobody from the others: it is marked.
    Result<void> load();
    Result<void> begin(const Record& base, const VersionVector& seen, bool is_revision, Instant now);
    /// Changes that take a row away are preceded by a restore point of their own.
    Result<void> add_changes(const RecordId& record, const RecordChanges& changes, Instant now);
    Result<void> set_language(const RecordId& record, std::string language, Instant now);
    /// Marks the present state. Where it is that of the last point already, only a name makes another.
    Result<void> add_point(const RecordId& record, RestorePointKind kind, std::string name, Instant now);
    /// Makes the state of a point the present one, as a step like any other: everything between stays in the journal,
    /// and a point before this step undoes it. Fails with `NotFound` where there is no such point.
    Result<void> return_to(const RecordId& record, std::uint64_t step, Instant now);
    /// Forgets a draft in memory whose rows were erased (erasure.h); call it once the transaction is committed.
    void forget(const RecordId& record);

    const std::map<RecordId, Draft>& drafts() const { return drafts_; }
    const Draft* find(const RecordId& record) const;

private:
    Result<Draft> state_at(const RecordId& record, std::uint64_t step);
    Result<Draft*> writable(const RecordId& record);
    /// Marks the drafts whose next step stands, damaged, under another record: what they show is not their newest.
    /// `strays` are the wrapped keys of rows that do not open where they stand.
    void mark_robbed(const std::vector<Bytes>& strays);
    Result<void> load_step(Draft& draft, const RecordId& record, const Statement& row);
    Result<void> add_step(const RecordId& record, std::uint64_t step, ByteView content);
    void clear();

    Database& database_;
    const Keyring& keys_;
    std::map<RecordId, Draft> drafts_;
};

/// Overwrites the keys of all steps of a draft, then removes them, in any database with the table. Inside this library
/// only.
Result<void> erase_draft_rows(Database& database, const RecordId& record);

/// Overwrites what was answered, before the memory goes back.
void wipe_answers(Record& record);

} // namespace mahalla
