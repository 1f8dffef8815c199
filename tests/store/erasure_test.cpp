#include "database/database.h"
#include "store/mortal_disk.h"
#include "store/project_story.h"
#include "store/vault_restored.h"
#include "system/system_disk.h"

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// The ciphertext of each event, a part of it that a file would have to hold to hold any of it.
std::vector<std::string> ciphertexts(const std::vector<Bytes>& events)
{
    std::vector<std::string> parts;
    for (const Bytes& bytes : events) {
        const auto sealed = SealedEvent::parse(bytes);
        REQUIRE_FALSE(sealed->is_erased());
        parts.emplace_back(as_text(ByteView(bytes).subspan(sealed->ciphertext_at(), 32)));
    }
    return parts;
}

/// How many files below the folder hold any of these.
std::size_t files_with(const std::filesystem::path& folder, const std::vector<std::string>& words)
{
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::stringstream bytes;
        bytes << file.rdbuf();
        const std::string text = bytes.str();
        if (std::ranges::any_of(words, [&](const std::string& word) { return text.find(word) != std::string::npos; }))
            ++count;
    }
    return count;
}

/// Every wrapped key of a vault that is locked, as it stands in its database or in one of its snapshots.
std::vector<std::string> wrapped_keys(const std::filesystem::path& database)
{
    auto opened = Database::open(database, {0x4d48'5654, {""}});
    REQUIRE(opened);
    std::vector<std::string> keys;
    auto select = opened->prepare("SELECT key FROM draft UNION ALL SELECT key FROM event WHERE key IS NOT NULL");
    REQUIRE(select);
    while (*select->step()) keys.push_back(select->text(0));
    return keys;
}

Incoming receipt(const Vault& supervisor, const std::vector<Bytes>& events)
{
    std::vector<Hash> hashes;
    for (const Bytes& bytes : events) hashes.push_back(SealedEvent::parse(bytes)->hash());
    Incoming incoming;
    incoming.receipts = {supervisor.issue_receipt(ReceiptKind::Read, hashes)->bytes()};
    return incoming;
}

/// An erasure that somebody signs who may not.
Bytes forged_erasure(const Team& team, const Vault& author, const RecordId& record)
{
    Event event;
    event.kind = EventKind::Erased;
    event.record = record;
    event.dot = {author.device(), 900};
    SealedEventHeader header;
    header.kind = static_cast<std::uint16_t>(EventKind::Erased);
    header.project = team.supervisor.charter()->content().project;
    header.record = record;
    header.device = author.device();
    header.sequence = 900;
    return SealedEvent::seal(header, *event.encode(), team.supervisor.charter()->content().recipient_keys(),
                             author.signing_keys())
        ->event.bytes();
}

} // namespace

TEST_CASE(
    "a record that a supervisor erases is gone from every vault that hears of it, by whatever road it comes again")
{
    Team team;
    const RecordId record = team.interview(team.worker);
    const RecordId other = team.interview(team.worker, "Somebody else");
    const std::vector<Bytes> all = events_from(team.worker);
    const auto of_record = ciphertexts({all[0]});
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    REQUIRE(team.supervisor.take_snapshot());
    REQUIRE(team.worker.take_snapshot());
    REQUIRE(files_with(team.world.folder / "supervisor", of_record) >= 2);

    const auto erased = team.supervisor.erase_record(record, "asked for it");
    REQUIRE(erased);
    CHECK(erased->found == 0);
    CHECK(erased->files >= 4); // header, database, snapshot, header's copy at least
    CHECK(files_with(team.world.folder / "supervisor", of_record) == 0);
    CHECK(overview(team.supervisor, record).is_erased);
    REQUIRE(team.supervisor.events_of(record));
    CHECK(team.supervisor.events_of(record)->size() == 1); // what was said about the erasure
    CHECK(team.supervisor.events_of(other)->size() == 1);

    SUBCASE("its author's laptop, which cannot open the erasure, obeys it")
    {
        REQUIRE(team.worker.take_in(only_events(events_from(team.supervisor))));
        CHECK(team.worker.has_unverified_erasures());
        const auto verified = team.worker.verify_erasures();
        REQUIRE(verified);
        CHECK(verified->found == 0);
        CHECK(files_with(team.world.folder / "worker", of_record) == 0);
        CHECK(overview(team.worker, record).is_erased);
        CHECK(team.worker.events_of(record)->empty());
        CHECK(team.worker.events_of(other)->size() == 1);
        CHECK(team.worker.gaps().empty());
        CHECK(team.worker.forks().empty());
    }
    SUBCASE("a bundle from before brings nothing back")
    {
        REQUIRE(team.supervisor.take_in(only_events(all)));
        CHECK(files_with(team.world.folder / "supervisor", of_record) == 0);
        CHECK(team.supervisor.events_of(record)->size() == 1);
    }
    SUBCASE("who hears of the erasure first takes the record as erased; of the record first, the same")
    {
        for (const bool erasure_first : {true, false}) {
            Vault vault = team.world.new_vault(erasure_first ? "first" : "later");
            team.enrol(vault, "Other");
            Incoming erasure = only_events(events_from(team.supervisor));
            erasure.certificates = team.worker.certificates();
            REQUIRE(vault.take_in(erasure_first ? erasure : only_events(all)));
            REQUIRE(vault.take_in(erasure_first ? only_events(all) : erasure));
            CHECK(files_with(team.world.folder / (erasure_first ? "first" : "later"), of_record) == 0);
            CHECK(vault.heads().at(team.worker.device()) == team.worker.heads().at(team.worker.device()));
            CHECK(overview(vault, record).is_erased);
        }
    }
    SUBCASE("the chain of its author still verifies, in the form in which it travels on")
    {
        Vault vault = team.world.new_vault("third");
        team.enrol(vault, "Other");
        const auto report = vault.take_in(Team::all_of(team.supervisor));
        REQUIRE(report);
        CHECK(report->count(EventFate::Damaged) == 0);
        CHECK(vault.heads() == team.supervisor.heads());
        CHECK(vault.forks().empty());
    }
    SUBCASE("opening the vault again changes nothing of it")
    {
        team.supervisor.lock();
        auto vault = team.world.unlock("supervisor");
        REQUIRE(vault);
        CHECK(overview(*vault, record).is_erased);
        CHECK(vault->events_of(record)->size() == 1);
        CHECK(vault->erase_record(record, "again"));
        CHECK(vault->events_of(record)->size() == 1);
    }
    SUBCASE("nobody goes on with it")
    {
        REQUIRE(team.worker.take_in(only_events(events_from(team.supervisor))));
        Event event;
        event.kind = EventKind::SetAnswers;
        event.record = record;
        CHECK(kind_of(team.worker.write_event(event)) == "Refused");
        CHECK(kind_of(team.supervisor.write_event(event)) == "Refused");
    }
}

TEST_CASE("a draft of a record that is erased goes with it, in the snapshots too")
{
    Team team;
    const RecordId record = team.interview(team.worker);
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    Record base;
    base.id = record;
    base.form = team.form_reference();
    VersionVector seen;
    seen.see(Dot{team.worker.device(), 1});
    REQUIRE(team.worker.begin_revision(base, seen));
    REQUIRE(team.worker.save_answers(record, Team::answer("/data/name", "Second thoughts")));
    REQUIRE(team.worker.take_snapshot());
    REQUIRE(team.supervisor.erase_record(record, "asked for it"));
    REQUIRE(team.worker.take_in(only_events(events_from(team.supervisor))));
    CHECK(team.worker.drafts().empty());
    CHECK(team.worker.verify_erasures());
    team.worker.lock();
    CHECK(wrapped_keys(team.world.folder / "worker" / "vault.sqlite").size() == 1); // overwritten
    const auto snapshots =
        Vault::snapshots_in(team.world.folder / "worker", secret("pass of worker"), team.world.environment());
    REQUIRE(snapshots);
    REQUIRE(snapshots->size() == 1);
    CHECK(snapshots->front().is_sound);
    CHECK(snapshots->front().drafts == 0);
}

TEST_CASE("only supervisors erase: from anybody else an erasure waits in quarantine and nothing happens")
{
    Team team;
    const RecordId record = team.interview(team.worker);
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    CHECK(kind_of(team.worker.erase_record(record, "mine")) == "Refused");
    Event event;
    event.kind = EventKind::Erased;
    event.record = record;
    CHECK_FALSE(team.worker.write_event(event));

    Vault colleague = team.world.new_vault("colleague");
    team.enrol(colleague, "Colleague");
    REQUIRE(team.supervisor.take_in(Team::all_of(colleague)));
    for (const Vault* const author : {&colleague, &team.worker}) {
        const auto report = team.supervisor.take_in(only_events({forged_erasure(team, *author, record)}));
        REQUIRE(report);
        CHECK(report->count(EventFate::Quarantined) == 1);
    }
    const SigningKeyPair nobody = SigningKeyPair::generate();
    CHECK(team.supervisor.events_of(record)->size() == 1);
    CHECK_FALSE(overview(team.supervisor, record).is_erased);
    // A new charter or certificate makes the quarantine be judged again: still not.
    REQUIRE(team.created.project.set_policy({}));
    Incoming charter;
    charter.charters = {team.created.project.charter().bytes()};
    REQUIRE(team.supervisor.take_in(charter));
    CHECK(team.supervisor.events_of(record)->size() == 1);
    CHECK(team.supervisor.quarantined().size() == 2);
}

TEST_CASE("a carrier who leaves a content out erases nothing: the whole event makes up for it")
{
    Team team;
    const RecordId record = team.interview(team.worker);
    const std::vector<Bytes> all = events_from(team.worker);
    std::vector<Bytes> stripped;
    for (const Bytes& bytes : all) stripped.push_back(SealedEvent::parse(bytes)->erased().bytes());
    Incoming first = Team::all_of(team.worker);
    first.events = stripped;
    REQUIRE(team.supervisor.take_in(first));
    CHECK(team.supervisor.events_of(record)->empty());
    CHECK(team.supervisor.unacknowledged_reads().empty()); // so its author keeps its own key
    const auto report = team.supervisor.take_in(only_events(all));
    REQUIRE(report);
    CHECK(report->count(EventFate::New) == 1);
    CHECK(team.supervisor.events_of(record)->size() == 1);
    // And what is here is not given up for a stripped one.
    REQUIRE(team.supervisor.take_in(only_events(stripped)));
    CHECK(team.supervisor.events_of(record)->size() == 1);
}

TEST_CASE("an erasure that leaves anything in a file of the vault says so")
{
    Team team;
    const RecordId record = team.interview(team.worker);
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    const std::filesystem::path folder = team.world.folder / "supervisor";
    // Somebody copied the database by hand: it is not known to anything but the scan.
    team.supervisor.lock();
    std::filesystem::copy_file(folder / "vault.sqlite", folder / "vault (copy).sqlite");
    auto vault = team.world.unlock("supervisor");
    REQUIRE(vault);
    CHECK(kind_of(vault->erase_record(record, "asked for it")) == "Corrupt");
    CHECK(kind_of(vault->verify_erasures()) == "Corrupt");
    std::filesystem::remove(folder / "vault (copy).sqlite");
    CHECK(vault->verify_erasures());
    CHECK_FALSE(vault->has_unverified_erasures());
}

TEST_CASE("a snapshot never knows more than the vault: keys of finalised drafts and read records leave it too")
{
    for (const RetainLocal retain : {RetainLocal::UntilRead, RetainLocal::Never}) {
        Team team(retain);
        const RecordId record = team.begin(team.worker);
        const RecordId going_on = team.begin(team.worker);
        REQUIRE(team.worker.take_snapshot());
        const std::filesystem::path folder = team.world.folder / "worker";
        team.worker.lock();
        const auto of_drafts = wrapped_keys(folder / "vault.sqlite");
        REQUIRE(of_drafts.size() == 6);
        REQUIRE(files_with(folder, {of_drafts.front()}) == 2);

        auto vault = team.world.unlock("worker");
        REQUIRE(vault->finalise(record));
        CHECK(vault->verify_erasures());
        REQUIRE(vault->take_snapshot());
        const std::vector<Bytes> events = events_from(*vault);
        CHECK(vault->events_of(record)->size() == (retain == RetainLocal::Never ? 0 : 1));
        REQUIRE(team.supervisor.take_in(Team::all_of(*vault)));
        vault->lock();
        std::vector<std::string> of_finalised;
        for (const std::string& key : wrapped_keys(folder / "vault.sqlite"))
            if (std::ranges::find(of_drafts, key) == of_drafts.end()) of_finalised.push_back(key);
        CHECK(of_finalised.size() == (retain == RetainLocal::Never ? 0 : 1));
        CHECK(std::ranges::count_if(of_drafts, [&](const std::string& key) { return files_with(folder, {key}) > 0; }) ==
              3); // those of the draft that goes on

        vault = team.world.unlock("worker");
        REQUIRE(vault->take_in(receipt(team.supervisor, events)));
        CHECK(vault->verify_erasures());
        CHECK(vault->draft(going_on));
        vault->lock();
        CHECK(files_with(folder, of_finalised) == (of_finalised.empty() ? files_with(folder, {}) : 0));
        const auto snapshots = Vault::snapshots_in(folder, secret("pass of worker"), team.world.environment());
        REQUIRE(snapshots);
        REQUIRE(snapshots->size() == 2);
        for (const Snapshot& snapshot : *snapshots) CHECK(snapshot.is_sound);
    }
}

TEST_CASE("wherever the disk dies during an erasure, no copy keeps what the vault gave up, and trying again ends it")
{
    Team team;
    MortalDisk disk;
    const StoreEnvironment mortal{disk, team.world.clock, team.world.random};
    std::size_t died = 0;
    for (std::size_t calls = 0;; ++calls) {
        const std::string name = "supervisor" + std::to_string(calls);
        if (calls == 0) team.supervisor.lock();
        std::filesystem::copy(team.world.folder / "supervisor", team.world.folder / name);
        auto vault = Vault::unlock(team.world.folder / name, secret("pass of supervisor"), mortal);
        REQUIRE(vault);
        const RecordId record = team.interview(team.worker);
        REQUIRE(vault->take_in(Team::all_of(team.worker)));
        REQUIRE(vault->take_snapshot());
        // A slot that cannot be opened must be destroyed, which the dying disk may not let happen.
        std::ofstream(team.world.folder / name / "snapshots" / "1.sqlite") << "no database";
        disk.die_after(calls);
        const bool is_done = vault->erase_record(record, "asked for it").has_value();
        const bool is_dead = disk.is_dead();
        vault->lock();
        disk.revive();
        auto again = Vault::unlock(team.world.folder / name, secret("pass of supervisor"), mortal);
        REQUIRE(again);
        if (!is_done) ++died;
        if (is_done) CHECK(overview(*again, record).is_erased);
        CHECK(again->erase_record(record, "asked for it"));
        CHECK(overview(*again, record).is_erased);
        if (!is_dead) break;
        REQUIRE(calls < 50);
    }
    CHECK(died > 0);
}

TEST_CASE("the end of the project takes everything, but nothing that was not agreed to")
{
    Team team;
    team.interview(team.worker);
    team.begin(team.worker);
    REQUIRE(team.worker.take_snapshot());
    const std::filesystem::path folder = team.world.folder / "worker";
    UnreadWork work = team.worker.unread_work();
    CHECK(work == UnreadWork{1, 1, 0});

    SUBCASE("other work than was agreed to be lost is refused")
    {
        team.interview(team.worker);
        CHECK(kind_of(Vault::erase(std::move(team.worker), work)) == "Refused");
        auto vault = team.world.unlock("worker");
        REQUIRE(vault);
        CHECK(vault->unread_work() == UnreadWork{1, 2, 0});
    }
    SUBCASE("every file is overwritten, read back and removed")
    {
        const auto erased = Vault::erase(std::move(team.worker), work);
        REQUIRE(erased);
        CHECK(erased->files >= 4);
        CHECK(erased->bytes > 4096);
        CHECK(erased->found == 0);
        CHECK_FALSE(std::filesystem::exists(folder));
        CHECK(kind_of(team.world.unlock("worker")) == "NotFound");
    }
    SUBCASE("what a reader alone has counts too")
    {
        REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
        CHECK(team.supervisor.unread_work() == UnreadWork{0, 0, 1});
        CHECK(kind_of(Vault::erase(std::move(team.supervisor), UnreadWork())) == "Refused");
    }
}

TEST_CASE("wherever the disk dies at the end of the project, nothing can be opened any more, and erasing goes on")
{
    Team team;
    team.interview(team.worker);
    REQUIRE(team.worker.take_snapshot());
    const UnreadWork work = team.worker.unread_work();
    team.worker.lock();
    MortalDisk disk;
    const StoreEnvironment mortal{disk, team.world.clock, team.world.random};
    for (std::size_t calls = 1;; ++calls) {
        const std::filesystem::path folder = team.world.folder / ("worker" + std::to_string(calls));
        std::filesystem::copy(team.world.folder / "worker", folder, std::filesystem::copy_options::recursive);
        auto vault = Vault::unlock(folder, secret("pass of worker"), mortal);
        REQUIRE(vault);
        disk.die_after(calls);
        const auto erased = Vault::erase(*std::move(vault), work);
        disk.revive();
        if (erased) {
            CHECK_FALSE(std::filesystem::exists(folder));
            break;
        }
        // The copy of the header goes first, its first byte alone: with two calls, the vault still opens.
        if (calls > 2) {
            CHECK_FALSE(Vault::unlock(folder, secret("pass of worker"), mortal));
            CHECK_FALSE(Vault::snapshots_in(folder, secret("pass of worker"), mortal));
            const auto finished = Vault::finish_erasing(folder, disk);
            REQUIRE(finished);
            // Where the header itself was removed already, nothing but an empty folder is left.
            if (*finished) CHECK_FALSE(std::filesystem::exists(folder));
            CHECK(Vault::create(folder, secret("next"), mortal, fast));
        }
        REQUIRE(calls < 60);
    }
}

TEST_CASE("whatever part of the header was overwritten when the end was interrupted, erasing goes on")
{
    Team team;
    team.interview(team.worker);
    REQUIRE(team.worker.take_snapshot());
    team.worker.lock();
    const std::filesystem::path whole = team.world.folder / "worker";
    const std::size_t size = std::filesystem::file_size(whole / "vault.header");
    const auto with_zeros = [&](const std::string& name, std::size_t of_copy, std::size_t of_header) {
        const std::filesystem::path folder = team.world.folder / name;
        std::filesystem::copy(whole, folder, std::filesystem::copy_options::recursive);
        SystemDisk disk;
        REQUIRE(disk.overwrite(folder / "snapshots" / "vault.header", 0, Bytes(of_copy)));
        REQUIRE(disk.overwrite(folder / "vault.header", 0, Bytes(of_header)));
        return folder;
    };
    SystemDisk disk;
    for (const std::size_t zeros : {std::size_t{1}, size / 2, size}) {
        const auto folder = with_zeros("ending" + std::to_string(zeros), size, zeros);
        const auto finished = Vault::finish_erasing(folder, disk);
        REQUIRE(finished);
        CHECK(finished->has_value());
        CHECK_FALSE(std::filesystem::exists(folder));
    }
    SUBCASE("as long as only the copy was overwritten, the vault opens and has its copy again")
    {
        const auto folder = with_zeros("begun", size / 2, 0);
        CHECK_FALSE(Vault::finish_erasing(folder, disk)->has_value());
        CHECK(Vault::unlock(folder, secret("pass of worker"), team.world.environment()));
        std::filesystem::remove(folder / "vault.header");
        CHECK(Vault::snapshots_in(folder, secret("pass of worker"), team.world.environment()));
    }
    SUBCASE("a header that the disk alone lost is no end: its copy brings the vault back, and nothing is lost")
    {
        const auto folder = with_zeros("rotten", 0, size);
        CHECK_FALSE(Vault::finish_erasing(folder, disk)->has_value());
        CHECK(kind_of(Vault::unlock(folder, secret("pass of worker"), team.world.environment())) == "Corrupt");
        const auto restored = Vault::restore_snapshot(folder, secret("pass of worker"), std::nullopt,
                                                      Vault::RestoreWhole::Refuse, team.world.environment());
        REQUIRE(restored);
        CHECK(restored->keeps_device);
        CHECK_FALSE(restored->aside);
        CHECK(restored->vault.records().size() == 1);
    }
}

TEST_CASE("an erasure that names no record erases nothing, whoever signs it")
{
    Team team;
    const RecordId record = team.interview(team.worker);
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    Event none;
    none.kind = EventKind::Comment;
    REQUIRE(team.supervisor.write_event(none));
    const auto before = events_from(team.supervisor);
    REQUIRE(team.supervisor.take_in(only_events({forged_erasure(team, team.supervisor, RecordId())})));
    CHECK(team.supervisor.events_of(record)->size() == 1);
    CHECK_FALSE(SealedEvent::parse(events_from(team.supervisor).front())->is_erased());
    CHECK(kind_of(team.supervisor.erase_record(RecordId(), "none")) == "NotFound");
}

TEST_CASE("an erasure reaches what a newer snapshot knows and the vault, brought back from an older one, does not")
{
    Team team;
    const RecordId record = team.interview(team.worker);
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    REQUIRE(team.supervisor.take_snapshot());
    Event comment;
    comment.kind = EventKind::Comment;
    comment.record = record;
    comment.reason = "said later";
    REQUIRE(team.supervisor.write_event(comment));
    const auto of_comment = ciphertexts({events_from(team.supervisor).back()});
    REQUIRE(team.supervisor.take_snapshot());
    team.supervisor.lock();
    const auto snapshots =
        Vault::snapshots_in(team.world.folder / "supervisor", secret("pass of supervisor"), team.world.environment());
    REQUIRE(snapshots->size() == 2);
    auto restored =
        Vault::restore_snapshot(team.world.folder / "supervisor", secret("pass of supervisor"), snapshots->back().slot,
                                Vault::RestoreWhole::Allow, team.world.environment());
    REQUIRE(restored);
    REQUIRE(restored->vault.events_of(record)->size() == 1);
    REQUIRE(files_with(team.world.folder / "supervisor", of_comment) == 2); // the newer snapshot, and what is aside
    REQUIRE(restored->vault.erase_record(record, "asked for it"));
    CHECK(files_with(team.world.folder / "supervisor", of_comment) == 0);
}

TEST_CASE("the end of the project at headquarters leaves no file")
{
    Team team;
    const std::filesystem::path folder = team.world.folder / "project";
    CHECK(kind_of(Project::erase(folder, secret("wrong"), team.world.environment())) == "Refused");
    {
        const Project closed = std::move(team.created.project);
    }
    const auto erased = Project::erase(folder, secret("project"), team.world.environment());
    REQUIRE(erased);
    CHECK(erased->files == 2);
    CHECK_FALSE(std::filesystem::exists(folder));
}
