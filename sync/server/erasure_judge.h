#pragma once
#include "server/membership.h"

namespace mahalla {

/// Which waiting erasures are looked at again.
enum class WaitingErasures { LeaveWaiting, JudgeAgain };

/// Decides, by the rule that vaults follow (trust/trust.h), which erasures the server obeys: those that were received
/// and, where `waiting` says so, those that waited in the archive and the records that the charter lists. What is
/// obeyed is believed and stands in `judged.archive.erasures`; any other waits in quarantine and does nothing.
///
/// Once obeyed it stays obeyed: the archive takes nothing back. Fails as the archive does.
Result<void> judge_erasures(const Membership& membership, Archive& archive, WaitingErasures waiting,
                            JudgedIntake& judged);

} // namespace mahalla
