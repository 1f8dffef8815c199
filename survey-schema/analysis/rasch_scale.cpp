#include "analysis/rasch_scale.h"
#include "analysis/elementary_symmetric.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mahalla {

namespace {

constexpr std::size_t items_max = 32;

/// What the likelihood depends on: weights by score, and by item among those who tell items apart.
struct Tally {
    std::size_t items = 0;
    std::vector<double> weight_of_score;
    std::vector<double> yes_of_item;
    std::vector<std::uint64_t> rows_of_score;
    std::uint64_t incomplete = 0;

    bool is_extreme(std::size_t score) const { return score == 0 || score == items; }
};

Result<Tally> tally_of(const ScaleAnswers& answers)
{
    const std::size_t items = answers.item_count;
    if (items < 2 || items > items_max || answers.answers.size() != items * answers.weights.size())
        return failure(ErrorKind::Invalid, "A scale has 2 to 32 items, and an answer or none to each in every row.");
    Tally tally{items, std::vector<double>(items + 1), std::vector<double>(items),
                std::vector<std::uint64_t>(items + 1), 0};
    for (std::size_t row = 0; row < answers.weights.size(); ++row) {
        const double weight = answers.weights[row];
        if (!(weight >= 0) || std::isinf(weight))
            return failure(ErrorKind::Invalid,
                           "The weight in row " + std::to_string(row + 2) + " is no number from 0.");
        const auto said = std::span(answers.answers).subspan(row * items, items);
        if (std::ranges::find(said, ScaleAnswers::missing) != said.end()) {
            ++tally.incomplete;
            continue;
        }
        const auto score = static_cast<std::size_t>(std::accumulate(said.begin(), said.end(), 0));
        tally.weight_of_score[score] += weight;
        ++tally.rows_of_score[score];
        if (tally.is_extreme(score)) continue;
        for (std::size_t item = 0; item < items; ++item) tally.yes_of_item[item] += weight * said[item];
    }
    double between = 0;
    for (std::size_t score = 1; score < items; ++score) between += tally.weight_of_score[score];
    for (const double yes : tally.yes_of_item)
        if (!(yes > 0) || !(yes < between))
            return failure(ErrorKind::NotFound, "An item was answered alike by everybody whose answers differ between "
                                                "items, so its severity cannot be told.");
    return tally;
}

/// Of each score and item the probability of a yes given the score, and of each pair of items.
struct Conditional {
    std::vector<std::vector<double>> yes;         ///< [score][item]
    std::vector<std::vector<double>> information; ///< [item][item], weighted over scores
};

Conditional conditional_of(const Tally& tally, const std::vector<double>& severities)
{
    const std::size_t items = tally.items;
    std::vector<double> easiness(items);
    for (std::size_t i = 0; i < items; ++i) easiness[i] = std::exp(-severities[i]);
    const std::vector<double> all = elementary_symmetric(easiness);
    Conditional result{std::vector(items + 1, std::vector<double>(items)),
                       std::vector(items, std::vector<double>(items))};
    for (std::size_t i = 0; i < items; ++i) {
        const std::vector<double> without = elementary_symmetric(easiness, i);
        for (std::size_t score = 1; score < items; ++score)
            result.yes[score][i] = easiness[i] * without[score - 1] / all[score];
    }
    for (std::size_t i = 0; i < items; ++i) {
        for (std::size_t j = i; j < items; ++j) {
            const std::vector<double> without = elementary_symmetric(easiness, i, j);
            double sum = 0;
            for (std::size_t score = 1; score < items; ++score) {
                const double p = result.yes[score][i], q = result.yes[score][j];
                const double both = i == j      ? p
                                    : score < 2 ? 0
                                                : easiness[i] * easiness[j] * without[score - 2] / all[score];
                sum += tally.weight_of_score[score] * (both - p * q);
            }
            result.information[i][j] = result.information[j][i] = sum;
        }
    }
    return result;
}

/// Solves `matrix` · x = `right` by elimination; the matrix is symmetric and positive.
std::vector<double> solved(std::vector<std::vector<double>> matrix, std::vector<double> right)
{
    const std::size_t size = right.size();
    for (std::size_t column = 0; column < size; ++column) {
        for (std::size_t row = column + 1; row < size; ++row) {
            const double factor = matrix[row][column] / matrix[column][column];
            for (std::size_t k = column; k < size; ++k) matrix[row][k] -= factor * matrix[column][k];
            right[row] -= factor * right[column];
        }
    }
    for (std::size_t row = size; row-- > 0;) {
        for (std::size_t k = row + 1; k < size; ++k) right[row] -= matrix[row][k] * right[k];
        right[row] /= matrix[row][row];
    }
    return right;
}

/// Newton's steps on the conditional likelihood, which is concave: it has one maximum once the severities add up to 0.
std::vector<double> severities_of(const Tally& tally)
{
    constexpr int steps_max = 200;
    constexpr double small_enough = 1e-12, step_max = 2;
    const std::size_t items = tally.items;
    std::vector<double> severities(items);
    for (int step = 0; step < steps_max; ++step) {
        Conditional now = conditional_of(tally, severities);
        const double fill = now.information[0][0];
        std::vector<double> slope(items);
        for (std::size_t i = 0; i < items; ++i) {
            for (std::size_t score = 1; score < items; ++score)
                slope[i] += tally.weight_of_score[score] * now.yes[score][i];
            slope[i] -= tally.yes_of_item[i];
            // One severity for all is no direction of the likelihood; this fills it, and the sum stays 0.
            for (std::size_t j = 0; j < items; ++j) now.information[i][j] += fill;
        }
        const std::vector<double> change = solved(now.information, slope);
        double largest = 0, mean = 0;
        for (std::size_t i = 0; i < items; ++i) {
            severities[i] += std::clamp(change[i], -step_max, step_max);
            mean += severities[i] / static_cast<double>(items);
            largest = std::max(largest, std::fabs(change[i]));
        }
        for (double& severity : severities) severity -= mean;
        if (largest < small_enough) break;
    }
    return severities;
}

double yes_probability(double person, double item) { return 1 / (1 + std::exp(item - person)); }

/// The severity at which the model expects `score` items.
RaschScore score_of(const std::vector<RaschItem>& items, double score)
{
    double low = -60, high = 60;
    for (int step = 0; step < 120; ++step) {
        const double middle = (low + high) / 2;
        double expected = 0;
        for (const RaschItem& item : items) expected += yes_probability(middle, item.severity);
        (expected < score ? low : high) = middle;
    }
    double information = 0;
    for (const RaschItem& item : items) {
        const double p = yes_probability(low, item.severity);
        information += p * (1 - p);
    }
    return {low, 1 / std::sqrt(information), 0, 0};
}

void find_fit(RaschScale& scale, const Conditional& conditional, const Tally& tally, const ScaleAnswers& answers)
{
    const std::size_t items = tally.items;
    std::vector<double> squares(items), variances(items), standardised(items);
    double weight_sum = 0;
    for (std::size_t row = 0; row < answers.weights.size(); ++row) {
        const auto said = std::span(answers.answers).subspan(row * items, items);
        if (std::ranges::find(said, ScaleAnswers::missing) != said.end()) continue;
        const auto score = static_cast<std::size_t>(std::accumulate(said.begin(), said.end(), 0));
        if (tally.is_extreme(score)) continue;
        const double weight = answers.weights[row];
        weight_sum += weight;
        for (std::size_t i = 0; i < items; ++i) {
            const double p = conditional.yes[score][i];
            const double square = (said[i] - p) * (said[i] - p), variance = p * (1 - p);
            squares[i] += weight * square;
            variances[i] += weight * variance;
            standardised[i] += weight * square / variance;
        }
    }
    for (std::size_t i = 0; i < items; ++i) {
        scale.items[i].infit = squares[i] / variances[i];
        scale.items[i].outfit = standardised[i] / weight_sum;
    }
}

double reliability_of(const std::vector<RaschScore>& scores)
{
    double weight = 0, mean = 0, variance = 0, error = 0;
    const auto between = std::span(scores).subspan(1, scores.size() - 2);
    for (const RaschScore& score : between) {
        weight += score.weight;
        mean += score.weight * score.severity;
    }
    mean /= weight;
    for (const RaschScore& score : between) {
        variance += score.weight * (score.severity - mean) * (score.severity - mean) / weight;
        error += score.weight * score.standard_error * score.standard_error / weight;
    }
    return variance / (variance + error);
}

} // namespace

Result<RaschScale> fit_rasch_scale(const ScaleAnswers& answers)
{
    MAHALLA_TRY(const Tally tally, tally_of(answers));
    const std::size_t items = tally.items;
    const std::vector<double> severities = severities_of(tally);
    const Conditional conditional = conditional_of(tally, severities);
    double weight = 0, rows = 0;
    for (std::size_t score = 1; score < items; ++score) {
        weight += tally.weight_of_score[score];
        rows += static_cast<double>(tally.rows_of_score[score]);
    }
    RaschScale scale;
    scale.incomplete = tally.incomplete;
    for (std::size_t i = 0; i < items; ++i)
        scale.items.push_back({severities[i], 1 / std::sqrt(conditional.information[i][i] * rows / weight), 0, 0});
    find_fit(scale, conditional, tally, answers);
    for (std::size_t score = 0; score <= items; ++score) {
        const double half = score == 0 ? 0.5 : score == items ? -0.5 : 0;
        scale.scores.push_back(score_of(scale.items, static_cast<double>(score) + half));
        scale.scores.back().weight = tally.weight_of_score[score];
        scale.scores.back().rows = tally.rows_of_score[score];
    }
    scale.scores.back().standard_error = scale.scores.front().standard_error;
    scale.reliability = reliability_of(scale.scores);
    return scale;
}

} // namespace mahalla
