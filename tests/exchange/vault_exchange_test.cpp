#include "exchange/import_bundle.h"
#include "exchange/outgoing.h"
#include "exchange/record_view.h"
#include "exchange/vault_archive.h"
#include "merge/decision.h"
#include "store/project_story.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// Hands everything from one vault to another by stick.
ImportReport carry(Team& team, Vault& from, Vault& to, TakeIn mode = TakeIn::Apply)
{
    World& world = team.world;
    VaultArchive sender(from);
    VaultArchive receiver(to);
    OutgoingRequest request;
    request.recipients = {to.box_keys().public_key()};
    const auto stick = world.folder / "stick";
    REQUIRE(world.disk.make_folder(stick));
    const auto bundles = write_bundles(sender, request, from.signing_keys(), world.disk, stick, world.random);
    REQUIRE(bundles);
    REQUIRE(bundles->size() == 1);
    const auto report = import_bundle(receiver, to.box_keys(), world.disk, bundles->at(0).path, mode);
    REQUIRE(report);
    CHECK(report->is_complete());
    CHECK(report->refused.empty());
    return *report;
}

MergedRecord view_of(const Vault& vault, const RecordId& record)
{
    auto view = view_record(vault, record, {});
    REQUIRE(view);
    return *std::move(view);
}

/// Answers one question of a record that is there, as a new revision.
void revise(Vault& vault, const RecordId& record, std::string_view place, const std::string& value)
{
    const MergedRecord view = view_of(vault, record);
    REQUIRE(vault.begin_revision(view.record, view.seen));
    REQUIRE(vault.save_answers(record, Team::answer(place, value)));
    REQUIRE(vault.finalise(record));
}

} // namespace

TEST_CASE("an interview goes up by stick, is read, and its confirmation comes back")
{
    Team team;
    const RecordId record = team.interview(team.worker);
    CHECK(team.worker.journey_counts().only_here == 1);

    const ImportReport dry = carry(team, team.worker, team.supervisor, TakeIn::DryRun);
    CHECK(dry.created > 0);
    CHECK(team.supervisor.records().empty());

    const ImportReport report = carry(team, team.worker, team.supervisor);
    CHECK(report.created == dry.created);
    CHECK(report.quarantined == 0);
    CHECK(report.waiting_for_forms == 0);
    CHECK(report.records == std::set{record});
    const MergedRecord view = view_of(team.supervisor, record);
    CHECK(view.record.settled_value(path("/data/name")) == "Name Canary");
    CHECK(view.record.stage == RecordStage::Finalised);
    CHECK(view.record.form == team.form_reference());
    CHECK(view.pending.empty());
    CHECK(view.forks.empty());
    CHECK(view.conflicts.empty());

    CHECK(team.worker.journey_counts().read == 0);
    const ImportReport back = carry(team, team.supervisor, team.worker);
    CHECK(back.receipts_accepted > 0);
    CHECK(team.worker.journey_counts().read == 1);
    // Read by a reader: the laptop has given up its own key, and says so instead of failing.
    CHECK_FALSE(view_of(team.worker, record).unreadable.empty());
    CHECK(carry(team, team.worker, team.supervisor).created == 0);
}

TEST_CASE("an event that was not read is not confirmed, however often bundles go")
{
    Team team;
    team.interview(team.worker);
    const ImportReport back = carry(team, team.supervisor, team.worker);
    CHECK(back.receipts_accepted == 0);
    CHECK(team.worker.journey_counts().only_here == 1);
}

TEST_CASE("two revisions of one record made apart are a conflict that a decision ends on both sides")
{
    Team team;
    const RecordId record = team.interview(team.worker);
    carry(team, team.worker, team.supervisor);
    revise(team.supervisor, record, "/data/name", "corrected by the supervisor");
    revise(team.worker, record, "/data/name", "corrected by the worker");
    carry(team, team.worker, team.supervisor);

    const MergedRecord view = view_of(team.supervisor, record);
    REQUIRE(view.conflicts.size() == 1);
    CHECK(view.forks.empty());
    CHECK(view.pending.empty());
    CHECK(view.record.answers.at(path("/data/name")).unresolved);
    const auto conflicts = conflicts_in(team.supervisor, {record}, {});
    REQUIRE(conflicts);
    CHECK(conflicts->at(record) == view.conflicts);

    const auto decided = decision(view, view.conflicts[0], 0, "asked again");
    REQUIRE(decided);
    REQUIRE(team.supervisor.write_event(*decided));
    CHECK(view_of(team.supervisor, record).conflicts.empty());
    CHECK(view_of(team.supervisor, record).record.settled_value(path("/data/name")));
}

TEST_CASE("what a vault cannot open holds its place and holds nothing up")
{
    Team team(RetainLocal::Never);
    const RecordId record = team.interview(team.worker);
    const auto view = view_record(team.worker, record, {});
    REQUIRE(view);
    CHECK(view->pending.empty());
    CHECK_FALSE(view->unreadable.empty());
    CHECK(view->record.answers.empty());
}

TEST_CASE("a bundle for a vault of another project is refused")
{
    Team team;
    team.interview(team.worker);
    Team other;
    VaultArchive sender(team.worker);
    VaultArchive receiver(other.supervisor);
    OutgoingRequest request;
    request.recipients = {other.supervisor.box_keys().public_key()};
    const auto bundles = write_bundles(sender, request, team.worker.signing_keys(), team.world.disk,
                                       team.world.folder.path(), team.world.random);
    REQUIRE(bundles);
    const auto report = import_bundle(receiver, other.supervisor.box_keys(), team.world.disk, bundles->at(0).path);
    REQUIRE_FALSE(report);
    CHECK(report.error().kind == ErrorKind::Refused);
    CHECK(other.supervisor.records().empty());
}
