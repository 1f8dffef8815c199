#pragma once
#include "fieldwork/passed_sums.h"
#include "fieldwork/results_maker.h"

namespace mahalla {

/// The sums that the tables of `requests` are made of, for the next level. `sender` keeps this office's sampling units
/// apart from those of others. Fails with `Invalid` for what does not follow from sums (quantiles, calibrated weights),
/// and as `asked_table` does.
Result<PassedSums> make_sums(const ShelvedForm& form, const ResultDefinitions& definitions, const ReadRecords& records,
                             const std::vector<ResultRequest>& requests, const std::string& language,
                             const DeviceId& sender, Instant now);

/// Adds up what several offices passed on: a table that some of them lack is that of the others.
///
/// Fails with `Refused` where two files are of one sender, who would count twice, and with `Invalid` where they are of
/// different questionnaires, policies or rounds, or define a table in different ways; the message names the file.
Result<PassedSums> merged_sums(std::span<const OpenedSums> offices);

/// The release of what was added up, protected at this level with this level's `ledger`. `notes` as in `make_release`.
/// Fails as `protected_release` does.
Result<MadeRelease> make_release_of_sums(const PassedSums& sums, const std::string& title, Instant now,
                                         const PublicationLedger& ledger = {},
                                         std::vector<std::string>* notes = nullptr);

} // namespace mahalla
