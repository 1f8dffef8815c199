#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace mahalla {

/// What there is to say of sticks and cards, quietly, beside the work. It names no stick: what people call theirs may
/// say who they are.
struct MediaView {
    enum class State {
        None,
        Writing,
        Written, ///< And read again: it is safe to remove.
        TakenOut,
        NotKept, ///< Full, or it does not keep what is written.
        Damaged, ///< The vault is, so nothing was written.
        Stopped,
    };
    /// Without a backup of this vault: one is written at the person's word, and from then on by itself.
    std::vector<std::string> offers; ///< What `intent::BackUp` names; not to be shown.
    State state = State::None;
    std::size_t drafts_left_out = 0;
    std::size_t outdated_elsewhere = 0; ///< Backups on other media that hold what was erased since.
};

} // namespace mahalla
