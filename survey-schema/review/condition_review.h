#pragma once
#include "review/review_findings.h"
#include "review/truth.h"

namespace mahalla {

/// Tells of conditions, and parts of them, that are the same whatever is answered: condition-always-true,
/// condition-always-false; answer-impossible where a constraint refuses every answer.
///
/// What says so by itself (`true()`, `1 = 1`) is meant so and not told. A relevant that is never true is told by the
/// review of what can be reached.
void review_conditions(const FormExpression& found, const ReviewPlace& place, std::span<const Operand> operands,
                       const TruthFinder& truths, ReviewFindings& findings);

} // namespace mahalla
