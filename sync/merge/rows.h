#pragma once
#include "merge/causal_order.h"
#include "merge/merged_record.h"

namespace mahalla {

/// Fills the rosters into `merged`, takes out what stands in removed rows, and adds the conflicts about rows; inside
/// this library only. To be called after the answers are there.
void merge_rows(const CausalOrder& order, MergedRecord& merged);

} // namespace mahalla
