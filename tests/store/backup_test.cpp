#include "store/backup_work.h"
#include "store/project_story.h"
#include "store/vault_restored.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::string file_bytes(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

void write_bytes(const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

struct Stick {
    Team team;
    std::filesystem::path folder = team.world.folder / "stick";
    Stick() { std::filesystem::create_directory(folder); }
    explicit Stick(RetainLocal retain) : team(retain) { std::filesystem::create_directory(folder); }

    Result<Vault::Restored> restore(const std::filesystem::path& backup, const std::string& into)
    {
        return Vault::restore_backup(team.world.folder / into, secret("pass of worker"), backup,
                                     team.world.environment());
    }
    std::size_t files() const
    {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
    }
};

bool copied(Vault& vault, BackupWork& work)
{
    for (;;) {
        const auto is_whole = vault.copy_part(work);
        if (!is_whole || *is_whole) return is_whole.has_value();
    }
}

/// The disk, with a stick that does not keep the last byte of what is synced to it.
class ForgetfulStick final : public Disk {
public:
    bool is_forgetful = true;
    /// Called with each piece that is written to a file of this name.
    std::string watched_name = {};
    std::function<void()> each_piece = {};

    Result<Bytes> read(const std::filesystem::path& path, std::uint64_t max) override { return real.read(path, max); }
    Result<std::unique_ptr<DiskReader>> open(const std::filesystem::path& path) override { return real.open(path); }
    Result<std::unique_ptr<DiskWriter>> create(const std::filesystem::path& path) override
    {
        MAHALLA_TRY(auto writer, real.create(path));
        const bool forgets = is_forgetful && path.string().find("stick") != std::string::npos;
        auto watch = path.filename() == watched_name ? each_piece : std::function<void()>();
        return std::make_unique<Writer>(std::move(writer), path, forgets, std::move(watch));
    }
    bool exists(const std::filesystem::path& path) override { return real.exists(path); }
    Result<std::vector<std::filesystem::path>> list(const std::filesystem::path& path) override
    {
        return real.list(path);
    }
    Result<void> make_folder(const std::filesystem::path& path) override { return real.make_folder(path); }
    Result<void> remove(const std::filesystem::path& path) override { return real.remove(path); }
    Result<void> overwrite(const std::filesystem::path& path, std::uint64_t at, ByteView bytes) override
    {
        return real.overwrite(path, at, bytes);
    }
    Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override
    {
        return real.rename(from, to);
    }
    Result<std::uint64_t> bytes_free(const std::filesystem::path& path) override { return real.bytes_free(path); }

    SystemDisk real;

private:
    class Writer final : public DiskWriter {
    public:
        Writer(std::unique_ptr<DiskWriter> writer, std::filesystem::path path, bool forgets,
               std::function<void()> watch)
            : writer_(std::move(writer)), path_(std::move(path)), forgets_(forgets), watch_(std::move(watch))
        {}
        Result<void> write(ByteView bytes) override
        {
            if (watch_) watch_();
            return writer_->write(bytes);
        }
        Result<void> sync() override
        {
            auto synced = writer_->sync();
            if (!forgets_) return synced;
            const std::string part = path_.string() + ".part";
            std::string bytes = file_bytes(part);
            bytes.back() = static_cast<char>(bytes.back() ^ 1);
            write_bytes(part, bytes);
            return synced;
        }
        Result<void> finish() override { return writer_->finish(); }

    private:
        std::unique_ptr<DiskWriter> writer_;
        std::filesystem::path path_;
        bool forgets_;
        std::function<void()> watch_;
    };
};

} // namespace

TEST_CASE("a backup brings drafts and sealed events to another laptop, under a new device")
{
    Stick stick;
    Team& team = stick.team;
    const RecordId draft = team.begin(team.worker, "Draft");
    const RecordId finished = team.interview(team.worker, "Finished");
    const auto made = team.worker.back_up_to(stick.folder);
    REQUIRE(made);
    CHECK(made->drafts == 1);
    CHECK(made->events == 1);
    CHECK(stick.files() == 1);
    const std::string name = made->path.filename().string();
    CHECK(name.size() == 32 + std::string(".mahalla-backup").size());

    auto restored = stick.restore(made->path, "new laptop");
    REQUIRE(restored);
    CHECK_FALSE(restored->keeps_device);
    CHECK(restored->vault.device() != team.worker.device());
    CHECK(value_of(*restored->vault.draft(draft), "/data/name") == "Draft");
    // What was finalised travels on, but a stick opens it no more than the server does.
    CHECK(restored->vault.events_of(finished)->empty());
    team.enrol(restored->vault, "Worker's new laptop");
    REQUIRE(restored->vault.finalise(draft));
    REQUIRE(team.supervisor.take_in(Team::all_of(restored->vault)));
    CHECK(team.supervisor.events_of(finished)->size() == 1);
    CHECK(team.supervisor.events_of(draft)->size() == 1);
    CHECK(team.supervisor.forks().empty());

    CHECK(kind_of(Vault::restore_backup(team.world.folder / "x", secret("wrong"), made->path,
                                        team.world.environment())) == "Refused");
    CHECK(kind_of(stick.restore(made->path, "supervisor")) == "Invalid"); // somebody's folder
}

TEST_CASE("a reader's backup opens again what is sealed to the reader")
{
    Stick stick;
    Team& team = stick.team;
    const RecordId record = team.interview(team.worker);
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    const auto made = team.supervisor.back_up_to(stick.folder);
    REQUIRE(made);
    auto restored = Vault::restore_backup(team.world.folder / "again", secret("pass of supervisor"), made->path,
                                          team.world.environment());
    REQUIRE(restored);
    CHECK(restored->vault.is_reader());
    CHECK(restored->vault.events_of(record)->size() == 1);
}

TEST_CASE("drafts of sensitive questionnaires are on no medium, and the report says how many were left out")
{
    Stick stick(RetainLocal::Never);
    stick.team.begin(stick.team.worker);
    const auto made = stick.team.worker.back_up_to(stick.folder);
    REQUIRE(made);
    CHECK(made->drafts == 0);
    CHECK(made->drafts_left_out == 1);
    CHECK(stick.team.worker.drafts().size() == 1);
    auto restored = stick.restore(made->path, "new");
    REQUIRE(restored);
    CHECK(restored->vault.drafts().empty());
}

TEST_CASE("of a vault's backups on one medium the newest stay, and none that holds what was erased")
{
    Stick stick;
    Team& team = stick.team;
    const RecordId record = team.interview(team.worker);
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    REQUIRE(team.worker.back_up_to(stick.folder)); // somebody else's stays untouched
    write_bytes(stick.folder / "other.mahalla-backup", "no backup at all");
    for (std::size_t round = 1; round <= 5; ++round) {
        const auto made = team.supervisor.back_up_to(stick.folder, 3);
        REQUIRE(made);
        CHECK(made->given_up == (round > 3 ? 1 : 0));
        CHECK(std::filesystem::exists(made->path));
        CHECK(stick.files() == 2 + std::min<std::size_t>(round, 3));
    }
    const std::filesystem::path second = team.world.folder / "stick 2";
    std::filesystem::create_directory(second);
    REQUIRE(team.supervisor.back_up_to(second));
    REQUIRE(team.supervisor.erase_record(record, "asked for it"));
    CHECK(team.supervisor.outdated_backups() == 4);
    const auto after = team.supervisor.back_up_to(stick.folder, 3);
    REQUIRE(after);
    CHECK(after->given_up == 3);
    CHECK(after->outdated_elsewhere == 1);
    CHECK(stick.files() == 3);
    CHECK(team.supervisor.outdated_backups() == 1);
    REQUIRE(team.supervisor.back_up_to(second));
    CHECK(team.supervisor.outdated_backups() == 0);
}

TEST_CASE("a stick that does not keep what is written is not called safe, and leaves nothing behind")
{
    Stick stick;
    Team& team = stick.team;
    team.begin(team.worker);
    team.worker.lock();
    ForgetfulStick disk;
    const StoreEnvironment world{disk, team.world.clock, team.world.random};
    auto vault = Vault::unlock(team.world.folder / "worker", secret("pass of worker"), world);
    REQUIRE(vault);
    CHECK(kind_of(vault->back_up_to(stick.folder)) == "Unavailable");
    CHECK(stick.files() == 0);
    CHECK(vault->outdated_backups() == 0);
    CHECK_FALSE(std::filesystem::exists(team.world.folder / "worker" / "snapshots" / "backup.sqlite"));
}

TEST_CASE("no bit of a backup can be turned, no end cut off, nothing put behind it")
{
    Stick stick;
    stick.team.begin(stick.team.worker, "Draft Canary");
    const auto made = stick.team.worker.back_up_to(stick.folder);
    REQUIRE(made);
    const std::string whole = file_bytes(made->path);
    CHECK(whole.find("Canary") == std::string::npos);
    CHECK(whole.find("SQLite") == std::string::npos);
    const std::filesystem::path broken = stick.folder / "broken";
    std::size_t tried = 0;
    const auto is_refused = [&](const std::string& bytes) {
        write_bytes(broken, bytes);
        const std::string into = "t" + std::to_string(++tried);
        const auto restored = stick.restore(broken, into);
        // A folder in which nothing was brought back holds nothing of the backup.
        return !restored && !std::filesystem::exists(stick.team.world.folder / into / "vault.sqlite");
    };
    // Each byte of what stands in front, then a spread of the rest.
    for (std::size_t at = 0; at < whole.size(); at += at < 480 ? 7 : whole.size() / 23) {
        std::string bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
        CAPTURE(at);
        CHECK(is_refused(bytes));
    }
    for (const std::size_t cut : {std::size_t{1}, std::size_t{17}, whole.size() / 2, whole.size() - 1})
        CHECK(is_refused(whole.substr(0, whole.size() - cut)));
    CHECK(is_refused(whole + std::string(1, '\0')));
}

TEST_CASE("a backup is written while its vault goes on, and what is answered meanwhile is not in it")
{
    Stick stick;
    Team& team = stick.team;
    const RecordId before = team.begin(team.worker, "Before");
    auto work = team.worker.begin_backup(stick.folder);
    REQUIRE(work);
    REQUIRE(copied(team.worker, **work));
    const RecordId meanwhile = team.begin(team.worker, "Meanwhile");
    const auto made = team.worker.finish_backup(**work, (*work)->write());
    REQUIRE(made);
    CHECK(made->drafts == 1);
    const auto restored = stick.restore(made->path, "restored");
    REQUIRE(restored);
    CHECK(restored->vault.draft(before));
    CHECK_FALSE(restored->vault.draft(meanwhile));
    CHECK(team.worker.draft(meanwhile));
    const BackupsKept kept = team.worker.backups_kept();
    CHECK(kept.backups == 1);
    CHECK(kept.media == 1);
    CHECK(kept.newest == team.world.clock.now());
}

TEST_CASE("what a vault does about its secrets stops a backup that is being made, and nothing is left of it")
{
    enum class Then { Locks, Erases, TakesSnapshot };
    for (const bool is_copied : {false, true})
        for (const Then then : {Then::Locks, Then::Erases, Then::TakesSnapshot}) {
            CAPTURE(is_copied);
            CAPTURE(static_cast<int>(then));
            Stick stick;
            Team& team = stick.team;
            const RecordId record = team.interview(team.worker);
            REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
            const std::filesystem::path folder = team.world.folder / "supervisor";
            auto work = team.supervisor.begin_backup(stick.folder);
            REQUIRE(work);
            if (is_copied) REQUIRE(copied(team.supervisor, **work));
            if (then == Then::Locks) team.supervisor.lock();
            if (then == Then::Erases) REQUIRE(team.supervisor.erase_record(record, "asked for it"));
            if (then == Then::TakesSnapshot) REQUIRE(team.supervisor.take_snapshot());
            CHECK(team.supervisor.backups_made() == (then == Then::Locks ? 0 : 1));
            CHECK_FALSE(team.supervisor.copy_part(**work));
            auto written = (*work)->write();
            REQUIRE_FALSE(written);
            CHECK(written.error().kind == ErrorKind::Refused);
            CHECK(stick.files() == 0);
            for (const char* const name : {"backup.sqlite", "backup.sealed", "backup.sealed.part"})
                CHECK_FALSE(std::filesystem::exists(folder / "snapshots" / name));
            CHECK_FALSE(team.supervisor.finish_backup(**work, std::move(written)));
            CHECK(team.supervisor.backups_made() == 0);
        }
}

TEST_CASE("a lock while a backup is sealed or carried ends it with the next piece")
{
    for (const bool is_carried : {false, true}) {
        CAPTURE(is_carried);
        Stick stick;
        Team& team = stick.team;
        team.begin(team.worker);
        for (int i = 0; i < 6 * 16; ++i)
            REQUIRE(team.worker.set_setting("filler" + std::to_string(i), std::string(64 << 10, 'x')));
        team.worker.lock();
        ForgetfulStick disk;
        disk.is_forgetful = false;
        const StoreEnvironment environment{disk, team.world.clock, team.world.random};
        auto vault = Vault::unlock(team.world.folder / "worker", secret("pass of worker"), environment);
        REQUIRE(vault);
        auto work = vault->begin_backup(stick.folder);
        REQUIRE(work);
        REQUIRE(copied(*vault, **work));
        int pieces = 0;
        disk.each_piece = [&] {
            if (++pieces == 3) vault->lock();
        };
        disk.watched_name = is_carried ? (*work)->name_on_medium() : "backup.sealed";
        const auto written = (*work)->write();
        REQUIRE_FALSE(written);
        CHECK(written.error().kind == ErrorKind::Refused);
        CHECK(pieces == 3);
        CHECK(stick.files() == 0);
    }
}

TEST_CASE("what a stick has of a backup that was pulled out at once goes with the next backup, and nothing else")
{
    Stick stick;
    Team& team = stick.team;
    team.begin(team.worker);
    const auto made = team.worker.back_up_to(stick.folder);
    REQUIRE(made);
    const std::string whole = file_bytes(made->path);
    const auto put = [&](const std::string& name, const std::string& bytes) {
        write_bytes(stick.folder / (name + ".mahalla-backup.part"), bytes);
    };
    put("nothing", "");
    put("three-bytes", whole.substr(0, 3));
    put("half-a-header", whole.substr(0, 60));
    put("half-a-backup", whole.substr(0, whole.size() / 2));
    put("another-program's", "These are notes of somebody else.");
    std::string of_another = whole;
    of_another[20] = static_cast<char>(of_another[20] ^ 1); // another vault's id
    put("another-vault's", of_another);
    write_bytes(stick.folder / "empty.txt", "");
    REQUIRE(team.worker.back_up_to(stick.folder));
    for (const char* const gone : {"nothing", "three-bytes", "half-a-header", "half-a-backup"}) {
        CAPTURE(gone);
        CHECK_FALSE(std::filesystem::exists(stick.folder / (std::string(gone) + ".mahalla-backup.part")));
    }
    for (const char* const stays :
         {"another-program's.mahalla-backup.part", "another-vault's.mahalla-backup.part", "empty.txt"}) {
        CAPTURE(stays);
        CHECK(std::filesystem::exists(stick.folder / stays));
    }
}

TEST_CASE("a vault knows on how many media its backups are, and finds its own on one")
{
    Stick stick;
    Team& team = stick.team;
    const std::filesystem::path second = team.world.folder / "stick 2", mine = team.world.folder / "worker";
    std::filesystem::create_directory(second);
    team.begin(team.worker);
    CHECK_FALSE(*Vault::has_backup_on(mine, stick.folder, team.world.disk));
    REQUIRE(team.worker.back_up_to(stick.folder));
    REQUIRE(team.worker.back_up_to(stick.folder));
    CHECK(team.worker.backups_kept().media == 1);
    REQUIRE(team.supervisor.back_up_to(second));
    CHECK(*Vault::has_backup_on(mine, stick.folder, team.world.disk));
    CHECK_FALSE(*Vault::has_backup_on(mine, second, team.world.disk));
    REQUIRE(team.worker.back_up_to(second));
    CHECK(team.worker.backups_kept().media == 2);
    CHECK(team.worker.backups_kept().backups == 3);
}
