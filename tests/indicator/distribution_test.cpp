#include "indicator/distribution.h"

#include <cmath>
#include <doctest/doctest.h>
#include <limits>

using namespace mahalla;

TEST_CASE("quantiles and tails are those of R")
{
    // R: qnorm(.975), qt(.975, 14), qt(.025, 3), qbeta(.025, 3, 10), qbeta(.975, .5, 20), pf(5.19337, ..., lower =
    // FALSE)
    CHECK(normal_quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-12));
    CHECK(student_t_quantile(0.975, 14) == doctest::Approx(2.144786687917804).epsilon(1e-12));
    CHECK(student_t_quantile(0.025, 3) == doctest::Approx(-3.182446305283708).epsilon(1e-12));
    CHECK(student_t_quantile(0.975, std::numeric_limits<double>::infinity()) ==
          doctest::Approx(1.959963984540054).epsilon(1e-12));
    CHECK(beta_quantile(0.025, 3, 10) == doctest::Approx(0.05486064452799281).epsilon(1e-10));
    CHECK(f_upper_tail(5.19336954147488, 1.49463977770746, 20.9249568879044) ==
          doctest::Approx(0.0217474623707969).epsilon(1e-10));
    CHECK(chi_squared_upper_tail(12.6, 4) == doctest::Approx(0.013405024872311).epsilon(1e-10));
}

TEST_CASE("a beta distribution without one of its shapes stands at an end")
{
    CHECK(beta_quantile(0.975, 0, 5) == 0);
    CHECK(beta_quantile(0.025, 5, 0) == 1);
}

TEST_CASE("what has no answer is NaN, and nothing is thrown")
{
    CHECK(std::isnan(normal_quantile(0)));
    CHECK(std::isnan(student_t_quantile(0.975, 0)));
    CHECK(std::isnan(student_t_quantile(0.975, -1)));
    CHECK(std::isnan(student_t_quantile(1.5, 3)));
    CHECK(std::isnan(beta_quantile(0.5, -1, 1)));
    CHECK(std::isnan(f_upper_tail(-1, 1, 1)));
}
