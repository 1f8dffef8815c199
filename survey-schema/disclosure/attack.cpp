#include "disclosure/attack.h"

#include "disclosure/attacker.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace mahalla {

namespace {

/// Counts are whole persons: an interval hides one only if it reaches to the next.
double whole_width(double share, double value)
{
    return share > 0 ? std::max(1.0, std::ceil(share * value - 1e-9)) : 0;
}

bool is_margin_only(const JoinedCell& cell) { return cell.is_implied && !cell.is_given; }

} // namespace

AttackStatement::AttackStatement(const JoinedCells& joined, const std::vector<std::string>& rules,
                                 const std::vector<char>& singletons, const DisclosurePolicy& policy, double threshold)
    : joined_(joined), rules_(rules), singletons_(singletons), policy_(policy), threshold_(threshold)
{
    find_contributors();
}

std::vector<char> AttackStatement::hidden_from_the_start() const
{
    std::vector<char> hidden;
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        const JoinedCell& cell = joined_.cells()[i];
        const bool is_hidden =
            !rules_[i].empty() || cell.is_difference || is_margin_only(cell) || (!cell.is_given && !cell.was_shown);
        hidden.push_back(is_hidden && !cell.was_shown ? 1 : 0);
    }
    return hidden;
}

std::vector<char> AttackStatement::asked(Knowledge knowledge, bool is_alone) const
{
    std::vector<char> asked(rules_.size(), 0);
    for (std::size_t i = 0; i < rules_.size(); ++i)
        if (!rules_[i].empty())
            asked[i] = is_alone || joined_.cells()[i].is_given == (knowledge == Knowledge::Margins) ? 1 : 0;
    return asked;
}

AttackedQuantity AttackStatement::quantity_of(const std::vector<std::optional<double>>& values,
                                              Knowledge knowledge) const
{
    AttackedQuantity quantity;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool is_known = knowledge == Knowledge::Margins && is_margin_only(joined_.cells()[i]);
        quantity.values.push_back(values[i].value_or(0));
        quantity.is_open.push_back(values[i] && !is_known ? 1 : 0);
    }
    quantity.below.assign(values.size(), 0);
    quantity.above.assign(values.size(), 0);
    for (const GridEquation& equation : joined_.equations())
        if (values[equation.total] && std::all_of(equation.parts.begin(), equation.parts.end(),
                                                  [&](std::size_t part) { return values[part].has_value(); }))
            quantity.equations.push_back(equation);
    return quantity;
}

std::vector<std::optional<double>> AttackStatement::part(Part member) const
{
    std::vector<std::optional<double>> values;
    for (const JoinedCell& cell : joined_.cells()) values.push_back(cell.*member);
    return values;
}

/// Who alone makes a cell and alone makes a sum of it is one person.
void AttackStatement::find_contributors()
{
    std::vector<std::vector<std::size_t>> sums_of(joined_.cells().size());
    for (const auto* equations : {&joined_.equations(), &joined_.sums_of_differences()})
        for (const GridEquation& equation : *equations)
            for (const std::size_t part : equation.parts) sums_of[part].push_back(equation.total);
    for (std::size_t cell = 0; cell < singletons_.size(); ++cell) {
        if (singletons_[cell] == 0) continue;
        std::set<std::size_t> sums;
        std::vector<std::size_t> reached{cell};
        while (!reached.empty()) {
            const std::size_t part = reached.back();
            reached.pop_back();
            for (const std::size_t sum : sums_of[part])
                if (sums.insert(sum).second) reached.push_back(sum);
        }
        contributors_[cell] = {cell, cell, {sums.begin(), sums.end()}};
    }
    const auto become_one = [&](std::size_t person, std::size_t other) {
        for (auto& [cell, contributor] : contributors_)
            if (contributor.person == other) contributor.person = person;
    };
    for (const auto& [cell, contributor] : contributors_)
        for (const std::size_t sum : contributor.sums)
            if (const auto own = contributors_.find(sum); own != contributors_.end())
                become_one(contributors_.at(cell).person, own->second.person);
    std::map<std::size_t, std::set<std::size_t>> sums_of_person;
    for (const auto& [cell, contributor] : contributors_)
        sums_of_person[contributor.person].insert(contributor.sums.begin(), contributor.sums.end());
    for (auto& [cell, contributor] : contributors_) {
        const auto& sums = sums_of_person.at(contributor.person);
        contributor.sums.assign(sums.begin(), sums.end());
    }
}

/// Of an estimated difference from what was hidden it is asked where it seems to be small: two hidden counts may stay
/// in doubt and their difference be plain. Where it is known what was hidden, a small difference is unsafe by a rule.
bool AttackStatement::is_asked_of_earlier(const JoinedCell& cell, bool is_estimated) const
{
    const bool is_small = *cell.count > 0.01 && *cell.count < threshold_;
    if (is_estimated) return !cell.is_detail && (!cell.is_difference || is_small);
    const bool is_of_earlier_only = !cell.is_given && !cell.is_implied && !cell.is_difference && !cell.is_estimated;
    return is_of_earlier_only && !cell.was_shown && (cell.was_unsafe || is_small);
}

/// What an earlier release hid may not become better known by this one than the policy allows.
void AttackStatement::ask_of_earlier(AttackedQuantity& quantity) const
{
    const bool is_of_totals = quantity.kind == AttackedQuantity::Kind::Totals;
    const auto width = [&](double share, double value) {
        return is_of_totals ? share * value : whole_width(share, value);
    };
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        const JoinedCell& cell = joined_.cells()[i];
        if (quantity.is_open[i] == 0 ||
            !is_asked_of_earlier(cell, is_of_totals ? cell.is_value_estimated : cell.is_estimated))
            continue;
        const double value = quantity.values[i];
        quantity.below[i] = std::min(value, width(policy_.protection.lower, value));
        quantity.above[i] = width(policy_.protection.upper, value);
    }
}

/// What an outsider, or who was alone in a cell, could work out before this release cannot be helped.
void AttackStatement::ask_no_more_than_before(AttackedQuantity& quantity) const
{
    std::vector<char> not_shown_before;
    bool was_any = false;
    for (const JoinedCell& cell : joined_.cells()) {
        not_shown_before.push_back(cell.was_shown ? 0 : 1);
        was_any = was_any || cell.was_shown;
    }
    if (!was_any) return;
    Attacker before(quantity, not_shown_before);
    for (const std::size_t cell : cells_to_protect(quantity)) {
        if (joined_.cells()[cell].is_given || joined_.cells()[cell].is_implied) continue;
        for (const IntervalEnd end : {IntervalEnd::Below, IntervalEnd::Above}) {
            double& need = end == IntervalEnd::Below ? quantity.below[cell] : quantity.above[cell];
            if (need <= 0) continue;
            need = before.is_in_doubt(cell) ? std::min(need, before.farthest(cell, end)) : 0;
            std::vector<SingleContributor*> moved;
            for (SingleContributor& contributor : quantity.singletons)
                if (need > 0 && before.has_moved(contributor.cell)) moved.push_back(&contributor);
            for (SingleContributor* contributor : moved) {
                const double against_him = needed_against(*contributor, quantity, cell, end);
                if (against_him <= 0) continue;
                before.hold(contributor->cell);
                if (const double reach = before.farthest(cell, end); reach < against_him)
                    contributor->reach_before[{cell, end}] = reach;
                before.let_go(contributor->cell);
            }
        }
    }
}

void AttackStatement::add_counts(SuppressionProblem& problem, Knowledge knowledge, bool is_alone) const
{
    AttackedQuantity quantity = quantity_of(part(&JoinedCell::count), knowledge);
    quantity.kind = AttackedQuantity::Kind::Counts;
    const std::vector<char> wanted = asked(knowledge, is_alone);
    if (knowledge == Knowledge::OnlyShown) ask_of_earlier(quantity);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (singletons_[i] != 0 && policy_.guards_singletons) quantity.singletons.push_back(contributors_.at(i));
        if (wanted[i] == 0) continue;
        const double count = quantity.values[i];
        quantity.below[i] = std::min(count, whole_width(policy_.protection.lower, count));
        quantity.above[i] = whole_width(policy_.protection.upper, count);
        // A policy without a width still means that nobody may know the number.
        if (quantity.below[i] == 0 && quantity.above[i] == 0) quantity.above[i] = 1;
    }
    if (knowledge == Knowledge::OnlyShown) ask_no_more_than_before(quantity);
    if (is_alone || !cells_to_protect(quantity).empty()) problem.quantities.push_back(std::move(quantity));
}

/// Of totals that are 0 nothing can be asked, but what an outsider knows of them is still reported.
void AttackStatement::add_values(SuppressionProblem& problem, Knowledge knowledge, bool is_alone) const
{
    const auto values = part(&JoinedCell::value);
    AttackedQuantity quantity = quantity_of(values, knowledge);
    quantity.kind = AttackedQuantity::Kind::Totals;
    const std::vector<char> wanted = asked(knowledge, is_alone);
    if (knowledge == Knowledge::OnlyShown) ask_of_earlier(quantity);
    bool is_any = !cells_to_protect(quantity).empty();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!values[i]) continue;
        // Who alone makes a total knows it.
        if (singletons_[i] != 0) quantity.singletons.push_back(contributors_.at(i));
        if (wanted[i] == 0) continue;
        is_any = true;
        quantity.below[i] = std::min(1.0, policy_.protection.lower) * *values[i];
        quantity.above[i] = policy_.protection.upper * *values[i];
    }
    if (knowledge == Knowledge::OnlyShown) ask_no_more_than_before(quantity);
    if (is_any) problem.quantities.push_back(std::move(quantity));
}

/// Of a hidden group it may not be worked out that nobody, or that everybody, is concerned.
void AttackStatement::add_attribute(SuppressionProblem& problem, Knowledge knowledge, bool of_those_who_say_yes) const
{
    std::vector<std::optional<double>> values;
    for (const JoinedCell& cell : joined_.cells())
        values.push_back(!cell.positives || of_those_who_say_yes ? cell.positives
                                                                 : std::optional(*cell.count - *cell.positives));
    AttackedQuantity quantity = quantity_of(values, knowledge);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!rules_[i].empty() && joined_.cells()[i].is_given && values[i] == 0 && *joined_.cells()[i].count > 0)
            quantity.above[i] = 1;
    if (!cells_to_protect(quantity).empty()) problem.quantities.push_back(std::move(quantity));
}

SuppressionProblem AttackStatement::problem(Attack attack) const
{
    SuppressionProblem problem;
    problem.hidden = hidden_from_the_start();
    double sum = 1;
    for (const JoinedCell& cell : joined_.cells())
        if (cell.is_given) sum += *cell.count;
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        const JoinedCell& cell = joined_.cells()[i];
        // That nobody is in a cell is often known anyhow, so it hides nothing.
        problem.may_hide.push_back(cell.is_given && !cell.was_shown && rules_[i].empty() && *cell.count > 0 ? 1 : 0);
        // Fewest cells first, then the smallest sum.
        problem.cost.push_back(1 + *cell.count / sum);
    }
    const bool is_alone = attack.of_counts == Knowledge::OnlyShown;
    if (!is_alone) {
        add_counts(problem, Knowledge::Margins, false);
        add_values(problem, Knowledge::Margins, false);
    }
    add_counts(problem, Knowledge::OnlyShown, is_alone);
    add_values(problem, Knowledge::OnlyShown, is_alone);
    if (policy_.hide_zero_and_full)
        for (const bool says_yes : {true, false}) add_attribute(problem, attack.of_attributes, says_yes);
    return problem;
}

} // namespace mahalla
