#include "archive/sqlite_archive.h"

#include "base/seeded_random.h"
#include "crypto/sealed_event.h"
#include "database/database.h"
#include "database/power_cut_file_system.h"
#include "record/event.h"
#include "support/temporary_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

using namespace mahalla;

namespace {

/// A laptop whose events nobody here can open.
struct Author {
    SeededRandom random{11};
    SigningKeyPair keys = SigningKeyPair::generate();
    BoxKeyPair reader = BoxKeyPair::generate();
    std::uint64_t sequence = 0;

    ArchivedEvent event(const RecordId& record, EventKind kind = EventKind::Finalise)
    {
        SealedEventHeader header;
        header.kind = static_cast<std::uint16_t>(kind);
        header.project = ProjectId::random(random);
        header.record = record;
        header.device = keys.device();
        header.sequence = ++sequence;
        const auto sealed = SealedEvent::seal(header, as_bytes("an answer"), {reader.public_key()}, keys);
        REQUIRE(sealed);
        return {record, header.device, header.sequence, sealed->event.hash(), false, sealed->event.bytes(), kind};
    }
};

ArchivedEvent hollow(const ArchivedEvent& event)
{
    ArchivedEvent without = event;
    without.bytes = SealedEvent::parse(event.bytes)->erased().bytes();
    return without;
}

Bytes ciphertext_of(const ArchivedEvent& event)
{
    const auto sealed = SealedEvent::parse(event.bytes);
    const ByteView part = ByteView(event.bytes).subspan(sealed->ciphertext_at(), 48);
    return Bytes(part.begin(), part.end());
}

Bytes bytes_in(Archive& archive, const ArchivedEvent& event)
{
    const auto kept = archive.event({{event.device, event.sequence}, event.hash});
    REQUIRE(kept);
    return *kept ? (*kept)->bytes : Bytes();
}

/// Whether the files of an archive that is closed hold these bytes.
bool files_hold(const std::filesystem::path& path, ByteView bytes, const char* file_system = nullptr)
{
    auto database = Database::open(path, {0x4D684172, {""}}, file_system);
    REQUIRE(database);
    Bytes all;
    REQUIRE(database->read_files([&](ByteView part, bool) { all.insert(all.end(), part.begin(), part.end()); }));
    return std::ranges::search(all, bytes).begin() != all.end();
}

struct AnArchive {
    test::TemporaryFolder folder;
    Author author;
    std::unique_ptr<Archive> archive = opened();

    std::unique_ptr<Archive> opened()
    {
        auto result = open_sqlite_archive(folder / "archive.sqlite", author.random);
        REQUIRE(result);
        return std::move(*result);
    }
    bool holds(const ArchivedEvent& event)
    {
        archive.reset();
        const bool found = files_hold(folder / "archive.sqlite", ciphertext_of(event));
        archive = opened();
        return found;
    }
};

} // namespace

TEST_CASE("an erased record's ciphertexts are in no file of the archive, whatever comes first and however often")
{
    AnArchive place;
    const RecordId record = RecordId::random(place.author.random);
    const ArchivedEvent said = place.author.event(record);
    const ArchivedEvent later = place.author.event(record);
    const ArchivedEvent of_another = place.author.event(RecordId::random(place.author.random));
    const ArchivedErasure erasure{record, said.hash};

    SUBCASE("the record first")
    {
        ArchivedEvent quarantined = later;
        quarantined.quarantined = true; // whoever wrote it, it speaks of this person
        REQUIRE(place.archive->take_in({{said, quarantined, of_another}, {}}));
        CHECK(place.holds(said));
        const auto counts = place.archive->take_in({{}, {}, {erasure}});
        REQUIRE(counts);
        CHECK(counts->records_erased == 1);
        CHECK(counts->events_erased == 2);
    }
    SUBCASE("the erasure first")
    {
        REQUIRE(place.archive->take_in({{}, {}, {erasure}}));
        const auto counts = place.archive->take_in({{said, later, of_another}, {}});
        REQUIRE(counts);
        CHECK(counts->events_new == 3);
        CHECK(counts->events_erased == 2);
    }
    SUBCASE("both in one bundle")
    {
        CHECK(place.archive->take_in({{said, later, of_another}, {}, {erasure}})->events_erased == 2);
    }
    for (int again = 0; again < 2; ++again) {
        const auto counts = place.archive->take_in({{said, later, of_another}, {}, {erasure, erasure}});
        REQUIRE(counts);
        CHECK(counts->events_new == 0);
        CHECK(counts->records_erased == 0);
        CHECK_FALSE(place.holds(said));
        CHECK_FALSE(place.holds(later));
    }
    CHECK(place.holds(of_another));
    for (const ArchivedEvent& one : {said, later}) CHECK(bytes_in(*place.archive, one) == hollow(one).bytes);
    CHECK(place.archive->heads()->at(said.device) == 3); // its place in the chain stays
    CHECK(place.archive->counts()->records_erased == 1);
}

TEST_CASE("what is said about an erasure stays readable, and what concerns no record is never erased")
{
    AnArchive place;
    const RecordId record = RecordId::random(place.author.random);
    const ArchivedEvent erasing = place.author.event(record, EventKind::Erased);
    const ArchivedEvent general = place.author.event(RecordId(), EventKind::Charter);
    REQUIRE(place.archive->take_in({{erasing, general}, {}, {{record, erasing.hash}, {RecordId(), erasing.hash}}}));
    CHECK(bytes_in(*place.archive, erasing) == erasing.bytes);
    CHECK(bytes_in(*place.archive, general) == general.bytes);
    CHECK(place.archive->counts()->records_erased == 1);
}

TEST_CASE("an upload under way when a record is erased begins anew, and its pieces are gone")
{
    AnArchive place;
    const RecordId record = RecordId::random(place.author.random);
    const ArchivedEvent said = place.author.event(record);
    const BundleId bundle = BundleId::random(place.author.random);
    const BundleId done = BundleId::random(place.author.random);
    Hash hash;
    const Bytes piece = ciphertext_of(said);
    REQUIRE(place.archive->begin_upload(bundle, 100, hash));
    REQUIRE(place.archive->append_upload(bundle, 0, piece));
    REQUIRE(place.archive->begin_upload(done, piece.size(), hash));
    REQUIRE(place.archive->append_upload(done, 0, piece));
    REQUIRE(place.archive->complete_upload(done, to_bytes("receipt")));
    REQUIRE(place.archive->take_in({{said}, {}, {{record, said.hash}}}));
    CHECK_FALSE(place.holds(said));
    CHECK(place.archive->upload(bundle)->offset == 0);
    CHECK(place.archive->upload(done)->complete);
    CHECK(place.archive->upload(done)->offset == piece.size());
    REQUIRE(place.archive->append_upload(bundle, 0, piece));
    CHECK(*place.archive->upload_bytes(bundle) == piece);
}

TEST_CASE("a carrier who leaves a content out erases nothing in the archive either")
{
    AnArchive place;
    const ArchivedEvent said = place.author.event(RecordId::random(place.author.random));
    REQUIRE(place.archive->take_in({{hollow(said)}, {}}));
    REQUIRE(place.archive->take_in({{said}, {}}));
    CHECK(bytes_in(*place.archive, said) == said.bytes);
    REQUIRE(place.archive->take_in({{hollow(said)}, {}}));
    CHECK(bytes_in(*place.archive, said) == said.bytes);
}

TEST_CASE("who sent an event with a false signature before its signer was known does not keep the true one out")
{
    AnArchive place;
    const ArchivedEvent said = place.author.event(RecordId::random(place.author.random));
    ArchivedEvent false_one = said;
    false_one.quarantined = true;
    false_one.bytes.back() ^= 1;
    REQUIRE(place.archive->take_in({{false_one}, {}}));
    REQUIRE(place.archive->take_in({{said}, {}}));
    CHECK(bytes_in(*place.archive, said) == said.bytes);
    REQUIRE(place.archive->take_in({{false_one}, {}}));
    CHECK(bytes_in(*place.archive, said) == said.bytes);
}

TEST_CASE("an erasure that was committed before the power went leaves the log at the next start")
{
    AnArchive place;
    const ArchivedEvent said = place.author.event(RecordId::random(place.author.random));
    REQUIRE(place.archive->take_in({{said}, {}}));
    const auto copy_to = [&](const std::string& from, const std::string& to) {
        std::filesystem::create_directory(place.folder / to);
        for (const char* const name : {"archive.sqlite", "archive.sqlite-wal"})
            std::filesystem::copy_file(place.folder / from / name, place.folder / to / name);
    };
    const auto is_in_log_or_file = [&](const std::string& folder) {
        const Bytes wanted = ciphertext_of(said);
        bool found = false;
        for (const auto& entry : std::filesystem::directory_iterator(place.folder / folder)) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
            found = found || bytes.find(as_text(wanted)) != std::string::npos;
        }
        return found;
    };
    copy_to(".", "running");
    {
        auto database = Database::open(place.folder / "running" / "archive.sqlite", {0x4D684172, {""}});
        REQUIRE(database);
        REQUIRE(database->execute("UPDATE event SET bytes = x''"));
        copy_to("running", "cut");
    }
    REQUIRE(is_in_log_or_file("cut"));
    const auto archive = open_sqlite_archive(place.folder / "cut" / "archive.sqlite", place.author.random);
    REQUIRE(archive);
    CHECK_FALSE(is_in_log_or_file("cut"));
}

TEST_CASE("wherever the power fails during an erasure, an archive that knows of it holds no ciphertext of the record")
{
    test::TemporaryFolder folder;
    const std::filesystem::path path = folder / "archive.sqlite";
    Author author;
    SeededRandom chance(3);
    test::PowerCutFileSystem disk;
    std::size_t interrupted = 0, done = 0, broken = 0;
    for (std::size_t cut = 1; done < 3; ++cut) {
        disk.clear();
        const RecordId record = RecordId::random(author.random);
        const ArchivedEvent said = author.event(record);
        {
            auto archive = open_sqlite_archive(path, author.random, disk.name());
            REQUIRE(archive);
            REQUIRE((*archive)->take_in({{said, author.event(record)}, {}}));
            disk.cut_after(cut);
            const bool is_done = (*archive)->take_in({{author.event(record)}, {}, {{record, said.hash}}}).has_value();
            ++(is_done ? done : interrupted);
            archive->reset();
            disk.restart(chance);
            archive = open_sqlite_archive(path, author.random, disk.name());
            REQUIRE(archive);
            const bool knows = (*archive)->counts()->records_erased == 1;
            if (is_done && !knows) ++broken;
            archive->reset();
            const bool holds = files_hold(path, ciphertext_of(said), disk.name());
            if (holds == knows) ++broken;
            archive = open_sqlite_archive(path, author.random, disk.name());
            REQUIRE((*archive)->take_in({{said}, {}, {{record, said.hash}}}));
        }
        if (files_hold(path, ciphertext_of(said), disk.name())) ++broken;
    }
    CHECK(broken == 0);
    CHECK(interrupted >= 8);
}
