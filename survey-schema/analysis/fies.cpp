#include "analysis/fies.h"

#include <algorithm>
#include <limits>

namespace mahalla {

Result<FiesPrevalence> fies_prevalence(const ScaleAnswers& answers)
{
    FiesPrevalence found;
    MAHALLA_TRY(found.scale, fit_rasch_scale(answers));
    MAHALLA_TRY(found.equated, equate(found.scale, fies_global_standard));
    found.moderate_or_severe = prevalence_beyond(found.scale, found.equated, fies_global_standard[fies_moderate_item]);
    found.severe = prevalence_beyond(found.scale, found.equated, fies_global_standard[fies_severe_item]);
    return found;
}

void add_fies_estimates(const ScaleAnswers& answers, const FiesPrevalence& found, ComputedEstimates& estimates)
{
    for (const auto& [name, item] :
         {std::pair("moderate_or_severe", fies_moderate_item), std::pair("severe", fies_severe_item)}) {
        const std::vector<double> beyond = beyond_by_score(found.scale, found.equated, fies_global_standard[item]);
        std::vector<double> of_row;
        for (std::size_t row = 0; row < answers.weights.size(); ++row) {
            const auto said = std::span(answers.answers).subspan(row * answers.item_count, answers.item_count);
            const bool is_complete = std::ranges::find(said, ScaleAnswers::missing) == said.end();
            const auto score = static_cast<std::size_t>(std::ranges::count(said, std::int8_t{1}));
            of_row.push_back(is_complete ? beyond[score] : std::numeric_limits<double>::quiet_NaN());
        }
        estimates.add_mean(name, std::move(of_row));
    }
}

} // namespace mahalla
