#pragma once
#include "base/result.h"
#include "command_line/json_object.h"
#include "indicator/data_table.h"

namespace mahalla {

/// One analysis of a specification: what it asks for, over which rows.
struct AnalysisQuestion {
    JsonObject& asked;
    const DataTable* data; ///< Null where no data was given.

    /// Expressions over the columns, a number each row; the rows outside `where` are left out. Fails with `Invalid` for
    /// what does not parse or is no column, and where there is no data.
    Result<std::vector<std::vector<double>>> numbers(const std::vector<std::string>& expressions) const;
    /// The same as texts.
    Result<std::vector<std::vector<std::string>>> texts(const std::vector<std::string>& expressions) const;
    /// The expression `weight`, else 1 a row. Fails with `Invalid`, naming the row, for one that is no number from 0.
    Result<std::vector<double>> weights() const;

private:
    Result<std::vector<std::size_t>> rows() const;
};

/// Names and expressions of an object ({"food": "rcsi > 18"}) in their order, or of a list of columns.
struct NamedExpressions {
    std::vector<std::string> names, expressions;
};
NamedExpressions named_expressions(JsonObject& asked, const char* key);

// Each answers one kind; what could not be had is null.
Result<Json> analyse_co_occurrence(const AnalysisQuestion& question);
Result<Json> analyse_counting_index(const AnalysisQuestion& question);
Result<Json> analyse_perception_gap(const AnalysisQuestion& question);
Result<Json> analyse_fies(const AnalysisQuestion& question);
Result<Json> analyse_rasch(const AnalysisQuestion& question);
Result<Json> analyse_concordance(const AnalysisQuestion& question);
Result<Json> analyse_piling(const AnalysisQuestion& question);
Result<Json> analyse_pairs(const AnalysisQuestion& question);
Result<Json> analyse_ballots(const AnalysisQuestion& question);
Result<Json> analyse_kappa(const AnalysisQuestion& question);
Result<Json> analyse_correlation(const AnalysisQuestion& question);
Result<Json> analyse_reliability(const AnalysisQuestion& question);
Result<Json> analyse_coverage(const AnalysisQuestion& question);
Result<Json> analyse_inequality(const AnalysisQuestion& question);
Result<Json> analyse_community_index(const AnalysisQuestion& question);
Result<Json> analyse_response(const AnalysisQuestion& question);
Result<Json> analyse_change(const AnalysisQuestion& question);
Result<Json> analyse_alerts(const AnalysisQuestion& question);
Result<Json> analyse_sample_size(const AnalysisQuestion& question);

/// Null for what is not there or no finite number.
Json json_of(const std::optional<double>& value);

} // namespace mahalla
