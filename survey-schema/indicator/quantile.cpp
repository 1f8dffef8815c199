#include "indicator/quantile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace mahalla {

WeightedQuantiles::WeightedQuantiles(std::span<const double> values, std::span<const double> weights)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (weights[i] != 0) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    double sum = 0;
    for (const std::size_t i : order) {
        values_.push_back(values[i]);
        weights_.push_back(weights[i]);
        cumulated_.push_back(sum += weights[i]);
    }
}

/// The last value whose share of the weight is at most `p` (the first where there is none), and the one after it.
WeightedQuantiles::Neighbours WeightedQuantiles::neighbours(std::span<const double> cumulated, double p)
{
    const double total = cumulated.back();
    // A sum of weights that equals its share but for rounding counts as equal.
    const double reached = p * total * (1 + 1e-12);
    const auto after = std::upper_bound(cumulated.begin(), cumulated.end(), reached);
    Neighbours found;
    found.low = after == cumulated.begin() ? 0 : static_cast<std::size_t>(after - cumulated.begin()) - 1;
    found.up = std::min(found.low + 1, cumulated.size() - 1);
    found.low_distance = p - cumulated[found.low] / total;
    found.up_distance = cumulated[found.up] / total - p;
    if (std::fabs(found.low_distance) < 1e-12) found.low_distance = 0;
    return found;
}

double WeightedQuantiles::at(double p, QuantileRule rule) const
{
    if (values_.size() == 1) return values_[0];
    switch (rule) {
    case QuantileRule::Math:
    case QuantileRule::Hf1: {
        const Neighbours found = neighbours(cumulated_, p);
        // Where even the first value has more than this share, R takes the second; the first is the quantile.
        if (found.low == 0 && found.low_distance < 0) return values_[0];
        return values_[found.low_distance == 0 ? found.low : found.up];
    }
    case QuantileRule::School:
    case QuantileRule::Hf2: {
        const Neighbours found = neighbours(cumulated_, p);
        if (found.low == 0 && found.low_distance < 0) return values_[0];
        return found.low_distance == 0 ? (values_[found.low] + values_[found.up]) / 2 : values_[found.up];
    }
    case QuantileRule::Hf3: {
        // Over different values, so that ties count once.
        std::vector<double> values, cumulated;
        for (std::size_t i = 0; i < values_.size(); ++i) {
            if (values.empty() || values.back() != values_[i]) {
                values.push_back(values_[i]);
                cumulated.push_back(cumulated_[i]);
            }
            cumulated.back() = cumulated_[i];
        }
        const Neighbours found = neighbours(cumulated, p);
        const bool is_even = (found.low + 1) % 2 == 0; // counted from 1
        return values[found.low_distance == 0 && is_even ? found.low : found.up];
    }
    case QuantileRule::Hf4: {
        const Neighbours found = neighbours(cumulated_, p);
        const double width = found.low_distance + found.up_distance;
        const double share = width != 0 ? found.low_distance / width : 0;
        return values_[found.low] + (values_[found.up] - values_[found.low]) * share; // ties give themselves
    }
    case QuantileRule::ShahVaish:
    case QuantileRule::Hf5:
    case QuantileRule::Hf6:
    case QuantileRule::Hf7:
    case QuantileRule::Hf8:
    case QuantileRule::Hf9:
        return interpolated(p, rule);
    }
    return interpolated(p, rule);
}

/// Rules that give each value a place between 0 and 1 and draw lines (steps for shahvaish) between them.
double WeightedQuantiles::interpolated(double p, QuantileRule rule) const
{
    const std::size_t n = values_.size();
    const double total = cumulated_.back();
    const auto place = [&](std::size_t i) {
        const double before = i > 0 ? cumulated_[i - 1] : 0;
        const double last = weights_[n - 1];
        if (rule == QuantileRule::Hf5) return (cumulated_[i] - weights_[i] / 2) / total;
        if (rule == QuantileRule::Hf6) return cumulated_[i] / (total + last);
        if (rule == QuantileRule::Hf7) return before / cumulated_[n - 2];
        if (rule == QuantileRule::Hf8) return (before / 3 + cumulated_[i] * 2 / 3) / (total + last / 3);
        if (rule == QuantileRule::Hf9) return (before * 3 / 8 + cumulated_[i] * 5 / 8) / (total + last / 4);
        // Shah and Vaish as R's survey has them: weights scaled to the mean 1 in the sum, unscaled in the half that is
        // taken off.
        const double mean = total / static_cast<double>(n);
        return (cumulated_[i] / mean + 0.5 - weights_[i] / 2) / (static_cast<double>(n) + 1);
    };
    if (rule == QuantileRule::ShahVaish) {
        // Those places need not rise with the values: R sorts by place.
        std::vector<std::pair<double, double>> steps;
        for (std::size_t i = 0; i < n; ++i) steps.emplace_back(place(i), values_[i]);
        std::stable_sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        double value = steps.front().second;
        for (const auto& [at, step] : steps)
            if (at <= p) value = step;
        return value;
    }
    if (p <= place(0)) return values_.front();
    if (p >= place(n - 1)) return values_.back();
    std::size_t low = 0, high = n - 1;
    while (high - low > 1) {
        const std::size_t middle = (low + high) / 2;
        (place(middle) <= p ? low : high) = middle;
    }
    const double a = place(low), b = place(high);
    return b > a ? values_[low] + (values_[high] - values_[low]) * (p - a) / (b - a) : values_[low];
}

std::optional<QuantileRule> quantile_rule_of(const std::string& name)
{
    if (name == "median") return QuantileRule::School; // the mean of the two in the middle
    if (name == "math") return QuantileRule::Math;
    if (name == "school") return QuantileRule::School;
    if (name == "shahvaish") return QuantileRule::ShahVaish;
    constexpr std::array rules{QuantileRule::Hf1, QuantileRule::Hf2, QuantileRule::Hf3,
                               QuantileRule::Hf4, QuantileRule::Hf5, QuantileRule::Hf6,
                               QuantileRule::Hf7, QuantileRule::Hf8, QuantileRule::Hf9};
    if (name.size() == 3 && name.starts_with("hf") && name[2] >= '1' && name[2] <= '9')
        return rules[static_cast<std::size_t>(name[2] - '1')];
    return std::nullopt;
}

} // namespace mahalla
