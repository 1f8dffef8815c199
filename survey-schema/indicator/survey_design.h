#pragma once
#include "base/result.h"
#include "indicator/data_table.h"
#include "indicator/design.h"
#include "indicator/sampling_tree.h"

#include <memory>
#include <span>
#include <vector>

namespace mahalla {

/// What calibration took out of the variance: residuals of a value about the groups or the regression that the weights
/// were made to fit.
class CalibrationResidual {
public:
    virtual ~CalibrationResidual() = default;
    /// Replaces weighted influence values, one a row, by their residuals.
    virtual void apply(std::vector<double>& influence) const = 0;
};

/// How the rows of a table were sampled, checked and ready to compute with: weights, and the tree of strata and units.
class SurveyDesign {
public:
    /// Fails with `Invalid`, naming the row or column, for weights that are negative or missing, missing strata or
    /// units, a unit in two strata without `nest`, a population smaller than its sample or different within a stratum,
    /// totals that do not fit the data.
    static Result<SurveyDesign> create(const DataTable& data, const DesignDefinition& definition);

    std::size_t row_count() const { return weights_.size(); }
    std::span<const double> weights() const { return weights_; }
    /// The same in the order of `rows_by_unit`.
    std::span<const double> weights_by_unit() const { return weights_by_unit_.empty() ? weights_ : weights_by_unit_; }
    const SamplingTree& tree() const { return tree_; }
    /// The unit of the last stage that each row lies in.
    std::span<const std::uint32_t> unit_of_row() const { return unit_of_row_; }
    /// All rows, those of one unit after each other, in the order of the units; as they stand within a unit.
    std::span<const std::uint32_t> rows_by_unit() const { return rows_by_unit_; }
    /// The rows already stand so: `rows_by_unit` counts from 0.
    bool is_in_order() const { return is_in_order_; }

    Replication replication() const { return replication_; }
    bool is_calibrated() const { return !residuals_.empty(); }
    /// No weight, stratum, unit or population was given: each row stands for itself.
    bool is_plain() const { return is_plain_; }
    /// Takes the calibrations' fit out of weighted influence values, one a row.
    void take_residuals(std::vector<double>& influence) const;

private:
    SurveyDesign() = default;
    friend class SurveyDesignBuilder;

    std::vector<double> weights_;
    std::vector<double> weights_by_unit_; // empty where the rows stand in that order
    SamplingTree tree_;
    std::vector<std::uint32_t> unit_of_row_;
    std::vector<std::uint32_t> rows_by_unit_;
    std::vector<std::shared_ptr<const CalibrationResidual>> residuals_;
    Replication replication_ = Replication::None;
    bool is_in_order_ = true;
    bool is_plain_ = true;
};

} // namespace mahalla
