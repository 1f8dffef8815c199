#include "disclosure/privacy_accountant.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

/// Halvings: more than a double has bits.
constexpr int steps = 1'100;

/// The point between `low` and `high` at which `is_above` turns true.
template <typename Is> std::pair<double, double> bisected(double low, double high, Is is_above)
{
    for (int step = 0; step < steps && low < high; ++step) {
        const double middle = low + (high - low) / 2;
        if (middle == low || middle == high) break;
        (is_above(middle) ? high : low) = middle;
    }
    return {low, high};
}

/// The sum of exp(-z²/2σ²) over all whole numbers.
double normaliser(double variance)
{
    double sum = 1;
    for (double z = 1;; ++z) {
        const double term = 2 * std::exp(-z * z / (2 * variance));
        sum += term;
        if (term < 1e-30 * sum || term == 0) return sum;
    }
}

} // namespace

double delta_of_rho(double rho, double epsilon)
{
    if (rho <= 0) return 0;
    // Minimise over the order alpha of Rényi divergence; the derivative of the exponent changes its sign once.
    const auto [low, high] = bisected(1.01, (epsilon + 1) / (2 * rho) + 2, [&](double alpha) {
        return (2 * alpha - 1) * rho - epsilon + std::log1p(-1 / alpha) >= 0;
    });
    const double alpha = (low + high) / 2;
    const double delta = std::exp((alpha - 1) * (alpha * rho - epsilon) + alpha * std::log1p(-1 / alpha)) / (alpha - 1);
    return std::min(delta, 1.0);
}

double epsilon_of_rho(double rho, double delta)
{
    if (delta >= 1 || rho <= 0) return 0;
    const double high = rho + 2 * std::sqrt(rho * std::log(1 / delta));
    return bisected(0, high, [&](double epsilon) { return delta_of_rho(rho, epsilon) <= delta; }).second;
}

double rho_of_epsilon(double epsilon, double delta)
{
    if (delta >= 1) return std::numeric_limits<double>::infinity();
    return bisected(0, epsilon + 1, [&](double rho) { return delta_of_rho(rho, epsilon) > delta; }).first;
}

double delta_of_discrete_gaussian(double variance, double epsilon)
{
    // Two neighbours' chances differ most on one side of a point: sum what the one has more than exp(ε) of the other.
    const auto weight = [variance](double z) { return -z * z / (2 * variance); };
    double sum = 0;
    for (double z = std::floor(epsilon * variance - 0.5) + 1;; ++z) {
        const double log_ratio = epsilon + weight(z + 1) - weight(z);
        const double term = std::exp(weight(z)) * -std::expm1(log_ratio);
        sum += std::max(0.0, term);
        if (z > 0 && term < 1e-18 * sum) break;
        if (z > 0 && std::exp(weight(z)) == 0) break;
    }
    return sum / normaliser(variance);
}

double discrete_gaussian_chance(double variance, long long value)
{
    const double z = static_cast<double>(value);
    return std::exp(-z * z / (2 * variance)) / normaliser(variance);
}

double discrete_laplace_chance(double scale, long long value)
{
    const double a = std::exp(-1 / scale);
    return (1 - a) / (1 + a) * std::pow(a, std::abs(static_cast<double>(value)));
}

Result<PrivacyBudget> PrivacyBudget::create(double total_rho, double spent_rho)
{
    if (!std::isfinite(total_rho) || !(spent_rho >= 0) || !(spent_rho <= total_rho))
        return failure(ErrorKind::Invalid, "A budget is a number from 0 on, and no more can be spent than there is.");
    return PrivacyBudget(total_rho, spent_rho);
}

Result<void> PrivacyBudget::spend(double rho)
{
    if (!(rho > 0) || spent_rho_ + rho > total_rho_)
        return failure(ErrorKind::Refused, "The privacy budget does not suffice for this release.");
    spent_rho_ += rho;
    return {};
}

} // namespace mahalla
