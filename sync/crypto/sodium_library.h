#pragma once
#include "base/check.h"

#include <sodium.h>

namespace mahalla {

/// libsodium is ready after this; every entry into it passes here first. Inside this library only.
inline void require_sodium()
{
    static const int result = sodium_init();
    MAHALLA_CHECK(result >= 0);
}

} // namespace mahalla
