#pragma once
#include "store/vault.h"

namespace mahalla {

/// A vault that was brought back, unlocked, with what has to be told about it.
struct Vault::Restored {
    Vault vault;
    /// True where it goes on with its own numbers, after the last that was given away. False where nobody can know that
    /// number: it signs with a new key from now on, and must be enrolled again before it finalises.
    bool keeps_device = false;
    /// Where the damaged database lies now; none where there was nothing to put aside.
    std::optional<std::filesystem::path> aside;
    /// When the copy was taken, by the clock of the laptop that took it. Now, where the header alone was brought back.
    Instant taken{};
};

} // namespace mahalla
