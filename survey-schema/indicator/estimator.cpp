#include "indicator/estimator.h"

#include "indicator/distribution.h"
#include "indicator/quantile.h"

#include <cmath>

namespace mahalla {

Estimate Estimator::begin(std::span<const std::uint32_t> rows, std::span<const double> values,
                          std::span<const double> others)
{
    Estimate estimate;
    present_.clear();
    for (const std::uint32_t row : rows) {
        if (!(weight(row) > 0)) continue;
        if (std::isnan(values[row]) || (!others.empty() && std::isnan(others[row]))) {
            ++estimate.missing;
            continue;
        }
        present_.push_back(row);
        estimate.weighted_n += weight(row);
    }
    estimate.n = present_.size();
    estimate.psus = variance_.coverage(present_).psus;
    if (present_.empty())
        estimate.note = "No row has a value.";
    else
        estimate.degrees_of_freedom = variance_.coverage(rows).degrees_of_freedom();
    return estimate;
}

Variance Estimator::variance_of_parts(bool is_ratio)
{
    if (design_.replication() == Replication::None) return variance_.of(present_, influence_);
    return jackknife_variance(design_, present_, {}, 1, numerators_, is_ratio ? denominators_ : numerators_,
                              [is_ratio](std::span<const CellTotals> totals) {
                                  return is_ratio ? totals[0].first / totals[0].second : totals[0].first;
                              });
}

double Estimator::squares_about(double value, std::span<const double> values,
                                std::span<const double> denominators) const
{
    double sum = 0;
    for (const std::uint32_t row : present_) {
        const double distance = values[row] - value * (denominators.empty() ? 1 : denominators[row]);
        sum += weight(row) * distance * distance;
    }
    return sum;
}

Estimate Estimator::mean(std::span<const std::uint32_t> rows, std::span<const double> values,
                         const EstimateOptions& options)
{
    StudentQuantiles t = student_quantiles(options);
    Estimate estimate = begin(rows, values);
    if (present_.empty()) return estimate;
    numerators_.clear();
    denominators_.clear();
    double sum = 0;
    for (const std::uint32_t row : present_) {
        numerators_.push_back(weight(row) * values[row]);
        denominators_.push_back(weight(row));
        sum += numerators_.back();
    }
    const double mean = sum / estimate.weighted_n;
    estimate.estimate = mean;
    influence_.clear();
    for (const std::uint32_t row : present_)
        influence_.push_back(weight(row) * (values[row] - mean) / estimate.weighted_n);
    const Variance variance = variance_of_parts(true);
    add_precision(estimate, variance, t);
    if (!estimate.standard_error) return estimate;
    const auto simple =
        simple_variance(squares_about(mean, values, {}), estimate.weighted_n, estimate.n, options.design_effect);
    if (simple && *simple > 0) estimate.design_effect = *variance.value / *simple;
    return estimate;
}

Estimate Estimator::share(std::span<const std::uint32_t> rows, std::span<const double> values,
                          const EstimateOptions& options)
{
    StudentQuantiles t = student_quantiles(options);
    Estimate estimate = mean(rows, values, options);
    std::uint64_t sampled = 0;
    for (const std::uint32_t row : rows) sampled += weight(row) > 0 ? 1U : 0U;
    add_share_interval(estimate, sampled, design_.is_plain(), options, t);
    return estimate;
}

Estimate Estimator::total(std::span<const std::uint32_t> rows, std::span<const double> values,
                          const EstimateOptions& options)
{
    StudentQuantiles t = student_quantiles(options);
    Estimate estimate = begin(rows, values);
    if (present_.empty()) return estimate;
    double sum = 0;
    numerators_.clear();
    for (const std::uint32_t row : present_) {
        numerators_.push_back(weight(row) * values[row]);
        sum += numerators_.back();
    }
    influence_ = numerators_;
    estimate.estimate = sum;
    const Variance variance = variance_of_parts(false);
    add_precision(estimate, variance, t, VariesWith::OneUnit);
    if (!estimate.standard_error) return estimate;
    const double weights = estimate.weighted_n;
    const auto simple =
        simple_variance(squares_about(sum / weights, values, {}), weights, estimate.n, options.design_effect);
    if (simple && *simple > 0) estimate.design_effect = *variance.value / (*simple * weights * weights);
    return estimate;
}

Estimate Estimator::ratio(std::span<const std::uint32_t> rows, std::span<const double> values,
                          std::span<const double> denominators, const EstimateOptions& options)
{
    StudentQuantiles t = student_quantiles(options);
    Estimate estimate = begin(rows, values, denominators);
    if (present_.empty()) return estimate;
    double upper = 0, lower = 0;
    numerators_.clear();
    denominators_.clear();
    for (const std::uint32_t row : present_) {
        numerators_.push_back(weight(row) * values[row]);
        denominators_.push_back(weight(row) * denominators[row]);
        upper += numerators_.back();
        lower += denominators_.back();
    }
    if (lower == 0) {
        estimate.note = "The denominators add up to 0.";
        return estimate;
    }
    const double ratio = upper / lower;
    estimate.estimate = ratio;
    influence_.clear();
    for (std::size_t i = 0; i < present_.size(); ++i)
        influence_.push_back((numerators_[i] - ratio * denominators_[i]) / lower);
    const Variance variance = variance_of_parts(true);
    add_precision(estimate, variance, t);
    if (!estimate.standard_error) return estimate;
    const double weights = estimate.weighted_n;
    const auto simple =
        simple_variance(squares_about(ratio, values, denominators), weights, estimate.n, options.design_effect);
    if (simple && *simple > 0)
        estimate.design_effect = *variance.value / (*simple * weights * weights / (lower * lower));
    return estimate;
}

void Estimator::take_present(std::span<const double> values)
{
    present_values_.clear();
    present_weights_.clear();
    for (const std::uint32_t row : present_) {
        present_values_.push_back(values[row]);
        present_weights_.push_back(weight(row));
    }
}

std::vector<Estimate> Estimator::quantiles(std::span<const std::uint32_t> rows, std::span<const double> values,
                                           std::span<const double> probabilities, QuantileRule rule,
                                           const EstimateOptions& options)
{
    const Estimate counts = begin(rows, values);
    std::vector<Estimate> estimates(probabilities.size(), counts);
    if (present_.empty()) return estimates;
    take_present(values);
    const WeightedQuantiles quantiles(present_values_, present_weights_);
    below_.resize(values.size());
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        Estimate& estimate = estimates[i];
        const double quantile = quantiles.at(probabilities[i], rule);
        estimate.estimate = quantile;
        for (const std::uint32_t row : rows)
            below_[row] = std::isnan(values[row]) ? values[row] : values[row] <= quantile ? 1 : 0;
        EstimateOptions share_options = options;
        if (share_options.interval == IntervalMethod::ClopperPearson) share_options.interval = IntervalMethod::Beta;
        const Estimate share_below = share(rows, below_, share_options);
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

void Estimator::add_linearised(Estimate& estimate, const LinearisedStatistic& statistic, const EstimateOptions& options)
{
    StudentQuantiles t = student_quantiles(options);
    if (statistic.influence.empty()) {
        estimate.note = statistic.note;
        return;
    }
    estimate.estimate = statistic.value;
    if (design_.replication() != Replication::None) {
        estimate.note = "There is no jackknife of this statistic: leave out \"replicates\" for its standard error.";
        return;
    }
    influence_.clear();
    for (std::size_t i = 0; i < present_.size(); ++i)
        influence_.push_back(present_weights_[i] * statistic.influence[i]);
    add_precision(estimate, variance_.of(present_, influence_), t);
}

Estimate Estimator::gini(std::span<const std::uint32_t> rows, std::span<const double> values,
                         const EstimateOptions& options)
{
    Estimate estimate = begin(rows, values);
    if (present_.empty()) return estimate;
    take_present(values);
    add_linearised(estimate, gini_coefficient(present_values_, present_weights_), options);
    return estimate;
}

Estimate Estimator::quintile_ratio(std::span<const std::uint32_t> rows, std::span<const double> values,
                                   QuantileRule rule, const EstimateOptions& options)
{
    Estimate estimate = begin(rows, values);
    if (present_.empty()) return estimate;
    take_present(values);
    add_linearised(estimate, mahalla::quintile_ratio(present_values_, present_weights_, rule), options);
    return estimate;
}

PovertyLine Estimator::poverty_line(std::span<const std::uint32_t> population, std::span<const double> values,
                                    QuantileRule rule)
{
    begin(population, values);
    take_present(values);
    return present_.empty() ? PovertyLine{} : mahalla::poverty_line(present_values_, present_weights_, rule);
}

Estimate Estimator::poverty_rate(std::span<const std::uint32_t> rows, std::span<const std::uint32_t> population,
                                 const PovertyLine& line, std::span<const double> values,
                                 const EstimateOptions& options)
{
    Estimate estimate = begin(rows, values);
    if (present_.empty()) return estimate;
    take_present(values);
    PovertyRate rate = mahalla::poverty_rate(present_values_, present_weights_, line);
    // The line moves with everybody's values, so everybody has an influence on the rate of a few.
    std::vector<double> own(values.size(), 0);
    for (std::size_t i = 0; i < present_.size(); ++i) own[present_[i]] = rate.influence[i];
    begin(population, values);
    take_present(values);
    rate.influence.clear();
    for (const std::uint32_t row : present_)
        rate.influence.push_back(own[row] + rate.line_effect * (values[row] <= line.median ? 0.5 : -0.5));
    add_linearised(estimate, rate, options);
    return estimate;
}

Estimate Estimator::contrast(std::span<const ContrastTerm> terms, std::span<const double> values,
                             std::span<const double> denominators, const EstimateOptions& options)
{
    StudentQuantiles t = student_quantiles(options);
    std::vector<std::uint32_t> rows, cells;
    for (const ContrastTerm& term : terms) rows.insert(rows.end(), term.rows.begin(), term.rows.end());
    Estimate estimate = begin(rows, values, denominators);
    // `begin` keeps the order of rows: those of one term follow each other.
    std::vector<CellTotals> totals(terms.size());
    numerators_.clear();
    denominators_.clear();
    std::size_t next = 0;
    for (std::uint32_t term = 0; term < terms.size(); ++term)
        for (const std::uint32_t row : terms[term].rows) {
            if (next == present_.size() || present_[next] != row) continue;
            ++next;
            cells.push_back(term);
            numerators_.push_back(weight(row) * values[row]);
            denominators_.push_back(weight(row) * (denominators.empty() ? 1 : denominators[row]));
            totals[term].first += numerators_.back();
            totals[term].second += denominators_.back();
        }
    const auto difference = [terms](std::span<const CellTotals> of) {
        double sum = 0;
        for (std::size_t i = 0; i < of.size(); ++i) sum += terms[i].coefficient * of[i].first / of[i].second;
        return sum;
    };
    for (const CellTotals& total : totals)
        if (total.second == 0) {
            estimate.note = "A cell of the contrast has no row with a value.";
            estimate.degrees_of_freedom.reset();
            return estimate;
        }
    estimate.estimate = difference(totals);
    *estimate.degrees_of_freedom += 1 - static_cast<double>(terms.size());
    influence_.clear();
    for (std::size_t i = 0; i < present_.size(); ++i) {
        const CellTotals& total = totals[cells[i]];
        const double residual = numerators_[i] - total.first / total.second * denominators_[i];
        influence_.push_back(terms[cells[i]].coefficient * residual / total.second);
    }
    const Variance variance =
        design_.replication() == Replication::None
            ? variance_.of(present_, influence_)
            : jackknife_variance(design_, present_, cells, terms.size(), numerators_, denominators_, difference);
    add_precision(estimate, variance, t);
    return estimate;
}

Estimator::Shares Estimator::shares(std::span<const std::uint32_t> rows, std::span<const std::uint32_t> categories,
                                    std::size_t count)
{
    Shares result;
    result.shares.assign(count, 0);
    result.covariance.assign(count * count, 0);
    present_.clear();
    std::vector<std::uint32_t> cells;
    numerators_.clear();
    for (const std::uint32_t row : rows) {
        if (!(weight(row) > 0)) continue;
        if (categories[row] == Column::no_text) {
            ++result.missing;
            continue;
        }
        present_.push_back(row);
        cells.push_back(categories[row]);
        numerators_.push_back(weight(row));
        result.weighted_n += weight(row);
        result.shares[categories[row]] += weight(row);
    }
    result.n = present_.size();
    result.psus = variance_.coverage(present_).psus;
    result.degrees_of_freedom = variance_.coverage(rows).degrees_of_freedom();
    if (present_.empty()) {
        result.note = "No row has a value.";
        return result;
    }
    for (double& share : result.shares) share /= result.weighted_n;

    // A variance is a square form, so v(a + b) - v(a) - v(b) is twice the covariance.
    const auto variance_of = [&](std::size_t a, std::size_t b) {
        Variance variance;
        if (design_.replication() == Replication::None) {
            const double taken = result.shares[a] + (a == b ? 0 : result.shares[b]);
            influence_.clear();
            for (std::size_t i = 0; i < cells.size(); ++i)
                influence_.push_back(numerators_[i] * ((cells[i] == a || cells[i] == b ? 1 : 0) - taken) /
                                     result.weighted_n);
            variance = variance_.of(present_, influence_);
        } else {
            variance = jackknife_variance(design_, present_, cells, count, numerators_, numerators_,
                                          [a, b](std::span<const CellTotals> totals) {
                                              double all = 0;
                                              for (const CellTotals& total : totals) all += total.first;
                                              return (totals[a].first + (a == b ? 0 : totals[b].first)) / all;
                                          });
        }
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
