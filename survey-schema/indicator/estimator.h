#pragma once
#include "indicator/inequality.h"
#include "indicator/jackknife.h"
#include "indicator/precision.h"
#include "indicator/tabulate.h"
#include "indicator/variance.h"

#include <span>
#include <vector>

namespace mahalla {

/// Estimates of one domain by way of influence values: for calibrated and jackknifed designs, and for the statistics
/// that are no function of two totals. unit_sums.h computes the plain ones for all cells at once.
///
/// Values are one a row of the whole table, NaN where missing; `rows` are the domain's rows. Rows with a missing value
/// are left out and counted; degrees of freedom are those of the domain with them.
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

    Estimate gini(std::span<const std::uint32_t> rows, std::span<const double> values, const EstimateOptions& options);
    Estimate quintile_ratio(std::span<const std::uint32_t> rows, std::span<const double> values, QuantileRule rule,
                            const EstimateOptions& options);
    /// The poverty line of `population`, the rows of a domain that holds all that are asked about later.
    PovertyLine poverty_line(std::span<const std::uint32_t> population, std::span<const double> values,
                             QuantileRule rule);
    /// The share of those below the line of the population, which is estimated as well and adds its own uncertainty.
    Estimate poverty_rate(std::span<const std::uint32_t> rows, std::span<const std::uint32_t> population,
                          const PovertyLine& line, std::span<const double> values, const EstimateOptions& options);

    /// One side of a contrast: the mean of a cell's values (or their ratio to denominators) times a coefficient.
    struct ContrastTerm {
        std::span<const std::uint32_t> rows;
        double coefficient = 0;
    };
    /// The sum of the terms, with the covariance of cells that share units. Degrees of freedom are those of a
    /// regression on the cells: the design's, less one for each cell after the first.
    Estimate contrast(std::span<const ContrastTerm> terms, std::span<const double> values,
                      std::span<const double> denominators, const EstimateOptions& options);

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
    /// The variance of numerator or numerator / denominator, of which the vectors hold the weighted parts row by row.
    Variance variance_of_parts(bool is_ratio);
    /// Finishes a statistic of the present rows that was linearised.
    void add_linearised(Estimate& estimate, const LinearisedStatistic& statistic, const EstimateOptions& options);
    /// Values and weights of the present rows.
    void take_present(std::span<const double> values);
    /// The sum of squares of values about `value` times denominators, over the present rows.
    double squares_about(double value, std::span<const double> values, std::span<const double> denominators) const;
    double weight(std::uint32_t row) const { return design_.weights()[row]; }

    const SurveyDesign& design_;
    VarianceEstimator variance_;
    std::vector<std::uint32_t> present_; // of the domain last begun
    std::vector<double> influence_, numerators_, denominators_;
    std::vector<double> present_values_, present_weights_;
    std::vector<double> below_; // of rows of the domain: whether they lie below a quantile
};

} // namespace mahalla
