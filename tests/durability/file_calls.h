#pragma once
#include "base/bytes.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace mahalla::test {

/// One call by which this process changed a file below the watched folder. Paths are relative to that folder, and
/// empty for the folder itself.
struct FileCall {
    enum class Kind {
        Make, ///< A file that was not there was opened to be made.
        Write,
        Truncate, ///< `at` is the new size.
        Sync,
        SyncFolder,
        Rename, ///< From `path` to `to`.
        Remove,
        MakeFolder,
        RemoveFolder,
    };
    Kind kind;
    std::string path;
    std::string to;
    std::size_t at = 0;
    Bytes bytes;
};

/// How the system answers from a certain call on.
enum class CallFault {
    Full,       ///< ENOSPC; the first write that finds no room still takes the half of what it was given.
    Broken,     ///< EIO for everything but reading: opening, writing, syncing, renaming, removing; no locks.
    Unreadable, ///< EIO for reading.
    Denied,     ///< EACCES for opening, making, renaming and removing, as where rights were taken away.
    Halfway,    ///< No failure: a write takes half of what it was given and says so, as it may at any time.
};
enum class FaultLasts { OneCall, UntilHealed };

/// Everything this process does to the files below one folder, at the boundary to the system itself: under SQLite's own
/// file layer and under `SystemDisk`, so that both are what runs in the field. Calls can be written down, made to fail,
/// or be the last thing that the process does.
///
/// While one of these lives, nothing is truly synced to the machine's disk: who watches decides what a sync was worth.
/// One at a time, one thread at a time.
class FileCalls {
public:
    explicit FileCalls(const std::filesystem::path& folder);
    ~FileCalls();
    FileCalls(const FileCalls&) = delete;
    FileCalls& operator=(const FileCalls&) = delete;

    /// The changes so far, in order.
    const std::vector<FileCall>& changes() const;
    /// How many calls there were that can be told to fail: changes, and opening, reading and locking.
    std::size_t calls() const;
    /// Whether the `number`-th of them (1 is the first) is one that this fault concerns.
    bool can_fail(std::size_t number, CallFault fault) const;
    /// True within a row of reads or of writes, but for each sixteenth of them.
    bool is_within_row(std::size_t number) const;

    /// Lets the `number`-th change from now on (1 is the next) be the last: the process gets SIGKILL before it, or
    /// where `half_done` in the middle of it, if it is a write.
    void die_at_change(std::size_t number, bool half_done);
    /// Lets the `number`-th call from now on (1 is the next) fail.
    void fail_at(std::size_t number, CallFault fault, FaultLasts lasts);
    /// True once a call was made to fail.
    bool has_failed() const;
    void heal();

    /// While it lives, calls are neither counted nor failed: for looking at what the program shows.
    class Aside {
    public:
        Aside();
        ~Aside();
        Aside(const Aside&) = delete;
        Aside& operator=(const Aside&) = delete;

    private:
        bool was_aside_;
    };
};

} // namespace mahalla::test
