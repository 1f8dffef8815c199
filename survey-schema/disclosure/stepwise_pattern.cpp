#include "disclosure/stepwise_pattern.h"

#include "disclosure/attacker.h"
#include "disclosure/linear_program.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

constexpr double tolerance = 1e-7;
/// Rows and columns of all programmes that taking back superfluous cells may solve.
constexpr double taking_back_effort_max = 4e6;

/// Two columns a cell, up and down, so that a movement costs what it hides wherever it goes.
class CheapestMovement {
public:
    CheapestMovement(const SuppressionProblem& problem, const AttackedQuantity& quantity)
        : problem_(problem), quantity_(quantity)
    {
        for (std::size_t cell = 0; cell < problem.size(); ++cell) {
            up_.push_back(program_.add_column(0, 0));
            down_.push_back(program_.add_column(0, 0));
            let_go(cell);
        }
        for (const GridEquation& equation : quantity.equations) {
            LinearProgram::Terms terms;
            const auto add = [&](std::size_t cell, double sign) {
                if (!may_move(cell)) return;
                terms.emplace_back(up_[cell], sign);
                terms.emplace_back(down_[cell], -sign);
            };
            add(equation.total, -1);
            for (const std::size_t part : equation.parts) add(part, 1);
            if (!terms.empty()) program_.add_equal(terms, 0);
        }
    }

    /// False where nothing moves the cell as far as is needed.
    bool protect(std::size_t cell, IntervalEnd end, std::vector<char>& hidden)
    {
        if (!move(cell, end, needed(quantity_, cell, end), hidden)) return false;
        for (const SingleContributor& contributor : quantity_.singletons) {
            const double need = needed_against(contributor, quantity_, cell, end);
            if (need <= 0 || !may_move(contributor.cell) || !has_moved(contributor.cell)) continue;
            hold(contributor.cell);
            const bool is_possible = move(cell, end, need, hidden);
            let_go(contributor.cell);
            if (!is_possible) return false;
        }
        return true;
    }

private:
    bool may_move(std::size_t cell) const
    {
        return quantity_.is_open[cell] != 0 && (problem_.hidden[cell] != 0 || problem_.may_hide[cell] != 0);
    }
    void hold(std::size_t cell)
    {
        program_.set_bounds(up_[cell], 0, 0);
        program_.set_bounds(down_[cell], 0, 0);
    }
    void let_go(std::size_t cell)
    {
        program_.set_bounds(up_[cell], 0, may_move(cell) ? LinearProgram::infinity : 0);
        program_.set_bounds(down_[cell], 0, may_move(cell) ? quantity_.values[cell] : 0);
    }
    bool has_moved(std::size_t cell) const
    {
        return std::fabs(program_.value(up_[cell]) - program_.value(down_[cell])) > tolerance;
    }

    bool move(std::size_t cell, IntervalEnd end, double need, std::vector<char>& hidden)
    {
        for (std::size_t i = 0; i < hidden.size(); ++i)
            for (const std::size_t column : {up_[i], down_[i]})
                program_.set_objective(column, hidden[i] != 0 ? 0 : problem_.cost[i]);
        const bool is_up = end == IntervalEnd::Above;
        program_.set_bounds(up_[cell], is_up ? need : 0, is_up ? need : 0);
        program_.set_bounds(down_[cell], is_up ? 0 : need, is_up ? 0 : need);
        const auto cost = program_.minimum();
        if (cost && std::isfinite(*cost))
            for (std::size_t i = 0; i < hidden.size(); ++i)
                if (may_move(i) && has_moved(i)) hidden[i] = 1;
        let_go(cell);
        return cost.has_value();
    }

    const SuppressionProblem& problem_;
    const AttackedQuantity& quantity_;
    LinearProgram program_;
    std::vector<std::size_t> up_, down_;
};

/// The proofs that a pattern is safe, so that only those are made anew that a cell taken back breaks.
class TakingBack {
public:
    TakingBack(const SuppressionProblem& problem, std::vector<char>& hidden) : problem_(problem), hidden_(hidden)
    {
        for (const AttackedQuantity& quantity : problem.quantities)
            attackers_.push_back(std::make_unique<Attacker>(quantity, hidden));
    }

    void run()
    {
        for (std::size_t q = 0; q < attackers_.size(); ++q)
            for (const std::size_t cell : cells_to_protect(problem_.quantities[q])) {
                proofs_.push_back({q, cell, prove(q, cell)});
                if (effort_ > taking_back_effort_max) return;
            }
        std::vector<std::size_t> secondary;
        for (std::size_t cell = 0; cell < hidden_.size(); ++cell)
            if (hidden_[cell] != 0 && problem_.hidden[cell] == 0) secondary.push_back(cell);
        std::stable_sort(secondary.begin(), secondary.end(),
                         [&](std::size_t a, std::size_t b) { return problem_.cost[a] > problem_.cost[b]; });
        for (const std::size_t cell : secondary) {
            if (effort_ > taking_back_effort_max) return;
            show(cell);
        }
    }

private:
    struct Proof {
        std::size_t quantity, cell;
        ProofOfSafety proof;
    };

    ProofOfSafety prove(std::size_t q, std::size_t cell)
    {
        effort_ += 2 * attackers_[q]->effort();
        return prove_safe(problem_.quantities[q], *attackers_[q], cell);
    }

    void show(std::size_t cell)
    {
        std::vector<std::pair<std::size_t, ProofOfSafety>> renewed;
        bool is_safe = true;
        for (const auto& attacker : attackers_)
            if (attacker->is_in_doubt(cell)) attacker->hold(cell);
        for (std::size_t i = 0; i < proofs_.size() && is_safe; ++i) {
            if (!std::binary_search(proofs_[i].proof.needs.begin(), proofs_[i].proof.needs.end(), cell)) continue;
            renewed.emplace_back(i, prove(proofs_[i].quantity, proofs_[i].cell));
            is_safe = renewed.back().second.is_safe;
        }
        if (is_safe) {
            hidden_[cell] = 0;
            for (auto& [i, proof] : renewed) proofs_[i].proof = std::move(proof);
            return;
        }
        for (const auto& attacker : attackers_)
            if (attacker->is_in_doubt(cell)) attacker->let_go(cell);
    }

    const SuppressionProblem& problem_;
    std::vector<char>& hidden_;
    std::vector<std::unique_ptr<Attacker>> attackers_;
    std::vector<Proof> proofs_;
    double effort_ = 0;
};

} // namespace

bool protect_stepwise(const SuppressionProblem& problem, const std::vector<std::size_t>& cells,
                      std::vector<char>& hidden)
{
    std::vector<std::size_t> order = cells;
    for (const AttackedQuantity& quantity : problem.quantities) {
        CheapestMovement movement(problem, quantity);
        // What needs most first: it is likely to protect the others on the way.
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return quantity.above[a] > quantity.above[b]; });
        for (const std::size_t cell : order)
            for (const IntervalEnd end : {IntervalEnd::Above, IntervalEnd::Below})
                if (needed(quantity, cell, end) > 0 && !movement.protect(cell, end, hidden)) return false;
    }
    return true;
}

std::vector<std::size_t> unprotected_cells(const SuppressionProblem& problem, const std::vector<char>& hidden)
{
    std::vector<std::size_t> lacking;
    for (const AttackedQuantity& quantity : problem.quantities) {
        Attacker attacker(quantity, hidden);
        for (const std::size_t cell : cells_to_protect(quantity))
            if (!prove_safe(quantity, attacker, cell).is_safe) lacking.push_back(cell);
    }
    std::sort(lacking.begin(), lacking.end());
    lacking.erase(std::unique(lacking.begin(), lacking.end()), lacking.end());
    return lacking;
}

void take_back(const SuppressionProblem& problem, std::vector<char>& hidden) { TakingBack(problem, hidden).run(); }

} // namespace mahalla
