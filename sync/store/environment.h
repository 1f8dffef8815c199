#pragma once
#include "base/clock.h"
#include "base/disk.h"
#include "base/random.h"
#include "base/workers.h"

namespace mahalla {

/// The world as a vault or a project sees it; must outlive them. `random` makes the ids of records and rows; keys
/// always come from the operating system's generator.
struct StoreEnvironment {
    Disk& disk;
    const Clock& clock;
    Random& random;
    /// An SQLite VFS, for tests that break the disk.
    const char* file_system = nullptr;
    /// Who opens many events at once; none: the calling thread alone.
    Workers* workers = nullptr;
};

} // namespace mahalla
