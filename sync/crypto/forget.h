#pragma once
#include "crypto/secret.h"

#include <memory>

namespace mahalla {

/// Ends `value`, overwrites the place where it stood, and leaves a new one there.
///
/// `clear()` and `= {}` leave a text's letters where they are: in the text itself where it is short, in the block that
/// it keeps where it is long. Here the block goes back to a heap that wipes (docs/decisions/0019-wiping-heap.md), and
/// what stood in the object itself is overwritten.
template <typename Value> void forget(Value& value)
{
    std::destroy_at(&value);
    wipe({reinterpret_cast<std::uint8_t*>(&value), sizeof value});
    std::construct_at(&value);
}

/// Overwrites what functions that have returned left on this thread's stack: short texts lie there, and what the
/// processor's registers held. Functions that have not returned keep theirs: so it is called as far out as there is a
/// place, by the loop that told the vault to lock and by the thread whose job derived a key.
void wipe_returned_functions();

} // namespace mahalla
