#pragma once
#include "base/result.h"
#include "store/backup_report.h"
#include "store/snapshot.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// A day and a time of day, and how many days ago that was.
struct CopyAge {
    std::string time;
    long long days = 0;

    bool operator==(const CopyAge&) const = default;
};

/// A copy beside the vault, as it was found just now.
struct SnapshotRow {
    CopyAge age;
    std::size_t drafts = 0, events = 0;
    bool is_sound = false;
};

/// What would be left where the disk or the laptop broke.
struct CopiesView {
    std::vector<SnapshotRow> snapshots; ///< The newest first, damaged ones last.
    bool checking = false;              ///< Some were not looked into yet.
    bool taking = false;                ///< One is being taken.
    bool was_taken = false;             ///< Just now.
    std::optional<ErrorKind> problem;   ///< Why none could be taken.
    std::optional<CopyAge> newest_backup;
    std::size_t media = 0;
    std::size_t outdated = 0; ///< Backups on media that hold a record which was erased since.
};

/// `offset_minutes` is the machine's distance from UTC.
CopyAge copy_age(Instant made, Instant now, int offset_minutes);
/// Puts a copy in its place among those that were looked into before.
void add_snapshot(CopiesView& view, const Snapshot& snapshot, Instant now, int offset_minutes);
void set_backups(CopiesView& view, const BackupsKept& kept, Instant now, int offset_minutes);

} // namespace mahalla
