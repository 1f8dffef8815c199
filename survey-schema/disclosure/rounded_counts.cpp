#include "disclosure/altered_counts.h"
#include "disclosure/linear_program.h"
#include "disclosure/primary_rules.h"
#include "disclosure/protect.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

/// Rows and columns, once for each branching: a second or two.
constexpr double rounding_effort_max = 1e6;

} // namespace

/// Makes a table of counts that are multiples of a base and still add up.
class RoundedCounts {
public:
    RoundedCounts(const TableGrid& grid, std::uint64_t base) : grid_(grid), base_(static_cast<double>(base)) {}

    static Result<PublishedTable> make(const Table& table, const DisclosurePolicy& policy, Rounding rounding)
    {
        if (auto sound = check(policy); !sound) return tl::unexpected(sound.error());
        if (rounding.base < 2 || rounding.base > Rounding::base_max)
            return failure(ErrorKind::Invalid, "Counts are rounded to multiples of 2 to 1,000.");
        MAHALLA_TRY(const TableGrid grid, TableGrid::create(table));
        if (grid.dimensions().size() != table.dimensions.size())
            return failure(ErrorKind::Invalid, "Shares of categories are not rounded: publish counts of each.");
        RoundedCounts rounded(grid, rounding.base);
        MAHALLA_TRY(const std::vector<double> counts, rounded.nearest());
        if (auto done = rounded.audit(counts, unsafe_cells(table, grid, policy), policy); !done)
            return tl::unexpected(done.error());
        return AlteredCounts::publish(table, grid, counts, std::nullopt);
    }

private:
    double below(std::size_t cell) const { return std::floor(grid_.cells()[cell].count / base_) * base_; }

    /// Each count goes to the multiple below or above; what is a multiple stays. Of the choices that add up the one
    /// that moves the table least (Causey, Cox and Ernst 1985, by integer programming).
    Result<std::vector<double>> nearest() const
    {
        LinearProgram program;
        std::vector<std::size_t> column(grid_.cells().size(), 0);
        std::vector<char> is_free(column.size(), 0);
        for (std::size_t cell = 0; cell < column.size(); ++cell) {
            const double over = grid_.cells()[cell].count - below(cell);
            if (over == 0) continue;
            is_free[cell] = 1;
            column[cell] = program.add_binary(base_ - 2 * over);
        }
        for (const GridEquation& equation : grid_.equations()) {
            LinearProgram::Terms terms;
            double missing = below(equation.total) / base_;
            if (is_free[equation.total] != 0) terms.emplace_back(column[equation.total], -1);
            for (const std::size_t part : equation.parts) {
                missing -= below(part) / base_;
                if (is_free[part] != 0) terms.emplace_back(column[part], 1);
            }
            if (!terms.empty()) program.add_equal(terms, missing);
        }
        double effort_left = rounding_effort_max;
        const bool is_any = std::count(is_free.begin(), is_free.end(), 1) > 0;
        if (is_any && !program.integer_minimum(effort_left).cost)
            return failure(ErrorKind::Refused,
                           "No rounding was found with which the table adds up: take a larger base.");
        std::vector<double> counts;
        for (std::size_t cell = 0; cell < column.size(); ++cell)
            counts.push_back(below(cell) +
                             (is_free[cell] != 0 && program.integer_value(column[cell]) > 0.5 ? base_ : 0));
        return counts;
    }

    /// An outsider knows the base: each true count is less than it away from what is shown, and true counts add up.
    Result<void> audit(const std::vector<double>& counts, const std::vector<std::string>& rules,
                       const DisclosurePolicy& policy) const
    {
        LinearProgram program;
        for (const double count : counts) program.add_column(std::max(0.0, count - base_ + 1), count + base_ - 1);
        for (const GridEquation& equation : grid_.equations()) {
            LinearProgram::Terms terms{{equation.total, -1}};
            for (const std::size_t part : equation.parts) terms.emplace_back(part, 1);
            program.add_equal(terms, 0);
        }
        for (std::size_t cell = 0; cell < counts.size(); ++cell) {
            if (rules[cell].empty()) continue;
            const double count = grid_.cells()[cell].count;
            program.set_objective(cell, 1);
            const double lower = program.minimum().value_or(count), upper = program.maximum().value_or(count);
            program.set_objective(cell, 0);
            if (lower > count - policy.protection.lower * count + 1e-6 ||
                upper < count + policy.protection.upper * count - 1e-6 || upper - lower < 1)
                return failure(ErrorKind::Refused,
                               "Rounding leaves an unsafe cell too well known: take a larger base.");
        }
        return {};
    }

    const TableGrid& grid_;
    double base_;
};

Result<PublishedTable> protect(const Table& table, const DisclosurePolicy& policy, Rounding rounding)
{
    return RoundedCounts::make(table, policy, rounding);
}

} // namespace mahalla
