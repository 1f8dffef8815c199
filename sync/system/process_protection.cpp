#include "system/process_protection.h"

#include "system/wiping_heap.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace mahalla {

void protect_process_memory()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
    // Asked here so that the heap comes with every program that protects itself: it is linked where it is named.
    static_cast<void>(heap_wipes_what_is_freed());
}

} // namespace mahalla
