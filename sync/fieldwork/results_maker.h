#pragma once
#include "disclosure/published_release.h"
#include "disclosure/table_to_protect.h"
#include "fieldwork/record_reader.h"
#include "indicator/indicator_table.h"
#include "indicator/tabulate.h"
#include "indicator/unit_design.h"

namespace mahalla {

/// What a questionnaire's extra sheets define.
struct ResultDefinitions {
    std::vector<IndicatorDefinition> indicators;
    std::vector<DisaggregationDefinition> disaggregations;
    DesignDefinition design;
    UnitDesign units;
    DisclosurePolicy policy;
};

/// Reads the sheets `indicators`, `disaggregation`, `design` and `publication`; what is wrong in them is reported.
ResultDefinitions read_result_definitions(const FormDefinition& form, Diagnostics& diagnostics);

/// The name of the form's language that `wanted` means: its whole name ("Arabic (ar)") or its code ("ar"). The default
/// language where there is no such one.
std::string form_language(const FormDefinition& form, std::string_view wanted);

/// One table to be made.
struct ResultRequest {
    std::string indicator;
    std::vector<std::string> by; ///< Names of disaggregations.
};

/// What a release says of an indicator whose table is called `id`.
ReleaseDefinition definition_of(const IndicatorDefinition& indicator, const std::string& id,
                                const std::string& language);

/// One request, ready to be computed.
struct AskedTable {
    IndicatorTable made;
    ReleaseDefinition definition;
};

/// Fails as `make_table` does.
Result<AskedTable> asked_table(const FormDefinition& form, const ResultDefinitions& definitions, AnswerTables& answers,
                               const ResultRequest& request, const std::string& language);

/// The form's policy; where an indicator of `requests` is sensitive, that nobody or everybody of a group has it is
/// hidden as well.
Result<DisclosurePolicy> policy_for(const ResultDefinitions& definitions, const std::vector<ResultRequest>& requests);

/// Fails with `NotFound` where an indicator or a disaggregation of a request is not defined; the message names those
/// that are.
Result<void> check_requests(const ResultDefinitions& definitions, const std::vector<ResultRequest>& requests);

/// The table of one indicator over merged records, exact: for the eyes of who may read records, and for `protect`.
///
/// Fails as `check_requests` and `tabulate` do. Undecided answers are counted as unresolved, never used.
Result<Table> make_table(const FormDefinition& form, const ResultDefinitions& definitions, const ReadRecords& records,
                         const ResultRequest& request, const std::string& language);

/// The tables of a release before they are protected, exact, with what will stand around them: for `protected_release`
/// alone. It holds counts of people, and nothing of a record.
struct ExactRelease {
    ReleaseHead head; ///< A definition a table, in their order.
    std::vector<TableToProtect> tables;
};

/// The head of a release that this program makes today; what it is of is still to be said.
ReleaseHead head_of_today(const std::string& title, const std::string& language, Instant now);

/// Makes the tables of `requests`. Where an indicator is sensitive, that nobody or everybody of a group has it is to be
/// hidden, whatever the form's policy says. `notes`, where given, gets a sentence for each table in which values are
/// missing. Fails as `make_table` does.
Result<ExactRelease> make_exact_release(const ShelvedForm& form, const ResultDefinitions& definitions,
                                        AnswerTables& answers, const std::vector<ResultRequest>& requests,
                                        const std::string& language, const std::string& title, Instant now,
                                        std::vector<std::string>* notes = nullptr);

/// A release, and what stood in its tables, for the book of who made it (fieldwork/release_book.h).
struct MadeRelease {
    PublishedRelease release;
    KeptFigures kept;
};

/// Protects the tables, all together and with what `ledger` says was published before, and binds them into a release.
/// Fails as `protect` does.
Result<MadeRelease> protected_release(ExactRelease exact, const PublicationLedger& ledger);

/// Both, one after the other.
Result<MadeRelease> make_release(const ShelvedForm& form, const ResultDefinitions& definitions,
                                 const ReadRecords& records, const std::vector<ResultRequest>& requests,
                                 const std::string& language, const std::string& title, Instant now,
                                 const PublicationLedger& ledger = {}, std::vector<std::string>* notes = nullptr);

/// "Of those asked, 12 do not know, fewer than 5 refused, 30 did not answer."; a number below the policy's
/// threshold for `unit` is not told. Empty where nothing is missing.
std::string missing_in_words(const MissingCounts& missing, const DisclosurePolicy& policy, const std::string& unit);

} // namespace mahalla
