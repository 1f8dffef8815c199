#include "disclosure/protect.h"

#include "disclosure/primary_rules.h"
#include "disclosure/suppression.h"
#include "disclosure/table_grid.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

/// The only maker of published tables.
class Protector {
public:
    Protector(const Table& table, const DisclosurePolicy& policy, const TableGrid& grid)
        : table_(table), policy_(policy), grid_(grid), rules_(unsafe_cells(table, grid, policy))
    {}

    Result<Protection> run()
    {
        SuppressionProblem problem{grid_.equations(), {}, {}, {}, {}};
        state(problem);
        const auto pattern = find_pattern(problem);
        if (!pattern)
            return failure(ErrorKind::Refused,
                           "There are too few cells to hide the unsafe ones among: join categories, or leave one out.");
        hidden_ = pattern->hidden;
        ProtectionReport report;
        report.is_minimal = pattern->is_minimal;
        if (auto done = audit(problem, report); !done) return tl::unexpected(done.error());
        return Protection{PublishedTable(content()), std::move(report)};
    }

private:
    /// Counts are whole persons: an interval hides one only if it reaches to the next.
    static double whole_width(double share, double value)
    {
        return share > 0 ? std::max(1.0, std::ceil(share * value - 1e-9)) : 0;
    }

    AttackedQuantity counts() const
    {
        AttackedQuantity quantity;
        for (const GridCell& cell : grid_.cells()) {
            quantity.values.push_back(cell.count);
            quantity.below.push_back(std::min(cell.count, whole_width(policy_.protection.lower, cell.count)));
            quantity.above.push_back(whole_width(policy_.protection.upper, cell.count));
            // A policy without a width still means that nobody may know the number.
            if (quantity.below.back() == 0 && quantity.above.back() == 0) quantity.above.back() = 1;
        }
        return quantity;
    }

    AttackedQuantity totals() const
    {
        AttackedQuantity quantity;
        for (const GridCell& cell : grid_.cells()) {
            quantity.values.push_back(cell.value);
            quantity.below.push_back(std::min(1.0, policy_.protection.lower) * cell.value);
            quantity.above.push_back(policy_.protection.upper * cell.value);
        }
        return quantity;
    }

    void state(SuppressionProblem& problem) const
    {
        problem.quantities.push_back(counts());
        if (grid_.has_values()) problem.quantities.push_back(totals());
        double sum = 1;
        for (const GridCell& cell : grid_.cells()) sum += cell.count;
        for (std::size_t cell = 0; cell < grid_.cells().size(); ++cell) {
            const double count = grid_.cells()[cell].count;
            if (!rules_[cell].empty()) problem.primaries.push_back(cell);
            // That nobody is in a cell is often known anyhow, so it hides nothing.
            problem.may_hide.push_back(count > 0 ? 1 : 0);
            // Fewest cells first, then the smallest sum.
            problem.cost.push_back(1 + count / sum);
        }
    }

    /// Solves what an outsider could; nothing leaves where one primary cell is known too well.
    Result<void> audit(const SuppressionProblem& problem, ProtectionReport& report)
    {
        std::vector<AuditedCell> audited(grid_.cells().size());
        for (std::size_t q = problem.quantities.size(); q-- > 0;) {
            const AttackedQuantity& quantity = problem.quantities[q];
            Attacker attacker(problem.equations, quantity.values, hidden_);
            for (std::size_t cell = 0; cell < audited.size(); ++cell) {
                if (hidden_[cell] == 0) continue;
                AttackerInterval interval = attacker.interval_of(cell);
                clean(interval, quantity.values[cell]);
                const double slack = 1e-6 * std::max(1.0, quantity.values[cell]);
                const bool is_wide = interval.lower <= quantity.values[cell] - quantity.below[cell] + slack &&
                                     interval.upper >= quantity.values[cell] + quantity.above[cell] - slack;
                if (!rules_[cell].empty() && !is_wide)
                    return failure(ErrorKind::Refused,
                                   "An unsafe cell could be worked out too closely: join categories.");
                if (q == 0) audited[cell].count_interval = interval;
                if (q + 1 == problem.quantities.size()) audited[cell].interval = interval;
            }
        }
        for (std::size_t cell = 0; cell < audited.size(); ++cell) {
            AuditedCell& made = audited[cell];
            made.key = grid_.cells()[cell].key;
            made.count = grid_.cells()[cell].count;
            if (grid_.has_values()) made.value = grid_.cells()[cell].value;
            made.rule = rules_[cell];
            if (!rules_[cell].empty())
                made.status = CellStatus::Primary;
            else if (hidden_[cell] != 0)
                made.status = CellStatus::Secondary;
            report.primary_count += made.status == CellStatus::Primary ? 1U : 0U;
            report.secondary_count += made.status == CellStatus::Secondary ? 1U : 0U;
        }
        // The table's own cells in their order, then the margins that it implies.
        std::vector<char> is_listed(audited.size(), 0);
        for (std::size_t i = 0; i < table_.cells.size(); ++i) {
            const std::size_t cell = grid_.cell_of(i);
            if (is_listed[cell]++ == 0) report.cells.push_back(audited[cell]);
        }
        for (std::size_t cell = 0; cell < audited.size(); ++cell)
            if (is_listed[cell] == 0 && (audited[cell].count > 0 || hidden_[cell] != 0))
                report.cells.push_back(audited[cell]);
        return {};
    }

    /// Rounding of the solver is no knowledge of the attacker.
    static void clean(AttackerInterval& interval, double value)
    {
        const double fine = 1e-7 * std::max(1.0, value);
        for (double* bound : {&interval.lower, &interval.upper})
            if (std::isfinite(*bound) && std::fabs(*bound - std::round(*bound)) < fine) *bound = std::round(*bound);
        interval.lower = std::max(0.0, interval.lower) + 0.0;
    }

    PublishedTableContent content() const
    {
        PublishedTableContent content;
        content.id = table_.id;
        content.label = table_.label;
        content.unit = table_.unit;
        content.statistic = table_.statistic;
        content.basis = table_.basis;
        content.confidence_level = table_.confidence_level;
        content.dimensions = table_.dimensions;
        for (std::size_t i = 0; i < table_.cells.size(); ++i) {
            const TableCell& cell = table_.cells[i];
            PublishedCell& published = content.cells.emplace_back();
            published.key = cell.key;
            published.category = cell.category;
            published.probability = cell.probability;
            if (hidden_[grid_.cell_of(i)] != 0)
                published.mark = MarkReason::Confidential;
            else if (!cell.figures.estimate)
                published.mark = MarkReason::NotAvailable;
            else
                published.figure = figure_of(cell.figures);
        }
        return content;
    }

    static PublishedFigure figure_of(const Estimate& estimate)
    {
        return {estimate.estimate,           estimate.standard_error, estimate.lower, estimate.upper,
                estimate.degrees_of_freedom, estimate.design_effect,  estimate.n,     estimate.weighted_n};
    }

    const Table& table_;
    const DisclosurePolicy& policy_;
    const TableGrid& grid_;
    std::vector<std::string> rules_;
    std::vector<char> hidden_;
};

Result<Protection> protect(const Table& table, const DisclosurePolicy& policy)
{
    if (auto sound = check(policy); !sound) return tl::unexpected(sound.error());
    if (!can_be_published(table.statistic))
        return failure(ErrorKind::Invalid, "A test or a comparison is no table: publish the figures that it compares.");
    MAHALLA_TRY(const TableGrid grid, TableGrid::create(table));
    return Protector(table, policy, grid).run();
}

const char* name_of(CellStatus status)
{
    switch (status) {
    case CellStatus::Published:
        return "published";
    case CellStatus::Primary:
        return "primary";
    case CellStatus::Secondary:
        return "secondary";
    }
    return "published";
}

const char* name_of(MarkReason reason)
{
    switch (reason) {
    case MarkReason::Confidential:
        return "confidential";
    case MarkReason::NotAvailable:
        return "not available";
    }
    return "not available";
}

} // namespace mahalla
