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
    /// What a search over binaries came to.
    struct IntegerSearch {
        bool is_finished = false;   ///< Else it was given up, and `cost` is of the best choice so far.
        std::optional<double> cost; ///< The smallest objective; nothing where no choice was found.
        double bound = -infinity;   ///< No choice has a smaller one.
    };
    /// The smallest objective with binaries, of those below `cheaper_than`: the search is finished, without a choice,
    /// when it is known that there is none. Rows and columns are taken from `effort_left` for each branching; where
    /// nothing is left it is given up.
    IntegerSearch integer_minimum(double& effort_left, double cheaper_than = infinity);
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
