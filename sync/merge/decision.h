#pragma once
#include "merge/merged_record.h"

namespace mahalla {

/// The event by which a person decides `conflict`, as `alternative` (an index into its alternatives) has it: `Resolve`,
/// or `Tombstone` where a deletion is confirmed. It names everything it is decided against, so that a decision another
/// person takes at the same time is a conflict again.
///
/// The caller fills in number, author and instant, and seals it. Fails with `Invalid` where there is no such
/// alternative, or where the alternative is itself undecided about a question: then `decision_with_values` is needed.
Result<Event> decision(const MergedRecord& view, const Conflict& conflict, std::size_t alternative, std::string reason);

/// Decides a conflict about values by other values than those given: one for each of the conflict's questions, none to
/// clear it. Fails with `Invalid` where a question is missing or foreign, or the conflict is not about values.
Result<Event> decision_with_values(const MergedRecord& view, const Conflict& conflict,
                                   const std::map<AnswerPath, std::optional<std::string>>& values, std::string reason);

} // namespace mahalla
