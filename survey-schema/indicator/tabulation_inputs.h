#pragma once
#include "base/workers.h"
#include "indicator/breakdown.h"
#include "indicator/column_categories.h"
#include "indicator/survey_design.h"
#include "indicator/tabulate.h"
#include "indicator/unit_cells.h"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mahalla {

/// The values of one expression, ready to be summed.
struct PreparedVariable {
    PreparedVariable() = default;
    PreparedVariable(PreparedVariable&&) = default; // the spans stay with the vectors
    PreparedVariable& operator=(PreparedVariable&&) = default;

    /// Numbers, one a row, NaN for missing.
    std::span<const double> values;
    /// The same in the order of `SurveyDesign::rows_by_unit`.
    std::span<const double> by_unit;
    double pivot = 0; ///< The mean of all values, without weights.
    std::size_t unresolved = 0;

    std::vector<double> own_values, own_by_unit; // what the spans show where it is no column as it stands
};

/// One breakdown, with where its cells lie in the sample.
struct PreparedBreakdown {
    std::optional<Breakdown> breakdown;
    std::vector<UnitCells> unit_cells; ///< One a partition.
};

/// What the estimates of one specification need of the table, each expression and each breakdown computed once however
/// many estimates ask for it.
class TabulationInputs {
public:
    TabulationInputs(const DataTable& data, const SurveyDesign& design, Workers& workers)
        : data_(data), design_(design), workers_(workers)
    {}

    enum class Reading { Numbers, YesOrNo };
    /// Notes what will be asked for.
    void want_variable(const std::string& expression, Reading reading);
    void want_breakdown(const EstimateSpecification& specification);
    /// Computes all of it.
    void prepare();

    /// What was wanted, or why it cannot be had.
    Result<const PreparedVariable*> variable(const std::string& expression, Reading reading) const;
    Result<const PreparedBreakdown*> breakdown(const EstimateSpecification& specification) const;

private:
    using VariableKey = std::pair<std::string, Reading>;
    static std::string breakdown_key(const EstimateSpecification& specification);
    Result<PreparedVariable> make_variable(const VariableKey& key) const;
    Result<PreparedBreakdown> make_breakdown(const EstimateSpecification& specification) const;

    const DataTable& data_;
    const SurveyDesign& design_;
    Workers& workers_;
    std::map<VariableKey, std::optional<Result<PreparedVariable>>> variables_;
    std::map<std::string, std::pair<const EstimateSpecification*, std::optional<Result<PreparedBreakdown>>>>
        breakdowns_;
};

} // namespace mahalla
