#pragma once
#include "analysis/computed_estimates.h"
#include "base/result.h"
#include "command_line/json_object.h"
#include "indicator/data_table.h"

#include <functional>

namespace mahalla {

/// One analysis of a specification: what it asks for, over which rows.
struct AnalysisQuestion {
    JsonObject& asked;
    const DataTable* data;          ///< Null where no data was given.
    const DesignDefinition* design; ///< Null where none was given: figures are of those interviewed.

    /// Expressions over the columns, a number each row; the rows outside `where` are left out. Fails with `Invalid` for
    /// what does not parse or is no column, and where there is no data.
    Result<std::vector<std::vector<double>>> numbers(const std::vector<std::string>& expressions) const;
    /// The same as texts.
    Result<std::vector<std::vector<std::string>>> texts(const std::vector<std::string>& expressions) const;
    /// The expression `weight`, else the design's weight, else 1 a row. Fails with `Invalid`, naming the row, for one
    /// that is no number from 0, and where both are given.
    Result<std::vector<double>> weights() const;
    /// The rows within `where`.
    Result<std::vector<std::size_t>> rows() const;

    /// What `add` adds, estimated by the design; nothing where there is none. `add` is handed `columns`, which are of
    /// the rows within `where`, put back among all rows, the others missing: a domain, not a subset.
    Result<std::optional<EstimatesByCell>>
    estimates(const std::vector<std::vector<double>>& columns,
              const std::function<void(const std::vector<std::vector<double>>&, ComputedEstimates&)>& add) const;
};

/// Adds "name_se" and "name_ci" to `json` where there is a standard error to be told.
void add_precision(Json& json, const std::string& name, const Estimate* estimate);
/// The same of the figure called `figure`.
void add_precision(Json& json, const std::string& name, const std::optional<EstimatesByCell>& estimates,
                   const std::string& figure);

/// Columns of yes (other than 0) and no, turned into rows of 1, 0 and -1 for missing.
std::vector<std::int8_t> yes_or_no(const std::vector<std::vector<double>>& columns);

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
Result<Json> analyse_actions(const AnalysisQuestion& question);
Result<Json> analyse_sample_size(const AnalysisQuestion& question);

/// Null for what is not there or no finite number.
Json json_of(const std::optional<double>& value);

} // namespace mahalla
