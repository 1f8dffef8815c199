#include "crypto/forget.h"

#include "crypto/sodium_library.h"

namespace mahalla {

void wipe_returned_functions()
{
    // Deeper than any form nests; a thread of ours has 8 MiB.
    constexpr std::size_t depth_bytes = std::size_t{512} << 10U;
    sodium_stackzero(depth_bytes);
}

} // namespace mahalla
