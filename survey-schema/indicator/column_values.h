#pragma once
#include "indicator/column_expression.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace mahalla {

/// The value of a part of a column expression for every row. What is a column as it stands is looked at in place.
struct ColumnValues {
    enum class Kind { Numbers, Texts, Truths };

    Kind kind = Kind::Numbers;
    bool is_constant = false;            ///< One entry stands for all rows.
    std::span<const double> numbers;     ///< Of the kind Numbers: of `own_numbers` or of a table.
    std::shared_ptr<const Column> texts; ///< Of the kind Texts, a column of texts.
    std::vector<Truth> truths;           ///< Of the kind Truths.
    std::vector<double> own_numbers;

    static ColumnValues of_numbers(std::vector<double> numbers, bool is_constant);
    static ColumnValues of_texts(Column texts, bool is_constant);
    static ColumnValues of_truths(std::vector<Truth> truths, bool is_constant);
    /// `column` must outlive the values.
    static ColumnValues of_column(const Column& column);

    ColumnValues() = default;
    ColumnValues(ColumnValues&&) = default; // the span stays with the vector
    ColumnValues& operator=(ColumnValues&&) = default;

    double number(std::size_t row) const;
    bool is_missing(std::size_t row) const;
    std::string text(std::size_t row) const;
    Truth truth(std::size_t row) const;
    /// The numbers of all rows, or the one of a constant; made where the kind is another.
    std::span<const double> as_numbers(std::size_t rows, std::vector<double>& made) const;

private:
    std::size_t at(std::size_t row) const { return is_constant ? 0 : row; }
};

} // namespace mahalla
