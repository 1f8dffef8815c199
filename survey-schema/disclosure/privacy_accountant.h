#pragma once
#include "base/result.h"

#include <vector>

namespace mahalla {

/// What noise of a kind says of one person or household at most: zero-concentrated differential privacy (ρ-zCDP; Bun
/// and Steinke 2016), and the (ε, δ) that people speak of. Conversions after Canonne, Kamath and Steinke 2020 (arXiv
/// 2004.00010), section 3 and its implementation.

/// The smallest δ such that ρ-zCDP is (ε, δ)-differential privacy; the bound that is commonly quoted,
/// exp(-(ε-ρ)²/4ρ), is larger.
double delta_of_rho(double rho, double epsilon);
/// The smallest ε for which `delta_of_rho` is at most `delta`.
double epsilon_of_rho(double rho, double delta);
/// The largest ρ for which `delta_of_rho` is at most `delta`.
double rho_of_epsilon(double epsilon, double delta);

/// The exact δ of discrete Gaussian noise of this variance, for a number that one person changes by 1.
double delta_of_discrete_gaussian(double variance, double epsilon);
/// The chance of a value under discrete Gaussian noise, and under discrete Laplace noise of a scale.
double discrete_gaussian_chance(double variance, long long value);
double discrete_laplace_chance(double scale, long long value);

/// How much was said of people so far, of how much may be said at all. ρ adds up over releases.
class PrivacyBudget {
public:
    /// Fails with `Invalid` where a number is not finite, below 0, or `spent` exceeds `total`.
    static Result<PrivacyBudget> create(double total_rho, double spent_rho = 0);

    double total_rho() const { return total_rho_; }
    double spent_rho() const { return spent_rho_; }
    /// Fails with `Refused` where less is left; nothing is spent then.
    Result<void> spend(double rho);

private:
    PrivacyBudget(double total_rho, double spent_rho) : total_rho_(total_rho), spent_rho_(spent_rho) {}

    double total_rho_, spent_rho_;
};

} // namespace mahalla
