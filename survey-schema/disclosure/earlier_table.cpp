#include "disclosure/earlier_table.h"

#include "disclosure/linear_program.h"
#include "disclosure/table_grid.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

Result<EarlierTable> EarlierTable::create(const LedgerTable& table)
{
    std::vector<Dimension> dimensions = table.dimensions;
    Dimension categories;
    categories.name = TableGrid::category_dimension;
    for (const LedgerTable::Cell& cell : table.cells)
        if (!cell.category.empty() && std::find(categories.categories.begin(), categories.categories.end(),
                                                cell.category) == categories.categories.end())
            categories.categories.push_back(cell.category);
    const bool has_categories = !categories.categories.empty();
    if (has_categories) dimensions.push_back(std::move(categories));
    MAHALLA_TRY(GridShape shape, GridShape::create(dimensions));

    EarlierTable made(std::move(shape));
    std::vector<char> is_sum(made.shape_.size(), 0), is_listed(made.shape_.size(), 0);
    for (const GridEquation& equation : made.shape_.equations()) is_sum[equation.total] = 1;
    made.counts_.resize(made.shape_.size());
    made.values_.resize(made.shape_.size());
    made.has_values_ =
        !has_categories && std::any_of(table.cells.begin(), table.cells.end(), [](const LedgerTable::Cell& cell) {
            return cell.value || (cell.kept && cell.kept->value);
        });
    made.kept_.resize(made.shape_.size());
    made.is_known_.assign(made.shape_.size(), 0);
    for (const LedgerTable::Cell& cell : table.cells) {
        std::vector<std::string> key = cell.key;
        if (has_categories) {
            std::vector<std::string> everybody = key;
            everybody.emplace_back(total_category);
            key.push_back(cell.category);
            MAHALLA_TRY(const std::size_t all, made.shape_.cell_of(everybody));
            if (cell.count) {
                made.counts_[all] = static_cast<double>(*cell.count);
                made.is_known_[all] = 1;
            }
        }
        MAHALLA_TRY(const std::size_t place, made.shape_.cell_of(key));
        is_listed[place] = 1;
        if (cell.kept) {
            made.kept_[place] = cell.kept;
            made.counts_[place] = static_cast<double>(cell.kept->count);
            if (made.has_values_) made.values_[place] = cell.kept->value;
        }
        if (cell.is_hidden || !cell.count) continue;
        made.is_known_[place] = 1;
        if (has_categories) continue;
        made.counts_[place] = static_cast<double>(*cell.count);
        if (made.has_values_) made.values_[place] = cell.value;
    }
    // A cell that a table leaves out has nobody in it.
    for (std::size_t cell = 0; cell < is_sum.size(); ++cell)
        if (is_sum[cell] == 0 && is_listed[cell] == 0) {
            made.is_known_[cell] = 1;
            made.counts_[cell] = 0;
            if (made.has_values_) made.values_[cell] = 0;
        }
    made.dimensions_ = std::move(dimensions);
    made.add_up();
    made.find_points();
    return made;
}

void EarlierTable::add_up()
{
    for (bool is_changed = true; is_changed;) {
        is_changed = false;
        for (const GridEquation& equation : shape_.equations()) {
            std::size_t unknown = is_known_[equation.total] != 0 ? 0 : 1, which = equation.total;
            for (const std::size_t part : equation.parts)
                if (is_known_[part] == 0) {
                    ++unknown;
                    which = part;
                }
            if (unknown != 1) continue;
            is_known_[which] = 1;
            is_changed = true;
        }
    }
    add_up(counts_);
    if (has_values_) add_up(values_);
}

void EarlierTable::add_up(std::vector<std::optional<double>>& numbers)
{
    for (bool is_changed = true; is_changed;) {
        is_changed = false;
        for (const GridEquation& equation : shape_.equations()) {
            std::size_t unknown = numbers[equation.total] ? 0 : 1, which = equation.total;
            double sum = 0;
            for (const std::size_t part : equation.parts) {
                sum += numbers[part].value_or(0);
                if (numbers[part]) continue;
                ++unknown;
                which = part;
            }
            if (unknown != 1) continue;
            numbers[which] = which == equation.total ? sum : std::max(0.0, *numbers[equation.total] - sum);
            is_changed = true;
        }
    }
}

/// Cells for which only one number is left.
void EarlierTable::find_points()
{
    LinearProgram program;
    std::vector<std::size_t> unknown, column_of(shape_.size(), 0);
    for (std::size_t cell = 0; cell < shape_.size(); ++cell) {
        if (is_known_[cell] != 0) continue;
        column_of[cell] = program.add_column(0, LinearProgram::infinity);
        unknown.push_back(cell);
    }
    if (unknown.empty()) return;
    for (const GridEquation& equation : shape_.equations()) {
        LinearProgram::Terms terms;
        double known = 0;
        bool has_counts = true;
        const auto add = [&](std::size_t cell, double sign) {
            if (is_known_[cell] == 0) terms.emplace_back(column_of[cell], sign);
            has_counts = has_counts && (is_known_[cell] == 0 || counts_[cell].has_value());
            known -= is_known_[cell] != 0 ? sign * counts_[cell].value_or(0) : 0;
        };
        add(equation.total, -1);
        for (const std::size_t part : equation.parts) add(part, 1);
        if (has_counts && !terms.empty()) program.add_equal(terms, known);
    }
    std::vector<std::pair<std::size_t, double>> points;
    for (std::size_t i = 0; i < unknown.size(); ++i) {
        program.set_objective(i, 1);
        const auto lower = program.minimum(), upper = program.maximum();
        program.set_objective(i, 0);
        if (lower && upper && std::isfinite(*upper) && *upper - *lower < 1e-6)
            points.emplace_back(unknown[i], std::round(*lower));
    }
    for (const auto& [cell, count] : points) {
        is_known_[cell] = 1;
        counts_[cell] = count;
    }
}

} // namespace mahalla
