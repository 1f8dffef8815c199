#include "analysis/agreement.h"
#include "analysis/ranking.h"
#include "indicator/distribution.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace mahalla {

namespace {

double mean_of(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Of the population that the values are, not of a sample's.
double sum_of_squares(std::span<const double> values)
{
    const double mean = mean_of(values);
    return std::accumulate(values.begin(), values.end(), 0.0,
                           [&](double sum, double value) { return sum + (value - mean) * (value - mean); });
}

} // namespace

Result<Concordance> concordance_of(std::span<const std::vector<double>> judgements)
{
    const std::size_t groups = judgements.size(), items = groups == 0 ? 0 : judgements.front().size();
    if (groups < 2 || items < 2 ||
        std::ranges::any_of(judgements, [&](const auto& row) { return row.size() != items; }))
        return failure(ErrorKind::Invalid, "Agreement needs two groups or more that judged the same items.");
    Concordance found;
    found.rank_sums.resize(items);
    double ties = 0;
    for (const std::vector<double>& row : judgements) {
        const std::vector<double> ranks = mean_ranks(row);
        std::map<double, double> tied;
        for (std::size_t i = 0; i < items; ++i) {
            found.rank_sums[i] += ranks[i];
            tied[ranks[i]] += 1;
        }
        for (const auto& [rank, count] : tied) ties += count * count * count - count;
    }
    const auto m = static_cast<double>(groups), n = static_cast<double>(items);
    const double most = m * m * (n * n * n - n) - m * ties;
    if (!(most > 0)) return failure(ErrorKind::Invalid, "Every group calls all items equal: there is no order.");
    found.w = 12 * sum_of_squares(found.rank_sums) / most;
    found.chi_squared = m * (n - 1) * found.w;
    found.degrees_of_freedom = n - 1;
    found.p = chi_squared_upper_tail(found.chi_squared, found.degrees_of_freedom);
    return found;
}

Result<KappaAgreement> kappa_of(std::span<const double> table, std::size_t categories)
{
    const double total = std::accumulate(table.begin(), table.end(), 0.0);
    if (categories == 0 || table.size() != categories * categories || !(total > 0))
        return failure(ErrorKind::Invalid, "Agreement of two codings is a square of counts, not all of them 0.");
    KappaAgreement found;
    for (std::size_t i = 0; i < categories; ++i) {
        double row = 0, column = 0;
        for (std::size_t j = 0; j < categories; ++j) {
            row += table[i * categories + j];
            column += table[j * categories + i];
        }
        found.observed += table[i * categories + i] / total;
        found.expected += row / total * (column / total);
    }
    if (found.expected < 1) found.kappa = (found.observed - found.expected) / (1 - found.expected);
    return found;
}

std::optional<double> pearson_correlation(std::span<const double> one, std::span<const double> other)
{
    if (one.size() != other.size() || one.size() < 2) return std::nullopt;
    const double product = std::sqrt(sum_of_squares(one) * sum_of_squares(other));
    if (!(product > 0)) return std::nullopt;
    const double mean = mean_of(one), other_mean = mean_of(other);
    double sum = 0;
    for (std::size_t i = 0; i < one.size(); ++i) sum += (one[i] - mean) * (other[i] - other_mean);
    return sum / product;
}

std::optional<double> spearman_correlation(std::span<const double> one, std::span<const double> other)
{
    return pearson_correlation(mean_ranks(one), mean_ranks(other));
}

std::optional<double> kendall_correlation(std::span<const double> one, std::span<const double> other)
{
    if (one.size() != other.size()) return std::nullopt;
    double score = 0, pairs = 0, other_pairs = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const double a = one[i] - one[j], b = other[i] - other[j];
            score += (a > 0) == (b > 0) && a != 0 && b != 0 ? 1 : a != 0 && b != 0 ? -1 : 0;
            pairs += a != 0 ? 1 : 0;
            other_pairs += b != 0 ? 1 : 0;
        }
    }
    if (pairs == 0 || other_pairs == 0) return std::nullopt;
    return score / std::sqrt(pairs * other_pairs);
}

std::optional<double> cronbach_alpha(std::span<const std::vector<double>> people)
{
    const std::size_t items = people.empty() ? 0 : people.front().size();
    if (people.size() < 2 || items < 2 ||
        std::ranges::any_of(people, [&](const auto& row) { return row.size() != items; }))
        return std::nullopt;
    std::vector<double> sums;
    for (const std::vector<double>& row : people) sums.push_back(std::accumulate(row.begin(), row.end(), 0.0));
    double of_items = 0;
    for (std::size_t i = 0; i < items; ++i) {
        std::vector<double> column;
        for (const std::vector<double>& row : people) column.push_back(row[i]);
        of_items += sum_of_squares(column);
    }
    const double of_sum = sum_of_squares(sums);
    if (!(of_sum > 0)) return std::nullopt;
    const auto k = static_cast<double>(items);
    return k / (k - 1) * (1 - of_items / of_sum);
}

} // namespace mahalla
