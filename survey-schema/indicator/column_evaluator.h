#pragma once
#include "indicator/column_tree.h"
#include "indicator/column_values.h"

namespace mahalla {

/// Computes the tree of a column expression for all rows of a table at once.
class ColumnEvaluator {
public:
    /// `data` must outlive it and what it gives; it has every column that the trees name.
    explicit ColumnEvaluator(const DataTable& data) : data_(data), rows_(data.row_count()) {}

    ColumnValues evaluate(const ColumnExpressionNode& node) const;

private:
    using Node = ColumnExpressionNode;
    std::size_t count_for(std::span<const ColumnValues> operands) const;
    std::vector<ColumnValues> operands_of(const Node& node) const;
    /// One truth or number for each row, from a function of the row.
    template <typename Compute> ColumnValues truths_by(std::size_t count, Compute compute) const;
    template <typename Compute> ColumnValues numbers_by(std::size_t count, Compute compute) const;

    ColumnValues logical(const Node& node) const;
    ColumnValues comparison(const Node& node) const;
    ColumnValues equal_texts(const ColumnValues& a, const ColumnValues& b, std::size_t count, bool wanted) const;
    ColumnValues arithmetic(const Node& node) const;
    ColumnValues of_one_number(const Node& node) const;
    ColumnValues chosen(const Node& node) const;
    ColumnValues of_texts(const Node& node) const;

    const DataTable& data_;
    std::size_t rows_;
};

/// The value is a yes or no by its nature (a comparison, `and`, `not`, `selected`).
bool gives_truth(ColumnOperation operation);

} // namespace mahalla
