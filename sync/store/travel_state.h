#pragma once
#include "store/open_vault.h"

namespace mahalla {

/// What the inside of a vault knows of its travelling: enough to notice a header that was put back, and to give the
/// recovery code its place again. Inside this library only.
struct TravelState {
    bool is_travelling = false;
    Bytes code_wrap; ///< Of the header as it was at home; empty where there was no code.

    /// Fails with `Corrupt` where what was kept is not well formed.
    static Result<TravelState> of(const OpenVault& vault);
    /// On the disk when this returns.
    Result<void> keep(OpenVault& vault) const;
};

} // namespace mahalla
