#pragma once
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace mahalla {

/// A linear or mixed-integer programme, solved by GLPK.
class LinearProgram {
public:
    static constexpr double infinity = std::numeric_limits<double>::infinity();
    using Terms = std::vector<std::pair<std::size_t, double>>; ///< Column and coefficient.

    LinearProgram();
    ~LinearProgram();
    LinearProgram(const LinearProgram&) = delete;
    LinearProgram& operator=(const LinearProgram&) = delete;

    /// Gives the column's number, from 0.
    std::size_t add_column(double lower, double upper, double objective = 0);
    std::size_t add_binary(double objective);
    void add_equal(const Terms& terms, double value);
    void add_at_least(const Terms& terms, double value);
    void set_bounds(std::size_t column, double lower, double upper);
    void set_objective(std::size_t column, double objective);

    /// The smallest or largest objective over real columns; nothing where there is no solution, infinite where nothing
    /// bounds it. Continues from the solution before.
    std::optional<double> minimum();
    std::optional<double> maximum();
    /// The smallest objective with binaries; nothing where there is no solution, or none within `effort_left`, from
    /// which rows and columns are taken for each branching; `is_optimal` says whether the search was finished.
    std::optional<double> integer_minimum(double& effort_left, bool& is_optimal);
    /// Rows and columns: what one solution costs, more or less.
    double effort() const;

    /// Of the last solution.
    double value(std::size_t column) const;
    double integer_value(std::size_t column) const;
    /// How much the objective changes with the column's bound.
    double reduced_cost(std::size_t column) const;

private:
    std::optional<double> solve(int direction);
    struct Problem;
    std::unique_ptr<Problem> problem_;
};

} // namespace mahalla
