#pragma once
#include "indicator/design.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace mahalla {

/// One stratum of one stage of sampling.
struct SampledStratum {
    std::uint64_t sampled = 0;        ///< Units of this stage in the sample.
    std::optional<double> population; ///< Units in the population; none: drawn with replacement.
    double multiplier = 1;            ///< The sampled fractions of the stages above, multiplied (0 where unknown).
};

/// One stage of sampling. Units are numbered from 0 over the whole stage, so that those of one stratum follow each
/// other. After the first stage every unit of the stage above is a stratum, and has the same number.
struct SamplingStage {
    std::vector<std::uint32_t> stratum_of_unit;
    std::vector<SampledStratum> strata;

    std::size_t unit_count() const { return stratum_of_unit.size(); }
};

/// The strata and units of a sample, stage by stage: what variances need to know of it besides the rows.
struct SamplingTree {
    std::vector<SamplingStage> stages; ///< At least one.
    LonelyPsu lonely_psu = LonelyPsu::Fail;

    const SamplingStage& last() const { return stages.back(); }
    /// The unit of the first stage that a unit of the last stage lies in.
    std::uint32_t first_stage_unit(std::uint32_t last_stage_unit) const
    {
        for (std::size_t stage = stages.size(); stage-- > 1;)
            last_stage_unit = stages[stage].stratum_of_unit[last_stage_unit];
        return last_stage_unit;
    }
    std::uint32_t stratum(std::uint32_t first_stage_unit) const { return stages[0].stratum_of_unit[first_stage_unit]; }
    /// Sets the multipliers, which follow from what was sampled of the stages above.
    void multiply_fractions();
};

} // namespace mahalla
