#include "base/seeded_random.h"
#include "database/database.h"
#include "database/power_cut_file_system.h"
#include "store/attachment_story.h"

#include <cstdlib>
#include <fstream>
#include <malloc.h>
#include <sstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// How many files below a folder hold these bytes.
std::size_t files_with(const std::filesystem::path& folder, std::string_view bytes)
{
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::stringstream content;
        content << file.rdbuf();
        count += content.str().find(bytes) != std::string::npos ? 1U : 0U;
    }
    return count;
}

/// A number of KiB in /proc/self/status.
std::uint64_t memory_kib(std::string_view name)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name)) return std::strtoull(line.c_str() + name.size(), nullptr, 10);
    return 0;
}

/// How much more memory than before the process had at most while it did something.
template <typename Work> std::uint64_t peak_growth_kib(Work work)
{
    ::malloc_trim(0);                              // What earlier tests left would hide what this one needs.
    std::ofstream("/proc/self/clear_refs") << "5"; // Linux: the peak begins anew.
    const std::uint64_t before = memory_kib("VmRSS:");
    static_cast<void>(work());
    const std::uint64_t peak = memory_kib("VmHWM:");
    return peak > before ? peak - before : 0;
}

Result<Database> tables_of(World& world, std::string_view vault, const char* file_system = nullptr)
{
    return Database::open(world.folder / vault / "vault.sqlite", {0x4d48'5654, {""}}, file_system);
}

std::string column(Database& database, std::string_view sql)
{
    auto select = database.prepare(sql);
    REQUIRE(select);
    REQUIRE(*select->step());
    return select->text(0);
}

} // namespace

TEST_CASE("nothing of a file, its name or its position stands in the vault's files in the clear")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    attach(team.worker, record, "Grandmother.jpg", photo_of(6));
    attach(team.worker, record, "Testimony.txt", "Who was there on that evening");
    const auto hits = [&] {
        std::size_t count = 0;
        for (const char* const word :
             {"Grandmother", "Testimony", "CANARY", "SAMPLES", "Who was there", "image/jpeg", "JFIF"})
            count += files_with(team.world.folder / "worker", word);
        return count;
    };
    CHECK(hits() == 0);
    REQUIRE(team.worker.finalise(record));
    CHECK(hits() == 0);
    team.worker.lock();
    CHECK(hits() == 0);
    std::ofstream(team.world.folder / "worker" / "note") << "SAMPLES";
    CHECK(hits() == 1);
}

TEST_CASE("the rows of files and pieces do not tell which belong together")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    const AttachedFile file = attach(team.worker, record, "a.txt", document_of(3'000'000));
    REQUIRE(team.worker.finalise(record));
    const std::string piece(as_text(team.worker.attachment_pieces().front().hash.bytes));
    team.worker.lock();
    auto database = tables_of(team.world, "worker");
    REQUIRE(database);
    const std::string record_bytes(as_text(record.bytes())), id(as_text(file.id.bytes));
    for (const char* const sql :
         {"SELECT group_concat(hex(name) || hex(coalesce(key, '')) || hex(box)) FROM attachment",
          "SELECT group_concat(hex(name)) FROM piece"}) {
        const std::string rows = column(*database, sql);
        for (const std::string& known : {record_bytes, id, piece}) {
            std::string digits = to_hex(as_bytes(known));
            std::ranges::transform(digits, digits.begin(),
                                   [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
            CHECK_FALSE(holds(rows, digits));
        }
    }
    CHECK(column(*database, "SELECT count(*) FROM piece") == "3");
}

TEST_CASE("a discarded draft's files are in no file any more, nor is what opened them")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    attach(team.worker, record, "a.txt", document_of(3'000));
    team.worker.lock();
    std::string key, box, piece;
    {
        auto database = tables_of(team.world, "worker");
        REQUIRE(database);
        key = column(*database, "SELECT key FROM attachment");
        box = column(*database, "SELECT box FROM attachment");
        // A page of the database holds less than a piece: the middle of one.
        piece = column(*database, "SELECT substr(box, 100, 64) FROM piece");
    }
    const auto folder = team.world.folder / "worker";
    REQUIRE(files_with(folder, key.substr(0, 64)) == 1);
    REQUIRE(files_with(folder, piece) == 1);
    Vault vault = *team.world.unlock("worker");
    SUBCASE("where it was discarded")
    {
        REQUIRE(vault.discard_draft(record));
        CHECK(files_with(folder, piece) == 0);
    }
    SUBCASE("where it was finalised without an answer that names the file")
    {
        REQUIRE(vault.save_answers(record, Team::answer("/data/photo_of_a.txt", "")));
        REQUIRE(vault.finalise(record));
        CHECK(files_with(folder, piece) == 0);
    }
    SUBCASE("where it was finalised, the draft's wrap is gone and the piece stays")
    {
        REQUIRE(vault.finalise(record));
        CHECK(files_with(folder, piece) == 1);
    }
    CHECK(files_with(folder, key.substr(0, 64)) == 0);
    CHECK(files_with(folder, box.substr(0, 64)) == 0);
}

TEST_CASE("a row of a file that the disk damaged is made again from the event, and a damaged piece is replaced")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    const AttachedFile file = attach(team.worker, record, "a.txt", document_of(9'000));
    REQUIRE(team.worker.finalise(record));
    Incoming pieces;
    pieces.attachment_pieces = pieces_of(team.worker);
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    REQUIRE(team.supervisor.take_in(pieces));
    team.supervisor.lock();
    {
        auto database = tables_of(team.world, "supervisor");
        REQUIRE(database->execute("UPDATE attachment SET box=randomblob(length(box))"));
    }
    {
        const Vault vault = *team.world.unlock("supervisor");
        CHECK(content_of(vault, record, file.id) == document_of(9'000));
    }
    {
        auto database = tables_of(team.world, "supervisor");
        REQUIRE(database->execute("UPDATE piece SET box=randomblob(length(box))"));
    }
    Vault vault = *team.world.unlock("supervisor");
    CHECK(content_of(vault, record, file.id) == "Corrupt");
    REQUIRE(vault.take_in(pieces));
    CHECK(content_of(vault, record, file.id) == document_of(9'000));
}

TEST_CASE("a draft's file whose row the disk damaged is named as damaged and keeps nobody from finalising")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    attach(team.worker, record, "a.txt", "one");
    const AttachedFile second = attach(team.worker, record, "b.txt", "two");
    team.worker.lock();
    {
        auto database = tables_of(team.world, "worker");
        REQUIRE(database->execute("UPDATE attachment SET key=randomblob(length(key)) WHERE rowid=1"));
    }
    Vault vault = *team.world.unlock("worker");
    REQUIRE(vault.missing_attachments(record)->size() == 1);
    CHECK(vault.missing_attachments(record)->front().name.empty());
    CHECK(content_of(vault, record, second.id) == "two");
    CHECK(content_of(vault, record, vault.missing_attachments(record)->front().id) == "Corrupt");
    REQUIRE(vault.finalise(record));
    REQUIRE(vault.attachments(record)->size() == 1);
    CHECK(vault.attachments(record)->front().name == "b.txt");
}

TEST_CASE("over many power cuts a file that was acknowledged is whole, and no piece stays behind of one that was not")
{
    Team team;
    PowerCutFileSystem disk;
    SeededRandom random(12);
    const StoreEnvironment environment = team.world.environment(disk.name());
    const Secret passphrase = secret("pass");
    {
        auto created = Vault::create(team.world.folder / "cut", passphrase, environment, fast);
        REQUIRE(created);
        team.enrol(created->vault, "Cut");
    }
    const std::string content = document_of(30'000);
    std::map<RecordId, Hash> told; // Attached and acknowledged.
    std::size_t broken = 0, acknowledged = 0, finalised = 0;
    for (int life = 0; life < 60; ++life) {
        disk.cut_after(1 + random.below(250));
        if (auto vault = Vault::unlock(team.world.folder / "cut", passphrase, environment)) {
            for (int interview = 0; interview < 3; ++interview) {
                const auto id = vault->begin_record(team.form_reference(), "en");
                if (!id || !vault->save_answers(*id, Team::answer("/data/photo", "a.txt"))) break;
                const auto attached = vault->attach(*id, "a.txt", source_of(content));
                if (!attached) break;
                ++acknowledged;
                told[*id] = attached->file.id;
                if (!vault->finalise(*id)) break;
                ++finalised;
            }
        }
        disk.restart(random);
        auto vault = Vault::unlock(team.world.folder / "cut", passphrase, environment);
        REQUIRE(vault);
        std::size_t pieces = 0;
        for (const RecordOverview& record : vault->records()) {
            const auto files = vault->attachments(record.id);
            REQUIRE(files);
            for (const AttachedFile& file : *files) {
                pieces += file.pieces_here;
                if (content_of(*vault, record.id, file.id) != content) ++broken;
            }
        }
        for (const auto& [id, file] : told)
            if (content_of(*vault, id, file) != content) ++broken;
        vault->lock();
        {
            auto database = tables_of(team.world, "cut", disk.name());
            REQUIRE(database);
            if (column(*database, "SELECT count(*) FROM piece") != std::to_string(pieces)) ++broken;
        }
        vault = Vault::unlock(team.world.folder / "cut", passphrase, environment);
        REQUIRE(vault);
        for (const RecordId& id : vault->drafts()) {
            REQUIRE(vault->discard_draft(id));
            told.erase(id);
        }
        if (told.size() > 6) told.clear(); // Enough of these.
    }
    CHECK(broken == 0);
    CHECK(acknowledged > 10);
    CHECK(finalised > 5);
}

TEST_CASE("a large file is attached and read with the memory of a few pieces")
{
    /// Bytes that nobody holds.
    class LongFile final : public DiskReader {
    public:
        explicit LongFile(std::uint64_t size) : size_(size) {}
        Result<Bytes> read(std::size_t bytes_max) override
        {
            const std::uint64_t count = std::min<std::uint64_t>(bytes_max, size_ - position_);
            position_ += count;
            return Bytes(static_cast<std::size_t>(count), 'x');
        }
        std::uint64_t size() const override { return size_; }

    private:
        std::uint64_t size_;
        std::uint64_t position_ = 0;
    };
    static constexpr std::uint64_t size = std::uint64_t{96} << 20U;
    Team team;
    const RecordId record = team.begin(team.worker);
    // The search finds what is there: otherwise nothing below could fail.
    const std::uint64_t of_something = peak_growth_kib([] { return std::string(std::size_t{32} << 20U, 'x'); });
    REQUIRE(of_something >= 31U << 10U);
    std::uint64_t read = 0;
    const std::uint64_t growth = peak_growth_kib([&] {
        const auto attached = team.worker.attach(record, "film.bin", []() -> Result<std::unique_ptr<DiskReader>> {
            return std::unique_ptr<DiskReader>(std::make_unique<LongFile>(size));
        });
        REQUIRE(attached);
        REQUIRE(team.worker.read_attachment(record, attached->file.id, [&](ByteView part) -> Result<void> {
            read += part.size();
            return {};
        }));
        return read;
    });
    CHECK(read == size);
    MESSAGE("peak grew by KiB: ", growth);
#ifndef __SANITIZE_ADDRESS__ // Which keeps what was freed.
    CHECK(growth < 16U << 10U);
#endif
}

TEST_CASE("an erased record takes its files along, out of the vault and out of every copy of it")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    const AttachedFile file = attach(team.worker, record, "a.txt", document_of(9'000));
    REQUIRE(team.worker.take_snapshot());
    REQUIRE(team.worker.finalise(record));
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    Incoming pieces;
    pieces.attachment_pieces = pieces_of(team.worker);
    REQUIRE(team.supervisor.take_in(pieces));
    REQUIRE(team.supervisor.take_snapshot());
    const std::string piece(as_text(ByteView(pieces.attachment_pieces.at(0)).subspan(100, 64)));
    const auto supervisors = team.world.folder / "supervisor", workers = team.world.folder / "worker";
    REQUIRE(files_with(supervisors, piece) >= 1);
    REQUIRE(files_with(supervisors / "snapshots", piece) == 1);
    REQUIRE(files_with(workers / "snapshots", piece) == 1);

    REQUIRE(team.supervisor.erase_record(record, "asked to be forgotten"));
    CHECK(files_with(supervisors, piece) == 0);
    CHECK(team.supervisor.attachments(record)->empty());
    CHECK(team.supervisor.attachment_pieces().empty());
    CHECK(content_of(team.supervisor, record, file.id) == "NotFound");
    // The laptop that wrote it obeys when it hears of it, and what comes later is of no file any more.
    REQUIRE(team.worker.take_in(Team::all_of(team.supervisor)));
    CHECK(files_with(workers, piece) == 0);
    CHECK(team.worker.attachment_pieces().empty());
}

TEST_CASE("a draft's file that is discarded cannot be opened from a snapshot either")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    attach(team.worker, record, "a.txt", document_of(3'000));
    REQUIRE(team.worker.take_snapshot());
    team.worker.lock();
    std::string key;
    {
        auto database = tables_of(team.world, "worker");
        REQUIRE(database);
        key = column(*database, "SELECT key FROM attachment");
    }
    const auto snapshots = team.world.folder / "worker" / "snapshots";
    REQUIRE(files_with(snapshots, key.substr(0, 64)) == 1);
    Vault vault = *team.world.unlock("worker");
    REQUIRE(vault.discard_draft(record));
    CHECK(files_with(team.world.folder / "worker", key.substr(0, 64)) == 0);
    REQUIRE(vault.verify_erasures());
}
