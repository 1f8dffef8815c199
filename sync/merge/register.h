#pragma once
#include "merge/causal_order.h"

#include <vector>

namespace mahalla {

/// One event's write to a place; inside this library only.
struct Write {
    const CausalOrder::Item* item = nullptr;
    /// None: cleared, or removed.
    std::optional<std::string> value;
};

/// The writes that nothing supersedes, in the order they came in. This is the multi-value register.
std::vector<Write> live_writes(const CausalOrder& order, const std::vector<Write>& writes);

/// As many of `writes` as `item` knew of when it was written, its own included.
std::vector<Write> writes_known_to(const CausalOrder& order, const CausalOrder::Item& item,
                                   const std::vector<Write>& writes);

Writer writer_of(const CausalOrder::Item& item);

/// The writes grouped by value, each group one alternative for `path`, in the order of their first event.
std::vector<Alternative> alternatives_of(const AnswerPath& path, const std::vector<Write>& live);

} // namespace mahalla
