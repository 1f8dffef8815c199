#include "disclosure/exact_pattern.h"

#include "base/seeded_random.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

/// How many cells are chosen anew in the first turns.
constexpr std::size_t anew_first = 6;
/// What branching one such choice may take.
constexpr double anew_branching_max = 3e4;

} // namespace

ExactPattern::ExactPattern(const SuppressionProblem& problem, const SearchEffort& effort)
    : problem_(problem), effort_(effort), column_of_(problem.size(), no_column)
{
    for (std::size_t cell = 0; cell < problem.size(); ++cell)
        if (problem.hidden[cell] == 0 && problem.may_hide[cell] != 0)
            column_of_[cell] = master_.add_binary(problem.cost[cell]);
    for (std::size_t q = 0; q < problem.quantities.size(); ++q) {
        movements_.push_back(std::make_unique<MovementProgram>(problem.quantities[q]));
        for (const std::size_t cell : cells_to_protect(problem.quantities[q])) asks_.push_back({q, cell});
    }
}

Search ExactPattern::find(std::vector<char>& hidden)
{
    for (const AttackedQuantity& quantity : problem_.quantities)
        if (!keep_company(quantity)) return Search::Impossible;
    keep_no_bridges();

    // What parts of cells can do bounds what whole ones can, and is found without branching.
    std::vector<double> parts(problem_.size());
    for (bool is_safe = false; !is_safe;) {
        const auto cost = master_.minimum();
        if (!cost || separation_effort_ > effort_.separation) return Search::GivenUp;
        cost_min_ = *cost;
        for (std::size_t cell = 0; cell < parts.size(); ++cell)
            parts[cell] = problem_.hidden[cell] != 0 ? 1
                          : may_choose(cell)         ? std::clamp(master_.value(column_of_[cell]), 0.0, 1.0)
                                                     : 0;
        if (!separate(parts, is_safe)) return Search::Impossible;
    }
    guide_ = parts;
    double branching_left = effort_.branching;
    while (true) {
        bool is_safe = false;
        const auto choice = master_.integer_minimum(branching_left);
        cost_min_ = std::max(cost_min_, choice.bound);
        if (!choice.is_finished || !choice.cost) return Search::GivenUp;
        parts = chosen_parts();
        if (!separate(parts, is_safe)) return Search::Impossible;
        if (is_safe) {
            hidden.assign(parts.begin(), parts.end());
            return Search::Found;
        }
        if (separation_effort_ > effort_.separation) return Search::GivenUp;
    }
}

double ExactPattern::cost_of_fewer(const std::vector<char>& hidden) const
{
    std::vector<double> sums;
    for (std::size_t cell = 0; cell < hidden.size(); ++cell)
        if (may_choose(cell)) sums.push_back(problem_.cost[cell] - 1);
    std::sort(sums.begin(), sums.end(), std::greater<>());
    const std::size_t fewer = secondary(hidden).size() - 1;
    double cost = static_cast<double>(fewer);
    for (std::size_t i = 0; i < fewer; ++i) cost += sums[i];
    return cost + 1e-6;
}

bool ExactPattern::is_fewest(const std::vector<char>& hidden) const
{
    return secondary(hidden).empty() || cost_min_ > cost_of_fewer(hidden);
}

/// An unsafe cell alone in an equation is what the others leave over. False where nothing can keep it company.
bool ExactPattern::keep_company(const AttackedQuantity& quantity)
{
    for (const GridEquation& equation : quantity.equations) {
        std::size_t hidden = 0, unsafe = 0;
        LinearProgram::Terms terms;
        const auto look_at = [&](std::size_t cell) {
            if (quantity.is_open[cell] == 0) return;
            hidden += problem_.hidden[cell] != 0 ? 1U : 0U;
            unsafe += quantity.below[cell] + quantity.above[cell] > 0 ? 1U : 0U;
            if (may_choose(cell)) terms.emplace_back(column_of_[cell], 1);
        };
        look_at(equation.total);
        for (const std::size_t part : equation.parts) look_at(part);
        if (hidden != 1 || unsafe != 1) continue;
        if (terms.empty()) return false;
        master_.add_at_least(terms, 1);
    }
    return true;
}

/// Nor does the cheapest choice hide any cell alone in an equation: everybody could work it out, so it would hide
/// nothing. True only where all outsiders are in doubt of the same cells.
void ExactPattern::keep_no_bridges()
{
    const AttackedQuantity& first = problem_.quantities.front();
    for (const AttackedQuantity& quantity : problem_.quantities)
        if (quantity.is_open != first.is_open) return;
    for (const GridEquation& equation : first.equations) {
        std::vector<std::size_t> choices;
        bool is_in_doubt = false;
        const auto look_at = [&](std::size_t cell) {
            if (first.is_open[cell] == 0) return;
            is_in_doubt = is_in_doubt || problem_.hidden[cell] != 0;
            if (may_choose(cell)) choices.push_back(column_of_[cell]);
        };
        look_at(equation.total);
        for (const std::size_t part : equation.parts) look_at(part);
        if (is_in_doubt) continue;
        for (const std::size_t alone : choices) {
            LinearProgram::Terms terms{{alone, -1}};
            for (const std::size_t other : choices)
                if (other != alone) terms.emplace_back(other, 1);
            master_.add_at_least(terms, 0);
        }
    }
}

std::vector<double> ExactPattern::chosen_parts() const
{
    std::vector<double> parts(problem_.hidden.begin(), problem_.hidden.end());
    for (std::size_t cell = 0; cell < parts.size(); ++cell)
        if (may_choose(cell)) parts[cell] = master_.integer_value(column_of_[cell]) > 0.5 ? 1 : 0;
    return parts;
}

/// Adds what the choice lacks; false where no choice has it.
bool ExactPattern::separate(const std::vector<double>& parts, bool& is_safe)
{
    is_safe = true;
    for (const auto& movement : movements_) movement->hide(parts);
    // What was short before is likely to be short again.
    const auto others = std::stable_partition(asks_.begin(), asks_.end(), [](const Ask& ask) { return ask.was_short; });
    for (auto ask = asks_.begin(); ask != asks_.end(); ++ask) {
        if (ask == others && !is_safe && !looks_at_all_) return true;
        bool is_this_safe = true;
        if (!look_at(*ask, is_this_safe)) return false;
        ask->was_short = !is_this_safe;
        is_safe = is_safe && is_this_safe;
    }
    return true;
}

bool ExactPattern::look_at(const Ask& ask, bool& is_safe)
{
    const AttackedQuantity& quantity = problem_.quantities[ask.quantity];
    MovementProgram& movement = *movements_[ask.quantity];
    for (const IntervalEnd end : {IntervalEnd::Below, IntervalEnd::Above}) {
        const double need = needed(quantity, ask.cell, end);
        if (need <= 0) continue;
        if (!look(movement, ask.cell, end, need, is_safe)) return false;
        // A contributor who knows one of the cells that moved may stand against it.
        std::vector<const SingleContributor*> moved;
        for (const SingleContributor& contributor : quantity.singletons)
            if (std::fabs(movement.moved(contributor.cell)) > 1e-9) moved.push_back(&contributor);
        for (const SingleContributor* contributor : moved) {
            const double against_him = needed_against(*contributor, quantity, ask.cell, end);
            if (against_him <= 0) continue;
            movement.hold(contributor->cell);
            const bool is_possible = look(movement, ask.cell, end, against_him, is_safe);
            movement.let_go();
            if (!is_possible) return false;
        }
    }
    return true;
}

bool ExactPattern::look(MovementProgram& movement, std::size_t cell, IntervalEnd end, double need, bool& is_safe)
{
    separation_effort_ += movement.effort();
    if (movement.farthest(cell, end) >= short_of(need)) return true;
    auto [terms, rest] = movement.cut(column_of_, problem_.hidden, need);
    if (terms.empty()) return false;
    is_safe = false;
    master_.add_at_least(terms, rest);
    return true;
}

std::vector<std::size_t> ExactPattern::secondary(const std::vector<char>& hidden) const
{
    std::vector<std::size_t> cells;
    for (std::size_t cell = 0; cell < hidden.size(); ++cell)
        if (hidden[cell] != 0 && may_choose(cell)) cells.push_back(cell);
    return cells;
}

/// The chosen cells next to `cell`, itself among them: those that one equation ties to it, then those tied to these,
/// over whatever is hidden.
std::vector<std::size_t> ExactPattern::neighbours(std::size_t cell, std::size_t count,
                                                  const std::vector<char>& hidden) const
{
    const std::vector<GridEquation>& equations = problem_.quantities.front().equations;
    std::vector<char> is_reached(hidden.size(), 0), is_walked(equations.size(), 0);
    std::vector<std::size_t> reached{cell}, found;
    is_reached[cell] = 1;
    for (std::size_t next = 0; next < reached.size() && found.size() < count; ++next) {
        if (may_choose(reached[next])) found.push_back(reached[next]);
        for (std::size_t e = 0; e < equations.size(); ++e) {
            const GridEquation& equation = equations[e];
            if (is_walked[e] != 0 || (equation.total != reached[next] &&
                                      !std::binary_search(equation.parts.begin(), equation.parts.end(), reached[next])))
                continue;
            is_walked[e] = 1;
            const auto reach = [&](std::size_t other) {
                if (hidden[other] != 0 && is_reached[other]++ == 0) reached.push_back(other);
            };
            reach(equation.total);
            for (const std::size_t part : equation.parts) reach(part);
        }
    }
    return found;
}

void ExactPattern::improve(std::vector<char>& hidden)
{
    looks_at_all_ = false;
    SeededRandom random(1); // one table has one pattern
    std::size_t count = anew_first, fruitless = 0;
    const double until = separation_effort_ + effort_.improvement;
    for (std::size_t turn = 0; separation_effort_ < until; ++turn) {
        const std::vector<std::size_t> chosen = secondary(hidden);
        if (chosen.size() < 2 || fruitless > 2 * chosen.size() + 8) return;
        std::vector<std::size_t> anew;
        if (turn % 2 == 0) {
            anew = neighbours(chosen[turn / 2 % chosen.size()], count, hidden);
        } else {
            for (std::size_t i = 0; i < count; ++i) anew.push_back(chosen[random.below(chosen.size())]);
        }
        for (const std::size_t cell : chosen)
            if (std::find(anew.begin(), anew.end(), cell) == anew.end()) master_.set_bounds(column_of_[cell], 1, 1);
        const Anew outcome = choose_anew(hidden);
        for (const std::size_t cell : chosen) master_.set_bounds(column_of_[cell], 0, 1);
        fruitless = outcome == Anew::Fewer ? 0 : fruitless + 1;
        if (outcome == Anew::TooMany)
            count = std::max<std::size_t>(2, count - 1);
        else if (turn % 4 == 3)
            ++count;
    }
}

ExactPattern::Anew ExactPattern::choose_anew(std::vector<char>& hidden)
{
    const double cheaper_than = cost_of_fewer(hidden);
    double branching_left = anew_branching_max;
    while (true) {
        const double before = branching_left;
        const auto choice = master_.integer_minimum(branching_left, cheaper_than);
        separation_effort_ += before - branching_left + master_.effort();
        if (!choice.is_finished) return Anew::TooMany;
        if (!choice.cost) return Anew::NoFewer;
        bool is_safe = false;
        const std::vector<double> parts = chosen_parts();
        if (!separate(parts, is_safe)) return Anew::TooMany; // not where `hidden` protects everything
        if (!is_safe) continue;
        std::vector<char> found(parts.begin(), parts.end());
        if (secondary(found).size() >= secondary(hidden).size()) return Anew::NoFewer;
        hidden = std::move(found);
        return Anew::Fewer;
    }
}

} // namespace mahalla
