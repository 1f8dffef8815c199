#pragma once
#include "view_model/results_view.h"
#include "widgets/choices.h"

namespace mahalla::ui {

/// What a view offers, as widgets take it.
inline std::vector<Choice> choices_of(const std::vector<ResultChoice>& results)
{
    std::vector<Choice> choices;
    for (const ResultChoice& result : results) choices.push_back({result.name, result.label});
    return choices;
}

} // namespace mahalla::ui
