#pragma once
#include "disclosure/attacker.h"
#include "disclosure/suppression_problem.h"

#include "base/result.h"

#include <optional>
#include <vector>

namespace mahalla {

/// What outsiders can work out of each cell: the narrowest interval over all of them; nothing for what is shown.
struct AuditFindings {
    std::vector<std::optional<AttackerInterval>> counts;
    std::vector<std::optional<AttackerInterval>> totals; ///< Empty where there are none.
};

/// Solves, for each cell of `problem` that `hidden` leaves in doubt, the smallest and the largest value that fits all
/// that is shown; for each cell of which something is asked also against every single contributor of another. Fails
/// with `Refused` where less is in doubt than is asked.
///
/// It shares nothing with the search for the pattern but the statement of the problem.
Result<AuditFindings> audit(const SuppressionProblem& problem, const std::vector<char>& hidden);

} // namespace mahalla
