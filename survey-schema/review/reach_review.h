#pragma once
#include "review/review_findings.h"
#include "review/truth.h"

#include <vector>

namespace mahalla {

/// What is known about the conditions of each node, gathered while its expressions are looked at.
struct NodeConditions {
    explicit NodeConditions(const FormDefinition& form);

    /// Notes the truth of one of a node's conditions; a relevant that is never true takes all below with it.
    /// `follows`: it is so only because of another question that is never asked.
    void note(const FormExpression& found, ConditionTruth truth, bool follows);

    const FormDefinition& form;
    std::vector<ConditionTruth> relevant, required,
        readonly;                     ///< By node; what nobody wrote is `Always`, `Never`, `Never`.
    std::vector<bool> follows;        ///< By node: its relevant is never true because another question is never asked.
    std::vector<bool> is_unreachable; ///< By node: its own relevant is never true, or one above it.
};

/// question-unreachable, trigger-unreachable, repeat-without-rows: what no interview comes to. answer-impossible: what
/// must be answered and cannot. condition-without-question: what is asked of an answer that nobody gives.
void review_reach(const NodeConditions& conditions, ReviewFindings& findings);

} // namespace mahalla
