#include "disclosure/primary_rules.h"

#include <algorithm>

namespace mahalla {

namespace {

bool is_dominated(const std::vector<double>& contributors, double total, const DominanceRule& rule)
{
    double largest = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(rule.n, contributors.size()); ++i) largest += contributors[i];
    return total > 0 && largest > rule.k_percent / 100 * total;
}

/// The second largest contributor knows the total and its own part: what is left estimates the largest.
bool is_guessed(const std::vector<double>& contributors, double total, double p_percent)
{
    if (contributors.empty() || !(total > 0)) return false;
    const double second = contributors.size() > 1 ? contributors[1] : 0;
    return total - contributors[0] - second < p_percent / 100 * contributors[0];
}

std::string rule_for(const Table& table, const GridCell& cell, const DisclosurePolicy& policy)
{
    const double threshold = static_cast<double>(policy.threshold_for(table.unit));
    if (cell.count > 0 && cell.count < threshold) return "threshold";
    if (cell.count == 0 && policy.hide_empty) return "empty";
    for (const std::size_t i : cell.table_cells) {
        const TableCell& own = table.cells[i];
        const std::uint64_t n = own.figures.n;
        if (n > 0 && own.figures.psus < policy.psus_min) return "psus";
        // Shares that are not of yes and no have no contributors, and neither have means.
        if (std::string rule = rule_of_contributors(own.contributors, own.figures.estimate.value_or(0), policy);
            !rule.empty())
            return rule;
        if (policy.hide_zero_and_full && n > 0 && own.positives && (*own.positives == 0 || *own.positives == n))
            return "zero or full";
    }
    return {};
}

} // namespace

std::vector<std::string> unsafe_cells(const Table& table, const TableGrid& grid, const DisclosurePolicy& policy)
{
    std::vector<std::string> rules;
    for (const GridCell& cell : grid.cells()) rules.push_back(rule_for(table, cell, policy));
    // Where so few are in a group that it is hidden, every share of it is: a share of 0 says something of each of them.
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
        const std::size_t everybody = grid.everybody_of(i), cell = grid.cell_of(i);
        if (everybody != cell && !rules[everybody].empty() && grid.cells()[everybody].count > 0 && rules[cell].empty())
            rules[cell] = rules[everybody];
    }
    return rules;
}

std::string rule_of_contributors(std::vector<double> contributors, double total, const DisclosurePolicy& policy)
{
    std::sort(contributors.begin(), contributors.end(), std::greater<>());
    if (policy.dominance && !contributors.empty() && is_dominated(contributors, total, *policy.dominance))
        return "dominance";
    if (policy.p_percent && is_guessed(contributors, total, *policy.p_percent)) return "p-percent";
    return {};
}

std::vector<double> newcomers(std::vector<double> now, const std::vector<double>* before, double growth)
{
    std::sort(now.begin(), now.end(), std::greater<>());
    const bool are_all = now.size() < TableCell::contributors_max;
    const double least = now.empty() ? 0 : now.back();
    if (before != nullptr)
        for (const double part : *before)
            if (const auto same = std::find(now.begin(), now.end(), part); same != now.end()) now.erase(same);
    std::erase_if(now, [&](double part) { return part > growth * (1 + 1e-9); });
    if (!are_all) now.push_back(std::min(least, growth));
    return now;
}

bool has_one_contributor(const Table& table, const GridCell& cell)
{
    return cell.count == 1 || std::any_of(cell.table_cells.begin(), cell.table_cells.end(), [&](std::size_t i) {
               const TableCell& own = table.cells[i];
               return own.contributors.size() == 1 &&
                      own.contributors[0] >= (1 - 1e-9) * own.figures.estimate.value_or(0);
           });
}

} // namespace mahalla
