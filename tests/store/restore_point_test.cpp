#include "database/faulty_file_system.h"
#include "store/project_story.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

RecordChanges row_change(char which, RowChangeKind kind) { return {{}, {{path("/data/person"), row(which), kind}}}; }

std::string age_of(char which) { return "/data/person[" + std::string(32, which) + "]/age"; }

/// A draft with two persons, of whom the first was taken out again.
RecordId with_removed_person(Team& team)
{
    const RecordId record = team.begin(team.worker);
    for (const char which : {'2', '3'}) {
        REQUIRE(team.worker.save_answers(record, row_change(which, RowChangeKind::Added)));
        REQUIRE(team.worker.save_answers(record, Team::answer(age_of(which), std::string(1, which))));
    }
    REQUIRE(team.worker.save_answers(record, row_change('2', RowChangeKind::Removed)));
    return record;
}

} // namespace

TEST_CASE("a draft can go back to where it was begun and to before each row that was taken out, rows in their order")
{
    Team team;
    const RecordId record = with_removed_person(team);
    CHECK(value_of(*team.worker.draft(record), age_of('2')).empty());
    const auto points = team.worker.restore_points(record);
    REQUIRE(points);
    REQUIRE(points->size() == 2);
    CHECK(points->front().kind == RestorePointKind::Begun);
    CHECK(points->front().answers == 0);
    CHECK(points->back().kind == RestorePointKind::BeforeRowRemoved);
    CHECK(points->back().answers == 4);

    REQUIRE(team.worker.return_to_point(record, points->back().step));
    const Record back = *team.worker.draft(record);
    CHECK(value_of(back, age_of('2')) == "2");
    CHECK(back.rosters.at(path("/data/person")) == std::vector{row('2'), row('3')});

    // It is a step like any other: there after opening again, followed by more answers.
    REQUIRE(team.worker.save_answers(record, Team::answer("/data/name", "After")));
    team.worker.lock();
    auto vault = team.world.unlock("worker");
    REQUIRE(vault);
    CHECK(value_of(*vault->draft(record), age_of('2')) == "2");
    CHECK(value_of(*vault->draft(record), "/data/name") == "After");
}

TEST_CASE("going back can itself be undone: what was answered in between is never lost")
{
    Team team;
    const RecordId record = with_removed_person(team);
    const Record before = *team.worker.draft(record);
    REQUIRE(team.worker.return_to_point(record, 0));
    CHECK(team.worker.draft(record)->answers.empty());
    const auto points = *team.worker.restore_points(record);
    CHECK(points.back().kind == RestorePointKind::BeforeReturn);
    REQUIRE(team.worker.return_to_point(record, points.back().step));
    CHECK(*team.worker.draft(record) == before);
    CHECK(kind_of(team.worker.return_to_point(record, 1)) == "NotFound"); // a step, but no point
    CHECK(kind_of(team.worker.return_to_point(record, 999)) == "NotFound");
}

TEST_CASE("points are made by name, and by pausing where something was answered since the last")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    REQUIRE(team.worker.mark_restore_point(record, RestorePointKind::Paused));
    REQUIRE(team.worker.mark_restore_point(record, RestorePointKind::Paused)); // nothing new
    REQUIRE(team.worker.mark_restore_point(record, RestorePointKind::Named, "Point Canary"));
    team.worker.lock();
    auto vault = team.world.unlock("worker");
    const auto points = *vault->restore_points(record);
    REQUIRE(points.size() == 3);
    CHECK(points[1].kind == RestorePointKind::Paused);
    CHECK(points[2].name == "Point Canary");
    CHECK(kind_of(vault->mark_restore_point(record, RestorePointKind::Named, std::string(257, 'x'))) == "Invalid");
    REQUIRE(vault->return_to_point(record, points[1].step));
    REQUIRE(vault->finalise(record));
    CHECK(vault->verify_erasures());
}

TEST_CASE("wherever the disk fails while a draft goes back, it is as before or as at the point")
{
    Team team;
    FaultyFileSystem faulty;
    const RecordId record = with_removed_person(team);
    const Record before = *team.worker.draft(record);
    team.worker.lock();
    std::size_t failed = 0;
    for (std::size_t after = 0;; ++after) {
        auto vault = team.world.unlock("worker", faulty.name());
        REQUIRE(vault);
        const auto points = *vault->restore_points(record);
        faulty.fail_after(after, DiskFault::WriteError);
        const bool went_back = vault->return_to_point(record, 0).has_value();
        faulty.heal();
        if (!went_back) CHECK(*vault->draft(record) == before);
        vault->lock();
        vault = team.world.unlock("worker");
        REQUIRE(vault);
        const Record now = *vault->draft(record);
        const bool is_one_of_both = now == before || now.answers.empty();
        CHECK(is_one_of_both);
        if (went_back) CHECK(now.answers.empty());
        if (went_back) break;
        ++failed;
        // A failed attempt leaves at most one more point.
        CHECK(vault->restore_points(record)->size() <= points.size() + 1);
        REQUIRE(after < 100);
    }
    CHECK(failed > 0);
}
