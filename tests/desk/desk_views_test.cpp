#include "view_model/copies_view.h"
#include "view_model/points_view.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

constexpr Instant noon{std::chrono::milliseconds(1'795'003'200'000)};

Snapshot taken(unsigned slot, std::chrono::hours ago, bool is_sound = true)
{
    Snapshot snapshot;
    snapshot.slot = slot;
    snapshot.taken = noon - ago;
    snapshot.drafts = slot;
    snapshot.is_sound = is_sound;
    return snapshot;
}

} // namespace

TEST_CASE("copies stand in the order they were looked into, and damaged ones after every sound one")
{
    CopiesView view;
    add_snapshot(view, taken(1, std::chrono::hours(1), false), noon, 0);
    add_snapshot(view, taken(2, std::chrono::hours(2)), noon, 0);
    Snapshot unreadable;
    unreadable.slot = 3;
    add_snapshot(view, unreadable, noon, 0);
    add_snapshot(view, taken(4, std::chrono::hours(60)), noon, 0);
    REQUIRE(view.snapshots.size() == 4);
    CHECK(view.snapshots[0].drafts == 2);
    CHECK(view.snapshots[1].drafts == 4);
    CHECK_FALSE(view.snapshots[2].is_sound);
    CHECK(view.snapshots[3].age.time.empty()); // nobody can say when
}

TEST_CASE("the age of a copy counts days as people do, by the laptop's own midnight")
{
    const Instant morning = std::chrono::floor<std::chrono::days>(noon);
    CHECK(copy_age(morning - std::chrono::minutes(1), morning, 0).days == 1);
    CHECK(copy_age(morning - std::chrono::minutes(1), morning, 60).days == 0);
    CHECK(copy_age(morning + std::chrono::hours(40), morning, 0).days == 0); // a clock that was put back
}

TEST_CASE("no backup is no age, and a new one takes the place of the old one's")
{
    CopiesView view;
    BackupsKept kept;
    set_backups(view, kept, noon, 0);
    CHECK_FALSE(view.newest_backup);
    kept = {3, 2, noon - std::chrono::hours(72), 1};
    set_backups(view, kept, noon, 0);
    REQUIRE(view.newest_backup);
    CHECK(view.newest_backup->days == 3);
    CHECK(view.media == 2);
    CHECK(view.outdated == 1);
    set_backups(view, BackupsKept{}, noon, 0);
    CHECK_FALSE(view.newest_backup);
}

TEST_CASE("of the states of a draft the newest stands first")
{
    const PointsView view =
        points_view({{1, RestorePointKind::Begun, noon, "", 0},
                     {7, RestorePointKind::Named, noon + std::chrono::hours(1), "before lunch", 12}},
                    0);
    REQUIRE(view.points.size() == 2);
    CHECK(view.points[0].step == 7);
    CHECK(view.points[0].name == "before lunch");
    CHECK(view.points[0].answers == 12);
    CHECK(view.points[1].kind == RestorePointKind::Begun);
}
