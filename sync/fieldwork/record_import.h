#pragma once
#include "fieldwork/form_shelf.h"
#include "interchange/foreign_record.h"
#include "interchange/import_findings.h"

#include <span>

namespace mahalla {

/// What imported records become.
enum class ImportedStage {
    Draft,
    Finalised,  ///< Finished where the form has nothing against it, otherwise a draft.
    AsCollected ///< Finished: what was collected elsewhere is what it is, whatever the form has against it.
};

/// How many records became what.
struct ImportCounts {
    std::size_t drafts = 0;
    std::size_t finalised = 0;
    std::size_t already_here = 0; ///< Of the same id: nothing was changed.
    std::size_t erased = 0;       ///< Erased for good in this project: they do not come back.
};

/// Takes records of other programs into a vault, as its person's own, one at a time.
///
/// Each is opened by the form: what applies is found out, what the form computes and the file does not say is computed;
/// what the file says stays as it says, also where the form would compute another value today (an age, a date of
/// today). A record that is here already, as a draft or finished, is left alone: taking a file in twice changes
/// nothing. What the form has against a record is in the findings, by the table, row and column it came from.
///
/// Form and vault outlive it. Without a vault nothing is written: a rehearsal.
class RecordImport {
public:
    RecordImport(const ShelvedForm& form, const SessionEnvironment& environment, Vault* vault, ImportedStage stage);

    /// `tables`: the names of those that the record's places speak of. Fails as the vault does; the records before it
    /// are taken in.
    Result<void> take(const ForeignRecord& foreign, std::span<const std::string> tables, ImportFindings& findings);
    const ImportCounts& counts() const { return counts_; }

private:
    Result<void> store(const ForeignRecord& foreign, const Record& record, bool is_complete);

    const ShelvedForm& form_;
    SessionEnvironment environment_;
    Vault* vault_;
    const ImportedStage stage_;
    std::map<RecordId, bool> known_; ///< Whether each is erased.
    ImportCounts counts_;
};

} // namespace mahalla
