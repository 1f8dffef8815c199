#include "system/system_random.h"

#include "base/check.h"

#include <algorithm>
#include <unistd.h>

namespace mahalla {

void SystemRandom::fill(std::span<std::uint8_t> bytes)
{
    // getentropy gives at most 256 bytes a call.
    while (!bytes.empty()) {
        const std::size_t count = std::min<std::size_t>(256, bytes.size());
        MAHALLA_CHECK(::getentropy(bytes.data(), count) == 0);
        bytes = bytes.subspan(count);
    }
}

} // namespace mahalla
