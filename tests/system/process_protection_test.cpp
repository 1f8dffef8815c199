#include "system/process_protection.h"

#include <doctest/doctest.h>

#include <sys/prctl.h>
#include <sys/resource.h>

TEST_CASE("a protected process leaves no core dump and cannot be read by its neighbours")
{
    mahalla::protect_process_memory();
    rlimit cores{};
    REQUIRE(getrlimit(RLIMIT_CORE, &cores) == 0);
    CHECK(cores.rlim_max == 0);
    CHECK(prctl(PR_GET_DUMPABLE) == 0);
}
