#include "indicator/distribution.h"

// Boost.Math is included here alone. Its policies return NaN instead of throwing.
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <limits>
#include <numbers>

namespace mahalla {

namespace {

namespace policies = boost::math::policies;
using Policy =
    policies::policy<policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
                     policies::overflow_error<policies::ignore_error>,
                     policies::evaluation_error<policies::ignore_error>>;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

} // namespace

double normal_quantile(double p)
{
    if (!(p > 0 && p < 1)) return nothing;
    return boost::math::quantile(boost::math::normal_distribution<double, Policy>(), p);
}

double normal_upper_tail(double value) { return 0.5 * std::erfc(value / std::numbers::sqrt2); }

double student_t_quantile(double p, double degrees_of_freedom)
{
    if (!(p > 0 && p < 1) || !(degrees_of_freedom > 0)) return nothing;
    if (std::isinf(degrees_of_freedom)) return normal_quantile(p);
    return boost::math::quantile(boost::math::students_t_distribution<double, Policy>(degrees_of_freedom), p);
}

double student_t_upper_tail(double value, double degrees_of_freedom)
{
    if (std::isnan(value) || !(degrees_of_freedom > 0)) return nothing;
    return boost::math::cdf(
        boost::math::complement(boost::math::students_t_distribution<double, Policy>(degrees_of_freedom), value));
}

double beta_quantile(double p, double a, double b)
{
    if (!(p >= 0 && p <= 1) || !(a >= 0) || !(b >= 0) || (a == 0 && b == 0)) return nothing;
    if (a == 0) return 0;
    if (b == 0) return 1;
    return boost::math::quantile(boost::math::beta_distribution<double, Policy>(a, b), p);
}

double f_upper_tail(double value, double numerator_df, double denominator_df)
{
    if (!(value >= 0) || !(numerator_df > 0) || !(denominator_df > 0)) return nothing;
    return boost::math::cdf(boost::math::complement(
        boost::math::fisher_f_distribution<double, Policy>(numerator_df, denominator_df), value));
}

double chi_squared_upper_tail(double value, double degrees_of_freedom)
{
    if (!(value >= 0) || !(degrees_of_freedom > 0)) return nothing;
    return boost::math::cdf(
        boost::math::complement(boost::math::chi_squared_distribution<double, Policy>(degrees_of_freedom), value));
}

} // namespace mahalla
