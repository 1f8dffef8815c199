#include "indicator/index_definition.h"

#include "base/number.h"
#include "base/text.h"

#include <cmath>

namespace mahalla {

std::optional<std::vector<IndexComponent>> read_index_components(std::string_view text)
{
    std::vector<IndexComponent> components;
    for (const std::string_view part : split(text, ';')) {
        if (trimmed(part).empty()) continue;
        const auto sides = split(part, '=');
        IndexComponent component{std::string(trimmed(sides[0])), 1};
        if (sides.size() > 2 || component.indicator.empty()) return std::nullopt;
        if (sides.size() == 2) {
            const auto weight = number_from_text(trimmed(sides[1]));
            if (!weight || !std::isfinite(*weight) || *weight <= 0) return std::nullopt;
            component.weight = *weight;
        }
        components.push_back(std::move(component));
    }
    if (components.empty()) return std::nullopt;
    return components;
}

std::optional<IndexMeasure> index_measure_of(std::string_view word)
{
    if (word == "score") return IndexMeasure::Score;
    if (word == "headcount") return IndexMeasure::Headcount;
    if (word == "intensity") return IndexMeasure::Intensity;
    if (word == "adjusted_headcount") return IndexMeasure::AdjustedHeadcount;
    return std::nullopt;
}

} // namespace mahalla
