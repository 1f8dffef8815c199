#pragma once
#include "indicator/tabulate.h"

#include <vector>

namespace mahalla {

/// Weighted quantiles by the rules of R's survey package (qrule; the hf rules are types 1 to 9 of Hyndman and Fan 1996
/// with weights in place of counts; shahvaish is Shah and Vaish 2006). Sorts once, answers many probabilities.
class WeightedQuantiles {
public:
    /// Values with their weights, as many; those of weight 0 are left out.
    WeightedQuantiles(std::span<const double> values, std::span<const double> weights);

    bool empty() const { return values_.empty(); }
    /// `p` from 0 to 1; there is at least one value.
    double at(double p, QuantileRule rule) const;

private:
    struct Neighbours {
        std::size_t low = 0, up = 0;
        double low_distance = 0, up_distance = 0;
    };
    static Neighbours neighbours(std::span<const double> cumulated, double p);
    double interpolated(double p, QuantileRule rule) const;

    std::vector<double> values_;    // sorted
    std::vector<double> weights_;   // in that order
    std::vector<double> cumulated_; // sums of weights
};

std::optional<QuantileRule> quantile_rule_of(const std::string& name);

} // namespace mahalla
