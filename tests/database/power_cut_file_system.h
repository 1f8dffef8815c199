#pragma once
#include "base/random.h"

#include <cstddef>
#include <memory>
#include <string>

namespace mahalla::test {

/// A disk in memory below SQLite that loses its power: of what was written since the last sync of a file, each sector
/// stays or not, as chance has it, in any order. One at a time.
class PowerCutFileSystem {
public:
    /// Whether a sync does what it says. A checker that finds nothing wrong with a lying disk proves nothing.
    enum class Syncs { Work, AreIgnored };

    explicit PowerCutFileSystem(Syncs syncs = Syncs::Work);
    ~PowerCutFileSystem();
    PowerCutFileSystem(const PowerCutFileSystem&) = delete;
    PowerCutFileSystem& operator=(const PowerCutFileSystem&) = delete;

    /// To be handed to whoever opens a database.
    const char* name() const;
    /// At the `calls`-th write, sync, truncation or deletion from now on the power fails; all later calls fail.
    void cut_after(std::size_t calls);
    /// Writes, syncs, truncations and deletions so far.
    std::size_t calls() const;
    /// The machine starts again: what survived is what can be read. Every database was closed before.
    void restart(Random& random);
    /// Removes every file.
    void clear();
};

} // namespace mahalla::test
