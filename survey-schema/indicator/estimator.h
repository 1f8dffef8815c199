#pragma once
#include "indicator/tabulate.h"
#include "indicator/variance.h"

#include <span>
#include <vector>

namespace mahalla {

/// How estimates are to be finished.
struct EstimateOptions {
    IntervalMethod interval = IntervalMethod::Wald;
    double level = 0.95;
    DesignEffect design_effect = DesignEffect::WithoutReplacement;
};

/// Estimates of a domain. Values are one a row of the whole table, NaN where missing; `rows` are the domain's rows.
/// Rows with a missing value are left out and counted; degrees of freedom are those of the domain with them.
class Estimator {
public:
    explicit Estimator(const SurveyDesign& design) : design_(design), variance_(design) {}

    Estimate mean(std::span<const std::uint32_t> rows, std::span<const double> values, const EstimateOptions& options);
    /// Of values that are 0 or 1.
    Estimate share(std::span<const std::uint32_t> rows, std::span<const double> values, const EstimateOptions& options);
    Estimate total(std::span<const std::uint32_t> rows, std::span<const double> values, const EstimateOptions& options);
    Estimate ratio(std::span<const std::uint32_t> rows, std::span<const double> values,
                   std::span<const double> denominators, const EstimateOptions& options);
    /// One estimate for each probability. The interval is Woodruff's (1952): that of the share below the quantile,
    /// turned back into values; the standard error is its width over twice t.
    std::vector<Estimate> quantiles(std::span<const std::uint32_t> rows, std::span<const double> values,
                                    std::span<const double> probabilities, QuantileRule rule,
                                    const EstimateOptions& options);

    /// The covariance matrix of the shares of `categories` among the rows of a domain (category of each row of the
    /// table, `Column::no_text` for missing), row by row; with the shares themselves.
    struct Shares {
        std::vector<double> shares;
        std::vector<double> covariance;
        std::uint64_t n = 0, missing = 0, psus = 0;
        double weighted_n = 0;
        double degrees_of_freedom = 0;
        std::string note;
    };
    Shares shares(std::span<const std::uint32_t> rows, std::span<const std::uint32_t> categories, std::size_t count);

private:
    /// Splits the domain's rows into those with a value, and counts.
    Estimate begin(std::span<const std::uint32_t> rows, std::span<const double> values,
                   std::span<const double> others = {});
    void finish(Estimate& estimate, const Variance& variance, const EstimateOptions& options) const;
    Variance linearised(std::span<const double> influence, std::span<const double> numerators,
                        std::span<const double> denominators, bool is_ratio);
    /// The variance that a simple random sample of the same size would have for a mean.
    std::optional<double> simple_variance(double mean, std::span<const double> values, const EstimateOptions& options);

    const SurveyDesign& design_;
    VarianceEstimator variance_;
    std::vector<std::uint32_t> present_; // of the domain last begun
    std::vector<double> influence_, numerators_, denominators_;
};

} // namespace mahalla
