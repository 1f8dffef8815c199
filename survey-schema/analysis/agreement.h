#pragma once
#include "base/result.h"

#include <optional>
#include <span>
#include <vector>

namespace mahalla {

/// How far several groups or people put the same items in the same order.
struct Concordance {
    double w = 0; ///< Kendall's W: 0 no agreement, 1 the same order from all.
    double chi_squared = 0;
    double degrees_of_freedom = 0;
    double p = 0; ///< That orders drawn at random agree as much.
    std::vector<double> rank_sums;
};

/// `judgements` has a row a group: what it gave each item, more for what matters more; ties are corrected for (Kendall
/// 1948; chi-squared is Friedman's). Fails with `Invalid` for fewer than two rows or items, rows of different lengths,
/// or where every row calls all items equal.
Result<Concordance> concordance_of(std::span<const std::vector<double>> judgements);

/// Cohen's kappa (1960): agreement of two codings beyond chance. `table` is a square, row by row: how often the first
/// said i where the second said j.
struct KappaAgreement {
    double observed = 0, expected = 0;
    std::optional<double> kappa; ///< Nothing where both always said the same one word.
};
Result<KappaAgreement> kappa_of(std::span<const double> table, std::size_t categories);

/// Pearson's correlation of the ranks, ties sharing the mean rank; nothing where a side does not vary.
std::optional<double> spearman_correlation(std::span<const double> one, std::span<const double> other);
/// Kendall's tau-b; nothing where a side does not vary.
std::optional<double> kendall_correlation(std::span<const double> one, std::span<const double> other);
/// Pearson's; nothing where a side does not vary.
std::optional<double> pearson_correlation(std::span<const double> one, std::span<const double> other);
/// Cronbach's alpha (1951) of items (columns) over people (rows); nothing for fewer than two of either, or where the
/// sum does not vary.
std::optional<double> cronbach_alpha(std::span<const std::vector<double>> people);

} // namespace mahalla
