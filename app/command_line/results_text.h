#pragma once
#include "command_line/command.h"
#include "command_line/sums_option.h"
#include "fieldwork/results_maker.h"

namespace mahalla {

/// A published table for a terminal: a line a cell, groups first, then estimate, interval and number of those
/// interviewed. A hidden cell shows its mark and the reason.
std::string text_of(const PublishedTableContent& table);

/// `--indicator I --by a,b`.
ResultRequest request_from(const std::string& indicator, const std::string& by);

/// The same, given several times: the disaggregations at a place belong to the indicator at that place.
std::vector<ResultRequest> requests_from(const std::vector<std::string>& indicators,
                                         const std::vector<std::string>& by);

/// The form asked for by id or hash, or the newest open one that defines the first indicator of `requests`, or any
/// where none is asked for. Fails with `NotFound` where there is none, and with `Refused` in a vault that is not
/// enrolled.
Result<ShelvedForm> form_of_results(const Vault& vault, FormShelf& shelf, const std::string& form,
                                    const std::vector<ResultRequest>& requests);

/// What the form's sheets define; errors in them are reported to `context`, advice was given when the questionnaire was
/// checked and published.
ResultDefinitions sound_definitions(const ShelvedForm& form, CommandContext& context);

/// Reads the vault's records of a form (`form` empty: the first open one that defines the first indicator) and makes a
/// release of `requests`; none: every indicator of the form, without those that cannot be shown, which are told with
/// their reason. Problems in the definitions are reported to `context`. `ledger` is what was published before.
Result<MadeRelease> release_from_vault(const Vault& vault, FormShelf& shelf, const std::string& form,
                                       std::vector<ResultRequest> requests, const std::string& language,
                                       const std::string& title, CommandContext& context,
                                       const PublicationLedger& ledger = {});

/// The same of what other offices passed on.
Result<MadeRelease> release_from_sums(const Vault& vault, const SumsOption& sums, const std::string& title,
                                      CommandContext& context, const PublicationLedger& ledger = {});

/// The releases in these files, which `results export --to json` wrote.
Result<std::vector<ReleaseContent>> releases_of_files(const std::vector<std::string>& files, CommandContext& context);

/// What was published before: what left from this vault, and the releases in these files.
Result<PublicationLedger> ledger_with_files(const Vault& vault, const std::vector<std::string>& files,
                                            CommandContext& context);

/// Says to who publishes what cannot be reckoned with: releases that hide something and were made elsewhere.
void tell_of_unknown(const PublicationLedger& ledger, CommandContext& context);

} // namespace mahalla
