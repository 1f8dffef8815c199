#include "analysis/fies.h"

namespace mahalla {

Result<FiesPrevalence> fies_prevalence(const ScaleAnswers& answers)
{
    constexpr std::size_t moderate_item = 4, severe_item = 7;
    FiesPrevalence found;
    MAHALLA_TRY(found.scale, fit_rasch_scale(answers));
    MAHALLA_TRY(found.equated, equate(found.scale, fies_global_standard));
    found.moderate_or_severe = prevalence_beyond(found.scale, found.equated, fies_global_standard[moderate_item]);
    found.severe = prevalence_beyond(found.scale, found.equated, fies_global_standard[severe_item]);
    return found;
}

} // namespace mahalla
