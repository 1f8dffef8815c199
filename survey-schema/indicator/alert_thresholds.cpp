#include "indicator/alert_thresholds.h"

#include "base/number.h"
#include "base/text.h"

#include <array>
#include <cmath>

namespace mahalla {

std::optional<AlertThresholds> read_alert_thresholds(std::string_view text)
{
    constexpr std::array<std::string_view, 3> levels{"watch", "alert", "emergency"};
    const auto parts = words(text);
    std::array<double, 3> values{};
    if (parts.size() != levels.size()) return std::nullopt;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const auto sides = split(parts[i], '=');
        if (sides.size() != 2 || sides[0] != levels[i]) return std::nullopt;
        const auto number = number_from_text(sides[1]);
        if (!number || !std::isfinite(*number)) return std::nullopt;
        values[i] = *number;
    }
    const bool rises = values[0] < values[1] && values[1] < values[2];
    const bool falls = values[0] > values[1] && values[1] > values[2];
    if (!rises && !falls) return std::nullopt;
    return AlertThresholds{values[0], values[1], values[2]};
}

} // namespace mahalla
