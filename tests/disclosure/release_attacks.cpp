#include "disclosure/release_attacks.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <numeric>
#include <optional>

namespace mahalla::test {

namespace {

Outsider::Key key_of(const Table& table, const std::vector<std::string>& key, const Outsider::Key& among)
{
    Outsider::Key named = among;
    for (std::size_t d = 0; d < key.size(); ++d) named[table.dimensions[d].name] = key[d];
    return named;
}

using Amounts = std::vector<double>; // from the largest

/// Somebody may be in both.
bool overlap(const std::vector<Dimension>& dimensions, const Outsider::Key& one, const Outsider::Key& other)
{
    for (const Dimension& dimension : dimensions) {
        const auto a = one.find(dimension.name), b = other.find(dimension.name);
        if (a == one.end() || b == other.end() || a->second == total_category || b->second == total_category) continue;
        const auto is_within = [&](std::string inner, const std::string& outer) {
            while (inner != outer && dimension.parents.contains(inner)) inner = dimension.parents.at(inner);
            return inner == outer;
        };
        if (!is_within(a->second, b->second) && !is_within(b->second, a->second)) return false;
    }
    return true;
}

/// One cell of a table, as it is and as it was shown.
struct AttackedCell {
    double number = 0;
    Outsider::Key key;
    bool is_shown = false, is_unsafe = false, is_of_one = false, is_earlier = false;
};

double whole_width(double share, double count)
{
    return share > 0 ? std::max(1.0, std::ceil(share * count - 1e-9)) : 0;
}

std::vector<AttackedCell> cells_of(const RandomRelease& release, const SeenTable& seen, Quantity quantity)
{
    std::vector<AttackedCell> cells;
    const Table& table = seen.made.table;
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
        const TableCell& cell = table.cells[i];
        AttackedCell& made = cells.emplace_back();
        made.key = key_of(table, cell.key, seen.among);
        made.is_shown = seen.protection.table.content().cells[i].figure.has_value();
        made.is_earlier = seen.is_earlier;
        if (quantity == Quantity::Counts) {
            made.number = static_cast<double>(cell.figures.n);
            made.is_unsafe = cell.figures.n > 0 && cell.figures.n < release.policy.threshold_persons;
            made.is_of_one = cell.figures.n == 1;
        } else {
            made.number = *cell.figures.estimate;
            made.is_unsafe = seen.protection.report.cells[i].status == CellStatus::Primary;
            made.is_of_one = cell.contributors.size() == 1;
        }
    }
    return cells;
}

/// Holds what is shown against each other, with the cell that he alone makes, if any.
class Attack {
public:
    Attack(const RandomRelease& release, const std::vector<AttackedCell>& cells, const AttackedCell* own)
        : release_(release), own_(own), now_(release.dimensions), before_(release.dimensions)
    {
        for (const AttackedCell& cell : cells) {
            if (!cell.is_shown && &cell != own) continue;
            now_.learn(cell.key, cell.number);
            if (cell.is_earlier || &cell == own) before_.learn(cell.key, cell.number);
        }
    }

    void learn(const Outsider::Key& key, double number) { now_.learn(key, number); }

    void check(const AttackedCell& cell, Quantity quantity)
    {
        double his_part = 0;
        if (own_ != nullptr && overlap(release_.dimensions, own_->key, cell.key)) {
            // One person in two cells knows himself; of a sum he is in, the rest has to be in doubt.
            if (cell.is_of_one) return;
            his_part = own_->number;
        }
        const ProtectionWidth& width = release_.policy.protection;
        const bool are_counts = quantity == Quantity::Counts;
        const double value = cell.number;
        double below = are_counts ? whole_width(width.lower, value) : width.lower * value;
        double above = are_counts ? whole_width(width.upper, value) : width.upper * value;
        below = std::min(below, value - his_part);
        if (cell.is_earlier) {
            const auto then = before_.interval_of(cell.key);
            below = std::min(below, value - then.lower);
            above = std::min(above, then.upper - value);
        }
        const auto interval = now_.interval_of(cell.key);
        const double fine = are_counts ? 1e-5 : 1e-4;
        CAPTURE(interval.lower);
        CAPTURE(interval.upper);
        CAPTURE(value);
        CAPTURE(below);
        CAPTURE(above);
        CAPTURE(cell.is_earlier);
        CAPTURE((own_ != nullptr ? own_->number : -1));
        CAPTURE((own_ != nullptr && own_->is_earlier));
        CHECK(interval.lower <= value - below + fine);
        CHECK(interval.upper >= value + above - fine);
    }

private:
    const RandomRelease& release_;
    const AttackedCell* own_;
    Outsider now_, before_;
};

} // namespace

void check_unsafe_cells(const RandomRelease& release, const std::vector<SeenTable>& seen, Quantity quantity)
{
    std::vector<AttackedCell> cells;
    for (const SeenTable& one : seen)
        for (AttackedCell& cell : cells_of(release, one, quantity)) cells.push_back(std::move(cell));
    const auto attack_as = [&](const AttackedCell* own) {
        Attack attack(release, cells, own);
        if (quantity == Quantity::Totals && seen.size() == 1) { // what a register may say
            const ProtectionReport& report = seen[0].protection.report;
            for (std::size_t i = cells.size(); i < report.cells.size(); ++i)
                if (report.cells[i].status == CellStatus::Published)
                    attack.learn(key_of(seen[0].made.table, report.cells[i].key, seen[0].among),
                                 *report.cells[i].value);
        }
        for (const AttackedCell& cell : cells) {
            if (!cell.is_unsafe) continue;
            CHECK_FALSE(cell.is_shown);
            attack.check(cell, quantity);
        }
    };
    attack_as(nullptr);
    if (quantity == Quantity::Counts && !release.policy.guards_singletons) return;
    for (const AttackedCell& cell : cells)
        if (!cell.is_shown && cell.is_of_one) attack_as(&cell);
}

namespace {

/// Who is in the larger cell and not in the smaller one; nothing where not everybody in them is known.
std::optional<Amounts> newcomers(const TableCell& larger, const TableCell& smaller)
{
    if (larger.contributors.size() < larger.figures.n) return std::nullopt;
    Amounts left = larger.contributors;
    for (const double amount : smaller.contributors)
        if (const auto same = std::ranges::find(left, amount); same != left.end()) left.erase(same);
    return left;
}

bool is_dominated(const Amounts& amounts, const DisclosurePolicy& policy)
{
    const double total = std::accumulate(amounts.begin(), amounts.end(), 0.0);
    double largest = 0;
    for (std::size_t i = 0; policy.dominance && i < std::min<std::size_t>(policy.dominance->n, amounts.size()); ++i)
        largest += amounts[i];
    if (policy.dominance && largest > policy.dominance->k_percent / 100 * total) return true;
    const double second = amounts.size() > 1 ? amounts[1] : 0;
    return policy.p_percent && total - amounts[0] - second < *policy.p_percent / 100 * amounts[0];
}

} // namespace

void check_differences(const RandomRelease& release, const std::vector<SeenTable>& seen, Quantity quantity)
{
    std::vector<AttackedCell> cells;
    for (const SeenTable& one : seen)
        for (AttackedCell& cell : cells_of(release, one, quantity)) cells.push_back(std::move(cell));
    Attack attack(release, cells, nullptr);
    // The first of today's tables is of all records, and the one that holds fewer comes first or last.
    const SeenTable& larger = *std::ranges::find(seen, false, &SeenTable::is_earlier);
    const SeenTable& smaller = seen.front().is_earlier ? seen.front() : seen.back();
    for (const TableCell& cell : larger.made.table.cells) {
        const Outsider::Key key = key_of(larger.made.table, cell.key, {});
        for (const TableCell& other : smaller.made.table.cells) {
            Outsider::Key other_key = key_of(smaller.made.table, other.key, {});
            for (auto part = other_key.begin(); part != other_key.end();)
                part = part->second == total_category && !key.contains(part->first) ? other_key.erase(part) : ++part;
            const std::uint64_t count = cell.figures.n - other.figures.n;
            if (other_key != key || count == 0) continue;
            AttackedCell more;
            more.key = key;
            for (const auto& [name, category] : release.differences[0]) more.key[name] = category;
            more.number = static_cast<double>(count);
            bool is_unsafe = count < release.policy.threshold_persons;
            if (quantity == Quantity::Totals) {
                more.number = *cell.figures.estimate - *other.figures.estimate;
                const auto who = newcomers(cell, other);
                is_unsafe = is_unsafe || (who && is_dominated(*who, release.policy));
            }
            if (is_unsafe) attack.check(more, quantity);
        }
    }
}

} // namespace mahalla::test
