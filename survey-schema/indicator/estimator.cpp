#include "indicator/estimator.h"

#include "indicator/distribution.h"
#include "indicator/interval.h"
#include "indicator/jackknife.h"
#include "indicator/quantile.h"

#include <cmath>

namespace mahalla {

Estimate Estimator::begin(std::span<const std::uint32_t> rows, std::span<const double> values,
                          std::span<const double> others)
{
    Estimate estimate;
    present_.clear();
    for (const std::uint32_t row : rows) {
        if (!(design_.weights()[row] > 0)) continue;
        if (std::isnan(values[row]) || (!others.empty() && std::isnan(others[row]))) {
            ++estimate.missing;
            continue;
        }
        present_.push_back(row);
        estimate.weighted_n += design_.weights()[row];
    }
    estimate.n = present_.size();
    estimate.psus = variance_.psu_count(present_);
    estimate.degrees_of_freedom =
        static_cast<double>(variance_.psu_count(rows)) - static_cast<double>(variance_.stratum_count(rows));
    if (present_.empty()) {
        estimate.degrees_of_freedom.reset();
        estimate.note = "No row has a value.";
    }
    return estimate;
}

/// The variance of numerator or numerator / denominator, of which the vectors hold the weighted parts row by row.
Variance Estimator::linearised(std::span<const double> influence, std::span<const double> numerators,
                               std::span<const double> denominators, bool is_ratio)
{
    if (design_.replication() == Replication::None) return variance_.of(present_, influence);
    return jackknife_variance(design_, present_, numerators, denominators,
                              [is_ratio](double a, double b) { return is_ratio ? a / b : a; });
}

void Estimator::finish(Estimate& estimate, const Variance& variance, const EstimateOptions& options) const
{
    if (!variance.value) {
        estimate.note = variance.note;
        return;
    }
    if (*estimate.degrees_of_freedom <= 0) {
        estimate.note = "One sampling unit shows no variance.";
        return;
    }
    estimate.standard_error = std::sqrt(*variance.value);
    if (const auto interval =
            wald_interval(*estimate.estimate, *estimate.standard_error, *estimate.degrees_of_freedom, options.level)) {
        estimate.lower = interval->lower;
        estimate.upper = interval->upper;
    }
}

std::optional<double> Estimator::simple_variance(double mean, std::span<const double> values,
                                                 const EstimateOptions& options)
{
    const double n = static_cast<double>(present_.size());
    double sum = 0, weights = 0;
    for (const std::uint32_t row : present_) {
        const double weight = design_.weights()[row], distance = values[row] - mean;
        sum += weight * distance * distance;
        weights += weight;
    }
    if (n < 2) return std::nullopt;
    const double variance = sum / weights * n / (n - 1) / n;
    if (options.design_effect == DesignEffect::WithReplacement) return variance;
    // Where the weights add up to no more than the sample there is no population to compare with.
    if (!(weights > n * (1 + 1e-9))) return std::nullopt;
    return variance * (weights - n) / weights;
}

Estimate Estimator::mean(std::span<const std::uint32_t> rows, std::span<const double> values,
                         const EstimateOptions& options)
{
    Estimate estimate = begin(rows, values);
    if (present_.empty()) return estimate;
    double sum = 0;
    for (const std::uint32_t row : present_) sum += design_.weights()[row] * values[row];
    const double mean = sum / estimate.weighted_n;
    estimate.estimate = mean;

    influence_.clear();
    numerators_.clear();
    denominators_.clear();
    for (const std::uint32_t row : present_) {
        const double weight = design_.weights()[row];
        influence_.push_back(weight * (values[row] - mean) / estimate.weighted_n);
        if (design_.replication() == Replication::None) continue;
        numerators_.push_back(weight * values[row]);
        denominators_.push_back(weight);
    }
    const Variance variance = linearised(influence_, numerators_, denominators_, true);
    finish(estimate, variance, options);
    if (estimate.standard_error)
        if (const auto simple = simple_variance(mean, values, options); simple && *simple > 0)
            estimate.design_effect = *variance.value / *simple;
    return estimate;
}

Estimate Estimator::share(std::span<const std::uint32_t> rows, std::span<const double> values,
                          const EstimateOptions& options)
{
    Estimate estimate = mean(rows, values, options);
    if (!estimate.estimate || options.interval == IntervalMethod::Wald) return estimate;
    std::uint64_t sampled = 0; // R's survey takes the rows of the domain, missing values with them
    for (const std::uint32_t row : rows) sampled += design_.weights()[row] > 0 ? 1U : 0U;
    ShareEvidence evidence;
    evidence.share = *estimate.estimate;
    evidence.degrees_of_freedom = *estimate.degrees_of_freedom;
    evidence.is_plain_sample = design_.is_plain();
    evidence.n = static_cast<double>(options.interval == IntervalMethod::Beta ? sampled : estimate.n);
    if (estimate.standard_error) evidence.variance = *estimate.standard_error * *estimate.standard_error;
    const bool is_exact = evidence.share <= 0 || evidence.share >= 1;
    if (is_exact) evidence.n = static_cast<double>(estimate.n);
    estimate.lower.reset();
    estimate.upper.reset();
    if (!estimate.standard_error && !is_exact) return estimate;
    if (const auto interval = share_interval(options.interval, evidence, options.level)) {
        estimate.lower = interval->lower;
        estimate.upper = interval->upper;
        if (is_exact && estimate.note.empty()) estimate.note = "Nobody or everybody: the interval is that of n draws.";
    }
    return estimate;
}

Estimate Estimator::total(std::span<const std::uint32_t> rows, std::span<const double> values,
                          const EstimateOptions& options)
{
    Estimate estimate = begin(rows, values);
    if (present_.empty()) return estimate;
    double sum = 0;
    influence_.clear();
    for (const std::uint32_t row : present_) {
        influence_.push_back(design_.weights()[row] * values[row]);
        sum += influence_.back();
    }
    estimate.estimate = sum;
    const Variance variance = linearised(influence_, influence_, influence_, false);
    finish(estimate, variance, options);
    if (estimate.standard_error)
        if (const auto simple = simple_variance(sum / estimate.weighted_n, values, options); simple && *simple > 0)
            estimate.design_effect = *variance.value / (*simple * estimate.weighted_n * estimate.weighted_n);
    return estimate;
}

Estimate Estimator::ratio(std::span<const std::uint32_t> rows, std::span<const double> values,
                          std::span<const double> denominators, const EstimateOptions& options)
{
    Estimate estimate = begin(rows, values, denominators);
    if (present_.empty()) return estimate;
    double upper = 0, lower = 0;
    for (const std::uint32_t row : present_) {
        upper += design_.weights()[row] * values[row];
        lower += design_.weights()[row] * denominators[row];
    }
    if (lower == 0) {
        estimate.note = "The denominators add up to 0.";
        return estimate;
    }
    const double ratio = upper / lower;
    estimate.estimate = ratio;
    influence_.clear();
    numerators_.clear();
    denominators_.clear();
    for (const std::uint32_t row : present_) {
        const double weight = design_.weights()[row];
        numerators_.push_back(weight * values[row]);
        denominators_.push_back(weight * denominators[row]);
        influence_.push_back((numerators_.back() - ratio * denominators_.back()) / lower);
    }
    finish(estimate, linearised(influence_, numerators_, denominators_, true), options);
    return estimate;
}

std::vector<Estimate> Estimator::quantiles(std::span<const std::uint32_t> rows, std::span<const double> values,
                                           std::span<const double> probabilities, QuantileRule rule,
                                           const EstimateOptions& options)
{
    const Estimate counts = begin(rows, values);
    std::vector<Estimate> estimates(probabilities.size(), counts);
    if (present_.empty()) return estimates;
    std::vector<double> present_values, present_weights;
    for (const std::uint32_t row : present_) {
        present_values.push_back(values[row]);
        present_weights.push_back(design_.weights()[row]);
    }
    const WeightedQuantiles quantiles(present_values, present_weights);
    std::vector<double> below(values.begin(), values.end());
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        Estimate& estimate = estimates[i];
        const double quantile = quantiles.at(probabilities[i], rule);
        estimate.estimate = quantile;
        for (const std::uint32_t row : rows)
            if (!std::isnan(values[row])) below[row] = values[row] <= quantile ? 1 : 0;
        EstimateOptions share_options = options;
        if (share_options.interval == IntervalMethod::ClopperPearson) share_options.interval = IntervalMethod::Beta;
        const Estimate share_below = share(rows, below, share_options);
        estimate.note = share_below.note;
        if (!share_below.lower || *share_below.lower < 0 || *share_below.upper > 1) {
            if (estimate.note.empty()) estimate.note = "Too few rows on one side for an interval.";
            if (!share_below.lower) continue;
        }
        if (*share_below.lower >= 0) estimate.lower = quantiles.at(*share_below.lower, rule);
        if (*share_below.upper <= 1) estimate.upper = quantiles.at(*share_below.upper, rule);
        if (estimate.lower && estimate.upper)
            estimate.standard_error = (*estimate.upper - *estimate.lower) /
                                      (2 * student_t_quantile((1 + options.level) / 2, *estimate.degrees_of_freedom));
    }
    return estimates;
}

Estimator::Shares Estimator::shares(std::span<const std::uint32_t> rows, std::span<const std::uint32_t> categories,
                                    std::size_t count)
{
    Shares result;
    result.shares.assign(count, 0);
    result.covariance.assign(count * count, 0);
    present_.clear();
    for (const std::uint32_t row : rows) {
        const double weight = design_.weights()[row];
        if (!(weight > 0)) continue;
        if (categories[row] == Column::no_text) {
            ++result.missing;
            continue;
        }
        present_.push_back(row);
        result.weighted_n += weight;
        result.shares[categories[row]] += weight;
    }
    result.n = present_.size();
    result.psus = variance_.psu_count(present_);
    result.degrees_of_freedom =
        static_cast<double>(variance_.psu_count(rows)) - static_cast<double>(variance_.stratum_count(rows));
    if (present_.empty()) {
        result.note = "No row has a value.";
        return result;
    }
    for (double& share : result.shares) share /= result.weighted_n;

    // A variance is a square form, so v(a + b) - v(a) - v(b) is twice the covariance.
    const auto variance_of = [&](std::size_t a, std::size_t b) {
        influence_.clear();
        for (const std::uint32_t row : present_) {
            double distance = 0;
            for (const std::size_t category : {a, b}) {
                distance += (categories[row] == category ? 1 : 0) - result.shares[category];
                if (a == b) break;
            }
            influence_.push_back(design_.weights()[row] * distance / result.weighted_n);
        }
        const Variance variance = variance_.of(present_, influence_);
        if (!variance.value) result.note = variance.note;
        return variance.value.value_or(0);
    };
    for (std::size_t a = 0; a < count; ++a) result.covariance[a * count + a] = variance_of(a, a);
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = a + 1; b < count; ++b)
            result.covariance[a * count + b] = result.covariance[b * count + a] =
                (variance_of(a, b) - result.covariance[a * count + a] - result.covariance[b * count + b]) / 2;
    return result;
}

} // namespace mahalla
