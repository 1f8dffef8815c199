#include "disclosure/protect.h"

#include "base/text.h"
#include "disclosure/attack.h"
#include "disclosure/audit.h"
#include "disclosure/joined_cells.h"
#include "disclosure/primary_rules.h"
#include "disclosure/suppression.h"
#include "disclosure/table_grid.h"

#include <algorithm>
#include <map>

namespace mahalla {

/// The only maker of published tables: those of one release that count the same records.
class Protector {
public:
    Protector(std::vector<const TableToProtect*> tables, const DisclosurePolicy& policy, const SearchEffort& effort)
        : tables_(std::move(tables)), policy_(policy), effort_(effort)
    {}

    Result<std::vector<Protection>> run(const std::vector<const LedgerTable*>& earlier)
    {
        std::vector<const TableGrid*> grids;
        std::vector<CountedRows> rows;
        for (const TableToProtect* table : tables_) {
            MAHALLA_TRY(TableGrid grid, TableGrid::create(table->table));
            grids_.push_back(std::make_unique<TableGrid>(std::move(grid)));
            grids.push_back(grids_.back().get());
            rows.push_back(table->rows);
        }
        const double threshold = static_cast<double>(policy_.threshold_for(tables_.front()->table.unit));
        MAHALLA_TRY(const JoinedCells joined, JoinedCells::create(grids, rows, earlier, threshold));
        apply_rules(joined, threshold);
        const AttackStatement statement(joined, rules_, singletons_, policy_, threshold);
        if (auto done = hide(joined, statement); !done) return tl::unexpected(done.error());
        std::vector<Protection> protections;
        for (std::size_t t = 0; t < tables_.size(); ++t)
            protections.push_back({PublishedTable(content(t, joined)), report(t, joined), kept(t, joined)});
        return protections;
    }

private:
    void apply_rules(const JoinedCells& joined, double threshold)
    {
        rules_.assign(joined.cells().size(), {});
        singletons_.assign(joined.cells().size(), 0);
        for (std::size_t t = 0; t < tables_.size(); ++t) {
            const Table& table = tables_[t]->table;
            const TableGrid& grid = *grids_[t];
            const std::vector<std::string> rules = unsafe_cells(table, grid, policy_);
            for (std::size_t i = 0; i < rules.size(); ++i) {
                const std::size_t cell = joined.cells_of_grid(t)[i];
                if (rules_[cell].empty()) rules_[cell] = rules[i];
                if (has_one_contributor(table, grid.cells()[i])) singletons_[cell] = 1;
            }
        }
        for (std::size_t i = 0; i < rules_.size(); ++i) {
            const JoinedCell& cell = joined.cells()[i];
            if (cell.is_difference && !cell.is_estimated && *cell.count > 0 && *cell.count < threshold)
                rules_[i] = "difference";
            // Who alone makes a difference is the one who is alone in the larger cell, or an attacker like others.
            if (cell.is_difference && !cell.is_estimated && *cell.count == 1) singletons_[i] = 1;
            // Who was alone in a cell that an earlier release hid still knows it.
            if (cell.was_of_one) singletons_[i] = 1;
        }
        if (policy_.dominance || policy_.p_percent) apply_rules_to_growth(joined);
    }

    /// What one table's total has more than another's may be that of one who came in, or whom the other leaves out.
    void apply_rules_to_growth(const JoinedCells& joined)
    {
        std::vector<std::vector<double>> contributors;
        for (const JoinedCell& cell : joined.cells()) contributors.push_back(cell.contributors_before);
        for (std::size_t t = 0; t < tables_.size(); ++t)
            for (std::size_t i = 0; i < tables_[t]->table.cells.size(); ++i)
                contributors[joined.cells_of_grid(t)[grids_[t]->cell_of(i)]] = tables_[t]->table.cells[i].contributors;
        for (const GridEquation& equation : joined.equations()) {
            if (equation.parts.size() != 2) continue;
            const std::size_t smaller = equation.parts.front(), growth = equation.parts.back();
            const JoinedCell& cell = joined.cells()[growth];
            if (!cell.is_difference || !cell.value || cell.is_value_estimated || !(*cell.value > 0)) continue;
            if (contributors[equation.total].empty()) continue;
            const std::vector<double>* before = contributors[smaller].empty() ? nullptr : &contributors[smaller];
            const auto new_ones = newcomers(contributors[equation.total], before, *cell.value);
            if (rules_[growth].empty() && !rule_of_contributors(new_ones, *cell.value, policy_).empty())
                rules_[growth] = "difference";
        }
    }

    /// The first attacker, from the strongest on, against whom there is a pattern.
    Result<void> hide(const JoinedCells& joined, const AttackStatement& statement)
    {
        std::vector<Attack> attacks{{}};
        if (policy_.hide_zero_and_full) attacks.push_back({Knowledge::Margins, Knowledge::OnlyShown});
        attacks.push_back({Knowledge::OnlyShown, Knowledge::OnlyShown});
        for (const Attack& attack : attacks) {
            SuppressionProblem problem = statement.problem(attack);
            for (std::size_t t = 0; t < grids_.size(); ++t)
                problem.grids.push_back({grids_[t]->shape(), joined.cells_of_grid(t)});
            const auto pattern = find_pattern(problem, effort_);
            if (!pattern) continue;
            hidden_ = pattern->hidden;
            is_minimal_ = pattern->is_minimal;
            MAHALLA_TRY(findings_, audit(problem, hidden_));
            return {};
        }
        return failure(ErrorKind::Refused,
                       names_of_tables() + "There are too few cells to hide the unsafe ones among: join categories, "
                                           "leave a table out, or wait until there are more records.");
    }

    /// "a, b: ", for a message; only some of many, nothing for a table without a name.
    std::string names_of_tables() const
    {
        constexpr std::size_t named_max = 5;
        std::vector<std::string> names;
        for (const TableToProtect* table : tables_)
            if (!table->table.id.empty() && names.size() < named_max) names.push_back(table->table.id);
        if (names.empty()) return {};
        return joined(names, ", ") + (tables_.size() > named_max ? " …: " : ": ");
    }

    std::optional<AttackerInterval> interval_of(std::size_t cell, bool of_totals) const
    {
        const auto& intervals = of_totals ? findings_.totals : findings_.counts;
        return intervals.empty() ? std::nullopt : intervals[cell];
    }

    /// A margin that no table shows is hidden where it is unsafe, or where it hides one that is.
    CellStatus status_of(std::size_t cell, const JoinedCell& joined) const
    {
        if (!rules_[cell].empty()) return CellStatus::Primary;
        if (joined.is_given || joined.was_shown)
            return hidden_[cell] != 0 ? CellStatus::Secondary : CellStatus::Published;
        const auto interval = interval_of(cell, false);
        const bool is_in_doubt = interval && interval->upper - interval->lower > 1e-6 * std::max(1.0, interval->lower);
        return is_in_doubt ? CellStatus::Secondary : CellStatus::Published;
    }

    ProtectionReport report(std::size_t t, const JoinedCells& joined) const
    {
        const TableGrid& grid = *grids_[t];
        ProtectionReport report;
        report.is_minimal = is_minimal_;
        std::vector<char> is_listed(grid.cells().size(), 0);
        const auto list = [&](std::size_t place) {
            const std::size_t cell = joined.cells_of_grid(t)[place];
            AuditedCell audited;
            audited.key = grid.cells()[place].key;
            audited.count = grid.cells()[place].count;
            if (grid.has_values()) audited.value = grid.cells()[place].value;
            audited.rule = rules_[cell];
            audited.status = status_of(cell, joined.cells()[cell]);
            if (audited.status != CellStatus::Published) {
                audited.count_interval = interval_of(cell, false);
                audited.interval = interval_of(cell, grid.has_values());
            }
            if (is_listed[place]++ != 0 || (audited.count == 0 && audited.status == CellStatus::Published &&
                                            grid.cells()[place].table_cells.empty()))
                return;
            report.primary_count += audited.status == CellStatus::Primary ? 1U : 0U;
            report.secondary_count += audited.status == CellStatus::Secondary ? 1U : 0U;
            report.cells.push_back(std::move(audited));
        };
        // The table's own cells in their order, then the margins that it implies.
        for (std::size_t i = 0; i < tables_[t]->table.cells.size(); ++i) list(grid.cell_of(i));
        for (std::size_t place = 0; place < is_listed.size(); ++place) list(place);
        return report;
    }

    std::vector<KeptFigure> kept(std::size_t t, const JoinedCells& joined) const
    {
        const TableGrid& grid = *grids_[t];
        std::vector<KeptFigure> figures;
        for (std::size_t i = 0; i < tables_[t]->table.cells.size(); ++i) {
            const std::size_t place = grid.cell_of(i), cell = joined.cells_of_grid(t)[place];
            KeptFigure& kept = figures.emplace_back();
            kept.count = static_cast<std::uint64_t>(grid.cells()[place].count);
            if (grid.has_values()) kept.value = grid.cells()[place].value;
            kept.contributors = tables_[t]->table.cells[i].contributors;
            kept.is_unsafe = !rules_[cell].empty();
            kept.has_one_contributor = singletons_[cell] != 0;
        }
        return figures;
    }

    PublishedTableContent content(std::size_t t, const JoinedCells& joined) const
    {
        const Table& table = tables_[t]->table;
        PublishedTableContent content;
        content.id = table.id;
        content.label = table.label;
        content.unit = table.unit;
        content.statistic = table.statistic;
        content.basis = table.basis;
        content.confidence_level = table.confidence_level;
        content.dimensions = table.dimensions;
        for (std::size_t i = 0; i < table.cells.size(); ++i) {
            const TableCell& cell = table.cells[i];
            const std::size_t place = joined.cells_of_grid(t)[grids_[t]->cell_of(i)];
            PublishedCell& published = content.cells.emplace_back();
            published.key = cell.key;
            published.category = cell.category;
            published.probability = cell.probability;
            if (hidden_[place] != 0 || !rules_[place].empty())
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

    std::vector<const TableToProtect*> tables_;
    const DisclosurePolicy& policy_;
    SearchEffort effort_;
    std::vector<std::unique_ptr<TableGrid>> grids_;
    std::vector<std::string> rules_;
    std::vector<char> singletons_, hidden_;
    AuditFindings findings_;
    bool is_minimal_ = false;
};

Result<std::vector<Protection>> protect(const std::vector<TableToProtect>& tables, const DisclosurePolicy& policy,
                                        const PublicationLedger& ledger, const SearchEffort& effort)
{
    if (auto sound = check(policy); !sound) return tl::unexpected(sound.error());
    std::map<std::string, std::vector<std::size_t>> places;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        if (!can_be_published(tables[i].table.statistic))
            return failure(ErrorKind::Invalid,
                           "A test or a comparison is no table: publish the figures that it compares.");
        places[tables[i].rows.records].push_back(i);
    }
    std::vector<std::optional<Protection>> made(tables.size());
    for (const auto& [records, of_these] : places) {
        std::vector<const TableToProtect*> together;
        for (const std::size_t place : of_these) together.push_back(&tables[place]);
        std::vector<const LedgerTable*> earlier;
        for (const LedgerTable& table : ledger.tables())
            if (table.rows.records == records) earlier.push_back(&table);
        MAHALLA_TRY(auto protections, Protector(std::move(together), policy, effort).run(earlier));
        for (std::size_t i = 0; i < of_these.size(); ++i) made[of_these[i]] = std::move(protections[i]);
    }
    std::vector<Protection> protections;
    for (auto& protection : made) protections.push_back(*std::move(protection));
    return protections;
}

Result<Protection> protect(const Table& table, const DisclosurePolicy& policy)
{
    MAHALLA_TRY(auto protections, protect({{table, {}}}, policy));
    return std::move(protections.front());
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
