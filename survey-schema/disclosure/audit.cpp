#include "disclosure/audit.h"

#include <algorithm>

namespace mahalla {

namespace {

void narrow(std::optional<AttackerInterval>& known, const AttackerInterval& interval)
{
    if (!known)
        known = interval;
    else
        known = AttackerInterval{std::max(known->lower, interval.lower), std::min(known->upper, interval.upper)};
}

bool is_wide(const AttackedQuantity& quantity, std::size_t cell, const AttackerInterval& interval)
{
    const double value = quantity.values[cell], slack = 1e-6 * std::max(1.0, value);
    return interval.lower <= value - quantity.below[cell] + slack &&
           interval.upper >= value + quantity.above[cell] - slack;
}

} // namespace

Result<AuditFindings> audit(const SuppressionProblem& problem, const std::vector<char>& hidden)
{
    AuditFindings findings;
    findings.counts.resize(problem.size());
    for (const AttackedQuantity& quantity : problem.quantities) {
        Attacker attacker(quantity, hidden);
        const auto too_close = [] {
            return failure(ErrorKind::Refused, "An unsafe cell could be worked out too closely: join categories.");
        };
        std::vector<char> is_asked(problem.size(), 0);
        for (const std::size_t cell : cells_to_protect(quantity)) is_asked[cell] = 1;
        const bool is_told = quantity.kind != AttackedQuantity::Kind::Attribute;
        auto& told = quantity.kind == AttackedQuantity::Kind::Totals ? findings.totals : findings.counts;
        if (is_told) told.resize(problem.size());
        for (std::size_t cell = 0; cell < problem.size(); ++cell) {
            if (!attacker.is_in_doubt(cell)) {
                if (is_asked[cell] != 0) return too_close();
                continue;
            }
            if (!is_told && is_asked[cell] == 0) continue;
            const AttackerInterval interval = attacker.interval_of(cell);
            if (is_asked[cell] != 0 && !is_wide(quantity, cell, interval)) return too_close();
            if (is_told) narrow(told[cell], interval);
        }
        if (quantity.singletons.empty()) continue;
        for (const std::size_t cell : cells_to_protect(quantity))
            if (!prove_safe(quantity, attacker, cell).is_safe) return too_close();
    }
    return findings;
}

} // namespace mahalla
