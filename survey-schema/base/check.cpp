#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace mahalla {

void stop_on_broken_invariant(const char* condition, const char* file, int line)
{
    std::fprintf(stderr, "Mahalla stopped: %s does not hold at %s:%d. What was acknowledged is on the disk.\n",
                 condition, file, line);
    std::abort();
}

} // namespace mahalla
