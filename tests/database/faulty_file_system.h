#pragma once
#include <cstddef>

namespace mahalla::test {

/// How the disk below SQLite fails.
enum class DiskFault {
    None,
    Full,       ///< No room for another byte.
    WriteError, ///< Writing fails as a broken disk does.
    SyncError,  ///< Writing seems to work, syncing fails.
};

/// An SQLite file system that passes everything on to the machine's own, until it is told to fail. One at a time.
class FaultyFileSystem {
public:
    FaultyFileSystem();
    ~FaultyFileSystem();
    FaultyFileSystem(const FaultyFileSystem&) = delete;
    FaultyFileSystem& operator=(const FaultyFileSystem&) = delete;

    /// To be handed to whoever opens a database.
    const char* name() const;
    /// From the `after`-th next write, sync or truncation on, every one of them fails.
    void fail_after(std::size_t after, DiskFault fault);
    void heal();
    /// Writes, syncs and truncations since the last `fail_after` or `heal`.
    std::size_t calls() const;
};

} // namespace mahalla::test
