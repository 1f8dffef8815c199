#pragma once
#include "review/answer_kind.h"
#include "review/choice_values.h"
#include "review/review_findings.h"

namespace mahalla {

/// default-unfit: what a question begins with is no answer of its type, or none of its choices.
void review_defaults(const AnswerKinds& kinds, ChoiceValues& choices, ReviewFindings& findings);

} // namespace mahalla
