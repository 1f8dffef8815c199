#pragma once
#include "merge/causal_order.h"
#include "merge/merge_rules.h"
#include "merge/merged_record.h"

namespace mahalla {

/// Fills the answers, their writers and the conflicts about values into `merged`; inside this library only.
void merge_answers(const CausalOrder& order, const MergeRules& rules, MergedRecord& merged);

/// True where a value that stands refuses consent, also beside another value.
bool is_consent_refused(const CausalOrder& order, const MergeRules& rules);

} // namespace mahalla
