#pragma once
#include "base/bytes.h"

#include <optional>

namespace mahalla {

/// What a vault keeps of a release that left.
struct KeptRelease {
    Bytes shown;                 ///< What everybody may see.
    std::optional<Bytes> behind; ///< What nobody else may; it is gone where a record was erased since.
};

} // namespace mahalla
