#pragma once
#include "base/disk.h"

#include <set>
#include <string>
#include <vector>

namespace mahalla {

/// A stick or card that this user's desktop has made readable.
struct RemovableMedium {
    std::filesystem::path folder;
    bool is_writable = true;
    bool operator==(const RemovableMedium&) const = default;
};

/// Out of the text of /proc/self/mountinfo (proc(5)): what is mounted below /media, /run/media or /mnt from a block
/// device. Pure; lines that are not well formed are passed over.
std::vector<RemovableMedium> removable_media_in(std::string_view mountinfo);

/// Tells which media have appeared. It has no thread and no timer: whoever has a moment asks.
class MediumWatch {
public:
    /// `disk` reads the machine's table, and outlives this.
    explicit MediumWatch(Disk& disk, std::filesystem::path table = "/proc/self/mountinfo")
        : disk_(disk), table_(std::move(table))
    {}

    /// Everything that is there now. Fails with `Unavailable` or `NotFound` where the table cannot be read.
    Result<std::vector<RemovableMedium>> present();
    /// What was not there when this was last asked; the first time, everything. What went away and came back is new.
    Result<std::vector<RemovableMedium>> appeared();

private:
    Disk& disk_;
    std::filesystem::path table_;
    std::set<std::filesystem::path> known_;
};

} // namespace mahalla
