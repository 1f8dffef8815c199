#include "shell/process_protection.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace mahalla {

void protect_process_memory()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

} // namespace mahalla
