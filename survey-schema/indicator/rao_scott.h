#pragma once
#include "indicator/estimator.h"

#include <optional>

namespace mahalla {

/// Rao and Scott's (1984) corrections of Pearson's test that two variables are independent.
struct RaoScottTest {
    /// Of the second order, F with Satterthwaite's degrees of freedom.
    double f = 0;
    double numerator_df = 0, denominator_df = 0;
    double p = 0;
    /// Of the first order: Pearson's X², of which p is taken after division by the mean design effect.
    double chi_squared = 0;
    double chi_squared_df = 0;
    double chi_squared_p = 0;
};

/// `shares` are those of the cells of a table with `row_count` × `column_count` cells, rows running fastest; `n` counts
/// the rows of the data with those that lack a value (R's svychisq). Nothing where the table has one row or column, or
/// a category is empty.
std::optional<RaoScottTest> rao_scott_test(const Estimator::Shares& shares, std::size_t row_count,
                                           std::size_t column_count, double n);

} // namespace mahalla
