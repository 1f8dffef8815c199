#pragma once
#include "base/result.h"
#include "indicator/data_table.h"
#include "indicator/design.h"

#include <cstdint>
#include <memory>
#include <optional>
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

/// One stratum of one stage of sampling.
struct SampledStratum {
    std::uint64_t sampled = 0;        ///< Units of this stage in the sample.
    std::optional<double> population; ///< Units in the population; none: drawn with replacement.
    std::uint32_t parent = 0;         ///< The unit of the stage above that it lies in; 0 at the first stage.
    double multiplier = 1;            ///< The sampled fractions of the stages above, multiplied (0 where unknown).
};

/// One stage of sampling. Units and strata are numbered from 0 over the whole stage.
struct SamplingStage {
    std::vector<std::uint32_t> unit_of_row;
    std::vector<std::uint32_t> stratum_of_unit;
    std::vector<std::uint32_t> parent_of_unit; ///< A unit of the stage above; empty at the first stage.
    std::vector<SampledStratum> strata;
    std::size_t unit_count() const { return stratum_of_unit.size(); }
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
    std::span<const SamplingStage> stages() const { return stages_; }
    LonelyPsu lonely_psu() const { return lonely_psu_; }
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
    std::vector<SamplingStage> stages_;
    std::vector<std::shared_ptr<const CalibrationResidual>> residuals_;
    LonelyPsu lonely_psu_ = LonelyPsu::Fail;
    Replication replication_ = Replication::None;
    bool is_plain_ = true;
};

} // namespace mahalla
