#pragma once
#include <map>

namespace mahalla {

/// Distribution functions of the intervals and tests. Arguments outside a function's domain give NaN.

/// The probability that Student's t exceeds `value`.
double student_t_upper_tail(double value, double degrees_of_freedom);
/// The value below which a standard normal variable falls with probability `p`.
double normal_quantile(double p);
/// The probability that a standard normal variable exceeds `value`.
double normal_upper_tail(double value);
/// The same of Student's t; `degrees_of_freedom` may be infinite.
double student_t_quantile(double p, double degrees_of_freedom);
/// The same of the beta distribution; a shape of 0 puts all of it at 0 (`a`) or 1 (`b`).
double beta_quantile(double p, double a, double b);
/// The probability that F with these degrees of freedom exceeds `value`.
double f_upper_tail(double value, double numerator_df, double denominator_df);
double chi_squared_upper_tail(double value, double degrees_of_freedom);

/// Student's quantiles of one probability, each computed once: the cells of a table have few different degrees of
/// freedom.
class StudentQuantiles {
public:
    explicit StudentQuantiles(double p) : p_(p) {}
    double at(double degrees_of_freedom)
    {
        const auto known = quantiles_.find(degrees_of_freedom);
        if (known != quantiles_.end()) return known->second;
        return quantiles_.emplace(degrees_of_freedom, student_t_quantile(p_, degrees_of_freedom)).first->second;
    }

private:
    double p_;
    std::map<double, double> quantiles_;
};

} // namespace mahalla
