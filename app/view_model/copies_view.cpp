#include "view_model/copies_view.h"

#include <algorithm>

namespace mahalla {

CopyAge copy_age(Instant made, Instant now, int offset_minutes)
{
    const auto day_of = [&](Instant instant) {
        return std::chrono::floor<std::chrono::days>(instant + std::chrono::minutes(offset_minutes));
    };
    const std::string text = instant_to_text(made, offset_minutes);
    // A clock that was put back makes nothing younger than today.
    const auto days = std::max<long long>((day_of(now) - day_of(made)).count(), 0);
    return {text.substr(0, 10) + " " + text.substr(11, 5), days};
}

void add_snapshot(CopiesView& view, const Snapshot& snapshot, Instant now, int offset_minutes)
{
    SnapshotRow row{{}, snapshot.drafts, snapshot.events, snapshot.is_sound};
    if (snapshot.taken) row.age = copy_age(*snapshot.taken, now, offset_minutes);
    const auto place =
        row.is_sound ? std::ranges::find(view.snapshots, false, &SnapshotRow::is_sound) : view.snapshots.end();
    view.snapshots.insert(place, std::move(row));
}

void set_backups(CopiesView& view, const BackupsKept& kept, Instant now, int offset_minutes)
{
    view.newest_backup.reset();
    if (kept.newest) view.newest_backup = copy_age(*kept.newest, now, offset_minutes);
    view.media = kept.media;
    view.outdated = kept.outdated;
}

} // namespace mahalla
