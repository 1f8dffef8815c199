#include "indicator/sampling_tree.h"

namespace mahalla {

void SamplingTree::multiply_fractions()
{
    for (std::size_t stage = 1; stage < stages.size(); ++stage) {
        const SamplingStage& above = stages[stage - 1];
        for (std::uint32_t unit = 0; unit < above.unit_count(); ++unit) {
            const SampledStratum& upper = above.strata[above.stratum_of_unit[unit]];
            stages[stage].strata[unit].multiplier =
                upper.population ? upper.multiplier * static_cast<double>(upper.sampled) / *upper.population : 0;
        }
    }
}

} // namespace mahalla
