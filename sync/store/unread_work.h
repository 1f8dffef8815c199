#pragma once
#include <cstddef>

namespace mahalla {

/// What is lost for good with a vault, as far as the vault knows.
struct UnreadWork {
    std::size_t drafts = 0;
    /// Finalised here, and no reader has signed yet that it opened them, with every piece of their files.
    std::size_t unread = 0;
    /// A reader's: records of others that are here. Their authors can open them no more.
    std::size_t of_others = 0;

    std::size_t records() const { return drafts + unread + of_others; }
    bool operator==(const UnreadWork&) const = default;
};

} // namespace mahalla
