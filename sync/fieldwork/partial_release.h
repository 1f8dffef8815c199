#pragma once
#include "fieldwork/results_maker.h"

namespace mahalla {

/// An indicator that a release lacks, and why: for those who publish.
struct MissingResult {
    std::string indicator;
    std::string label;
    Error error;
};

/// As many tables as can be shown: where many are wanted at once, one that cannot be had keeps no other back.
struct PartialTables {
    ExactRelease exact;
    std::vector<MissingResult> missing;
};
struct PartialRelease {
    MadeRelease made;
    std::vector<MissingResult> missing;
};

/// As `make_exact_release`, without the tables that cannot be made (an indicator of households has none by the sex of
/// persons). Fails as `check_requests` does: what nobody defined is a mistake, not a table that is missing.
Result<PartialTables> make_tables_there_are(const ShelvedForm& form, const ResultDefinitions& definitions,
                                            const ReadRecords& records, const std::vector<ResultRequest>& requests,
                                            const std::string& language, const std::string& title, Instant now,
                                            std::vector<std::string>* notes = nullptr);

/// As `protected_release`, without the tables that would break the protection of those before them: what is there is
/// protected all together, as if nobody had asked for the rest. Reads no record, and may take its time.
///
/// Fails with the first reason where no table is left.
Result<PartialRelease> protect_what_can_be(PartialTables wanted, const PublicationLedger& ledger);

} // namespace mahalla
