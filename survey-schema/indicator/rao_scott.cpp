#include "indicator/rao_scott.h"

#include "indicator/distribution.h"

#include <cmath>
#include <vector>

namespace mahalla {

namespace {

/// A small dense matrix.
struct Matrix {
    std::size_t rows = 0, columns = 0;
    std::vector<double> values;

    Matrix(std::size_t r, std::size_t c) : rows(r), columns(c), values(r * c, 0) {}
    double& at(std::size_t r, std::size_t c) { return values[r * columns + c]; }
    double at(std::size_t r, std::size_t c) const { return values[r * columns + c]; }
};

Matrix product(const Matrix& a, const Matrix& b)
{
    Matrix result(a.rows, b.columns);
    for (std::size_t i = 0; i < a.rows; ++i)
        for (std::size_t k = 0; k < a.columns; ++k)
            for (std::size_t j = 0; j < b.columns; ++j) result.at(i, j) += a.at(i, k) * b.at(k, j);
    return result;
}

Matrix transposed(const Matrix& a)
{
    Matrix result(a.columns, a.rows);
    for (std::size_t i = 0; i < a.rows; ++i)
        for (std::size_t j = 0; j < a.columns; ++j) result.at(j, i) = a.at(i, j);
    return result;
}

/// a⁻¹ b by Gauss–Jordan with row pivots; nothing where `a` is singular.
std::optional<Matrix> solved(Matrix a, Matrix b)
{
    for (std::size_t k = 0; k < a.rows; ++k) {
        std::size_t pivot = k;
        for (std::size_t i = k + 1; i < a.rows; ++i)
            if (std::fabs(a.at(i, k)) > std::fabs(a.at(pivot, k))) pivot = i;
        if (std::fabs(a.at(pivot, k)) < 1e-300) return std::nullopt;
        for (std::size_t j = 0; j < a.columns; ++j) std::swap(a.at(k, j), a.at(pivot, j));
        for (std::size_t j = 0; j < b.columns; ++j) std::swap(b.at(k, j), b.at(pivot, j));
        for (std::size_t i = 0; i < a.rows; ++i) {
            if (i == k) continue;
            const double factor = a.at(i, k) / a.at(k, k);
            for (std::size_t j = 0; j < a.columns; ++j) a.at(i, j) -= factor * a.at(k, j);
            for (std::size_t j = 0; j < b.columns; ++j) b.at(i, j) -= factor * b.at(k, j);
        }
    }
    for (std::size_t i = 0; i < b.rows; ++i)
        for (std::size_t j = 0; j < b.columns; ++j) b.at(i, j) /= a.at(i, i);
    return b;
}

} // namespace

std::optional<RaoScottTest> rao_scott_test(const Estimator::Shares& shares, std::size_t row_count,
                                           std::size_t column_count, double n)
{
    if (row_count < 2 || column_count < 2 || shares.n == 0 || !shares.note.empty()) return std::nullopt;
    const std::size_t cells = row_count * column_count;
    std::vector<double> row_shares(row_count, 0), column_shares(column_count, 0);
    for (std::size_t cell = 0; cell < cells; ++cell) {
        row_shares[cell % row_count] += shares.shares[cell];
        column_shares[cell / row_count] += shares.shares[cell];
    }
    double pearson = 0;
    for (std::size_t cell = 0; cell < cells; ++cell) {
        const double expected = row_shares[cell % row_count] * column_shares[cell / row_count];
        if (!(expected > 0)) return std::nullopt;
        pearson += n * (shares.shares[cell] - expected) * (shares.shares[cell] - expected) / expected;
    }

    // Interaction contrasts of the saturated log-linear model: what the main effects leave of the products of
    // indicators. Double centring of an indicator of a cell is its residual about rows and columns.
    const std::size_t contrasts = (row_count - 1) * (column_count - 1);
    Matrix contrast(cells, contrasts);
    for (std::size_t r = 1; r < row_count; ++r)
        for (std::size_t c = 1; c < column_count; ++c)
            for (std::size_t cell = 0; cell < cells; ++cell) {
                const double in_row = (cell % row_count == r ? 1 : 0) - 1.0 / static_cast<double>(row_count);
                const double in_column = (cell / row_count == c ? 1 : 0) - 1.0 / static_cast<double>(column_count);
                contrast.at(cell, (c - 1) * (row_count - 1) + r - 1) = in_row * in_column;
            }
    Matrix weighted(cells, contrasts), simple(cells, contrasts), covariance(cells, cells);
    covariance.values = shares.covariance;
    for (std::size_t cell = 0; cell < cells; ++cell)
        for (std::size_t k = 0; k < contrasts; ++k) {
            const double share = shares.shares[cell];
            weighted.at(cell, k) = share > 0 ? contrast.at(cell, k) / share : 0;
            simple.at(cell, k) = weighted.at(cell, k) / n;
        }
    const Matrix denominator = product(transposed(contrast), simple);
    const Matrix numerator = product(transposed(weighted), product(covariance, weighted));
    const auto effects = solved(denominator, numerator); // the generalised design effects are its eigenvalues
    if (!effects) return std::nullopt;
    double trace = 0, trace_of_square = 0;
    for (std::size_t i = 0; i < contrasts; ++i) {
        trace += effects->at(i, i);
        for (std::size_t j = 0; j < contrasts; ++j) trace_of_square += effects->at(i, j) * effects->at(j, i);
    }
    if (!(trace > 0) || !(trace_of_square > 0)) return std::nullopt;
    RaoScottTest test;
    test.f = pearson / trace;
    test.numerator_df = trace * trace / trace_of_square;
    test.denominator_df = test.numerator_df * shares.degrees_of_freedom;
    test.p = f_upper_tail(test.f, test.numerator_df, test.denominator_df);
    test.chi_squared = pearson;
    test.chi_squared_df = static_cast<double>(contrasts);
    test.chi_squared_p = chi_squared_upper_tail(pearson * test.chi_squared_df / trace, test.chi_squared_df);
    return test;
}

} // namespace mahalla
