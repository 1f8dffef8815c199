#pragma once
#include "base/date.h"
#include "fieldwork/results_maker.h"

#include <functional>
#include <string>
#include <string_view>

namespace mahalla {

/// A questionnaire with what its sheets define, and its records.
struct AnalysedForm {
    ShelvedForm form;
    ResultDefinitions definitions;
    ReadRecords records;
};

/// For whose eyes figures are.
enum class Audience {
    Everybody,       ///< What may leave: every count has gone through `protect`.
    ThoseWhoMayRead, ///< Exact, for who may open the records.
};

/// What analyses of records look at besides their specification.
struct RecordAnalysisSetting {
    /// The questionnaire of this id or hash; empty: the one that was asked for on the whole. What it points to lives as
    /// long as the function.
    std::function<Result<const AnalysedForm*>(const std::string& form)> form;
    std::function<Result<Bytes>(const std::string& path)> read_file; ///< For a frame.
    Audience audience = Audience::Everybody;
    std::string language; ///< Of labels, as the form writes it.
    Date today;
    PublicationLedger ledger; ///< What was published before.
};

/// Answers `{"analyses":[{"id","kind","form","unit","by","where",…}]}` over records, with the kinds and keys of
/// `analyse_json` and those of docs/formats/analyses.md.
///
/// For everybody, the counts of all analyses of one specification are protected together, so that nothing can be worked
/// out by holding one against another, and every figure is computed from what is left of them: one that needs a hidden
/// count is `{"mark":"confidential"}`. One that cannot be had is null.
///
/// Where there are too few cells to hide the unsafe ones of all analyses among, those that were asked for first are
/// told, and the others say that they are not.
///
/// Fails with `Invalid`, naming the analysis, for what it does not know; as `protect` does (`Refused`) where nothing
/// can be told; and as `make_table` does.
Result<std::string> analyse_records_json(std::string_view specification, const RecordAnalysisSetting& setting);

} // namespace mahalla
