#include "database/database_copy.h"

#include "database/faulty_file_system.h"
#include "support/temporary_folder.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>
#include <sys/stat.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const DatabaseSchema notes{0x4d484e54, {"CREATE TABLE note(id INTEGER PRIMARY KEY, body BLOB NOT NULL)"}};

Result<void> add(Database& database, std::string_view body)
{
    MAHALLA_TRY(Statement insert, database.prepare("INSERT INTO note(body) VALUES(?1)"));
    return insert.bind(1, as_bytes(body)).run();
}

std::vector<std::string> all(Database& database)
{
    std::vector<std::string> bodies;
    auto select = database.prepare("SELECT body FROM note ORDER BY id");
    REQUIRE(select);
    for (;;) {
        const auto has_row = select->step();
        REQUIRE(has_row);
        if (!*has_row) return bodies;
        bodies.push_back(select->text(0));
    }
}

std::string kind_of(const auto& result) { return result ? "success" : name_of(result.error().kind); }

std::string pragma(Database& database, std::string_view name)
{
    auto statement = database.prepare("PRAGMA " + std::string(name));
    REQUIRE(statement);
    REQUIRE(*statement->step());
    return statement->text(0);
}

std::string file_bytes(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

} // namespace

TEST_CASE("what was stored is there after opening again")
{
    const TemporaryFolder folder;
    {
        auto database = Database::open(folder / "a.sqlite", notes);
        REQUIRE(database);
        REQUIRE(add(*database, "first"));
    }
    auto database = Database::open(folder / "a.sqlite", notes);
    REQUIRE(database);
    CHECK(all(*database) == std::vector<std::string>{"first"});
}

TEST_CASE("the settings are those that lose nothing")
{
    const TemporaryFolder folder;
    auto opened = Database::open(folder / "a.sqlite", notes);
    REQUIRE(opened);
    Database& database = *opened;
    CHECK(pragma(database, "journal_mode") == "wal");
    CHECK(pragma(database, "synchronous") == "2");
    CHECK(pragma(database, "locking_mode") == "exclusive");
    CHECK(pragma(database, "temp_store") == "2");
    CHECK(pragma(database, "secure_delete") == "1");
    CHECK(pragma(database, "foreign_keys") == "1");
    CHECK(pragma(database, "trusted_schema") == "0");
    CHECK(pragma(database, "cell_size_check") == "1");
    CHECK(kind_of(database.execute("ATTACH '" + (folder / "b").string() + "' AS other")) != "success");
    CHECK(kind_of(database.execute("SELECT load_extension('x')")) != "success");
}

TEST_CASE("only the owner can read the files")
{
    const TemporaryFolder folder;
    auto database = Database::open(folder / "a.sqlite", notes);
    REQUIRE(database);
    REQUIRE(add(*database, "first"));
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        CAPTURE(entry.path().filename().string());
        struct stat status {};
        REQUIRE(stat(entry.path().c_str(), &status) == 0);
        CHECK((status.st_mode & 0777U) == 0600);
    }
    CHECK_FALSE(std::filesystem::exists(folder / "a.sqlite-shm"));
}

TEST_CASE("a second program is told that the file is held")
{
    const TemporaryFolder folder;
    const auto first = Database::open(folder / "a.sqlite", notes);
    REQUIRE(first);
    CHECK(kind_of(Database::open(folder / "a.sqlite", notes)) == "Unavailable");
}

TEST_CASE("files that are something else are not taken for ours")
{
    const TemporaryFolder folder;
    std::ofstream(folder / "text") << std::string(5000, 'x');
    CHECK(kind_of(Database::open(folder / "text", notes)) == "Corrupt");
    {
        REQUIRE(Database::open(folder / "other", DatabaseSchema{0x4d480000, notes.migrations}));
    }
    CHECK(kind_of(Database::open(folder / "other", notes)) == "Corrupt");
    {
        DatabaseSchema newer = notes;
        newer.migrations.emplace_back("CREATE TABLE more(id INTEGER PRIMARY KEY)");
        REQUIRE(Database::open(folder / "newer", newer));
    }
    CHECK(kind_of(Database::open(folder / "newer", notes)) == "Refused");
}

TEST_CASE("an older file is brought to the newest version and keeps its rows")
{
    const TemporaryFolder folder;
    {
        auto database = Database::open(folder / "a.sqlite", notes);
        REQUIRE(add(*database, "old"));
    }
    DatabaseSchema newer = notes;
    newer.migrations.emplace_back("ALTER TABLE note ADD COLUMN colour TEXT");
    auto database = Database::open(folder / "a.sqlite", newer);
    REQUIRE(database);
    CHECK(all(*database).size() == 1);
    CHECK(pragma(*database, "user_version") == "2");
}

TEST_CASE("a migration that fails changes nothing")
{
    const TemporaryFolder folder;
    {
        REQUIRE(Database::open(folder / "a.sqlite", notes));
    }
    DatabaseSchema broken = notes;
    broken.migrations.emplace_back("CREATE TABLE half(id INTEGER); SELECT * FROM nothing_like_this");
    CHECK_FALSE(Database::open(folder / "a.sqlite", broken));
    auto database = Database::open(folder / "a.sqlite", notes);
    REQUIRE(database);
    CHECK_FALSE(database->prepare("SELECT * FROM half"));
}

TEST_CASE("what was not committed did not happen")
{
    const TemporaryFolder folder;
    auto database = Database::open(folder / "a.sqlite", notes);
    {
        auto transaction = Transaction::begin(*database);
        REQUIRE(transaction);
        REQUIRE(add(*database, "never"));
    }
    CHECK(all(*database).empty());
    {
        auto transaction = Transaction::begin(*database);
        REQUIRE(add(*database, "always"));
        REQUIRE(transaction->commit());
    }
    CHECK(all(*database).size() == 1);
}

TEST_CASE("a statement that is used again knows nothing of the time before")
{
    TemporaryFolder folder;
    auto database = Database::open(folder / "notes.sqlite", notes);
    REQUIRE(database);
    REQUIRE(add(*database, "one"));
    REQUIRE(add(*database, "two"));
    {
        auto insert = database->prepare("INSERT INTO note(body) VALUES(?1)");
        insert->bind(1, as_bytes("never run"));
    }
    // Not bound again: the value would be missing, and not the one from before.
    CHECK(kind_of(database->prepare("INSERT INTO note(body) VALUES(?1)")->run()) == "Invalid");
    const char* const in_order = "SELECT body FROM note ORDER BY id";
    {
        auto half_read = database->prepare(in_order);
        REQUIRE(*half_read->step());
        // The same text while the first is being read: another statement.
        auto beside = database->prepare(in_order);
        REQUIRE(*beside->step());
        REQUIRE(*beside->step());
        CHECK(half_read->text(0) == "one");
        CHECK(beside->text(0) == "two");
    }
    // What was read by half holds no lock: the log can be emptied.
    CHECK(database->checkpoint_truncate());
    CHECK(std::filesystem::file_size(folder / "notes.sqlite-wal") == 0);
    CHECK(all(*database) == std::vector<std::string>{"one", "two"});
    // More kinds than are kept.
    for (int i = 0; i < 100; ++i) REQUIRE(*database->prepare("SELECT " + std::to_string(i))->step());
    CHECK(all(*database) == std::vector<std::string>{"one", "two"});
    Database moved = *std::move(database);
    CHECK(all(moved) == std::vector<std::string>{"one", "two"});
}

TEST_CASE("messages hold no SQL, no table and no value")
{
    const TemporaryFolder folder;
    auto database = Database::open(folder / "a.sqlite", notes);
    auto twice = database->prepare("INSERT INTO note(id, body) VALUES(1, ?1)");
    REQUIRE(twice->bind(1, as_bytes("CANARY")).run());
    const auto again = twice->run();
    REQUIRE_FALSE(again);
    CHECK(again.error().kind == ErrorKind::Invalid);
    const auto wrong = database->prepare("SELECT canary FROM note");
    REQUIRE_FALSE(wrong);
    for (const std::string& message : {again.error().message, wrong.error().message})
        for (const char* const word : {"CANARY", "canary", "note", "SELECT", "INSERT"})
            CHECK(message.find(word) == std::string::npos);
}

TEST_CASE("after an overwrite and a truncating checkpoint the old bytes are in no file")
{
    const TemporaryFolder folder;
    auto database = Database::open(folder / "a.sqlite", notes);
    const std::string key = "CANARYKEY" + std::string(23, '\xa5');
    REQUIRE(add(*database, key));
    const auto is_on_disk = [&] {
        return file_bytes(folder / "a.sqlite").find(key) != std::string::npos ||
               file_bytes(folder / "a.sqlite-wal").find(key) != std::string::npos;
    };
    REQUIRE(is_on_disk()); // Otherwise the check below could not fail.
    REQUIRE(database->execute("UPDATE note SET body=randomblob(32)"));
    REQUIRE(database->checkpoint_truncate());
    CHECK_FALSE(is_on_disk());
}

TEST_CASE("a copy is whole and never overwrites")
{
    const TemporaryFolder folder;
    auto database = Database::open(folder / "a.sqlite", notes);
    REQUIRE(add(*database, "first"));
    {
        auto copying = DatabaseCopy::begin(*database, folder / "copy.sqlite");
        REQUIRE(copying);
        REQUIRE(copying->copy(DatabaseCopy::all_pages));
    }
    CHECK(kind_of(DatabaseCopy::begin(*database, folder / "copy.sqlite")) == "Invalid");
    auto copy = Database::open(folder / "copy.sqlite", notes);
    REQUIRE(copy);
    CHECK(all(*copy).size() == 1);
}

TEST_CASE("a copy is made a page at a time, and what is written meanwhile is in it")
{
    const TemporaryFolder folder;
    auto database = Database::open(folder / "a.sqlite", notes);
    for (int i = 0; i < 100; ++i) REQUIRE(add(*database, std::string(4000, 'x')));
    auto copying = DatabaseCopy::begin(*database, folder / "copy.sqlite");
    REQUIRE(copying);
    std::size_t parts = 1;
    for (;; ++parts) {
        const auto is_whole = copying->copy(1);
        REQUIRE(is_whole);
        if (*is_whole) break;
        if (parts == 50) REQUIRE(add(*database, "meanwhile"));
    }
    CHECK(parts > 100);
    auto copy = Database::open(folder / "copy.sqlite", notes);
    REQUIRE(copy);
    CHECK(copy->check_integrity());
    CHECK(all(*copy) == all(*database));
}

TEST_CASE("a copy that was given up is no database of ours, and the one it copied closes")
{
    const TemporaryFolder folder;
    {
        auto database = Database::open(folder / "a.sqlite", notes);
        for (int i = 0; i < 20; ++i) REQUIRE(add(*database, std::string(4000, 'x')));
        auto copying = DatabaseCopy::begin(*database, folder / "copy.sqlite");
        REQUIRE(copying);
        CHECK(*copying->copy(1) == false);
    }
    auto copy = Database::open(folder / "copy.sqlite", notes), original = Database::open(folder / "a.sqlite", notes);
    REQUIRE(copy);
    REQUIRE(original);
    CHECK(all(*copy).empty());
    CHECK(all(*original).size() == 20);
}

TEST_CASE("statements end soon after their connection was stopped, in the middle of their rows")
{
    const TemporaryFolder folder;
    auto database = Database::open(folder / "a.sqlite", notes);
    for (int i = 0; i < 1000; ++i) REQUIRE(add(*database, "a note"));
    const auto stop = std::make_shared<std::atomic<bool>>(false);
    database->stop_where(stop);
    auto select = database->prepare("SELECT body FROM note");
    REQUIRE(select);
    std::size_t rows = 0, rows_after = 0;
    for (;;) {
        const auto has_row = select->step();
        if (!has_row) {
            CHECK(kind_of(has_row) == "Refused");
            break;
        }
        REQUIRE(*has_row);
        if (++rows == 300) stop->store(true);
        if (rows > 300) ++rows_after;
    }
    CHECK(rows_after < 300);
}

TEST_CASE("whenever the disk fails, what was acknowledged stays and what failed can be tried again")
{
    for (const DiskFault fault : {DiskFault::Full, DiskFault::WriteError, DiskFault::SyncError}) {
        std::size_t failures = 0;
        for (std::size_t after = 0; after < 40; ++after) {
            CAPTURE(static_cast<int>(fault));
            CAPTURE(after);
            const TemporaryFolder folder;
            FaultyFileSystem disk;
            std::vector<std::string> acknowledged;
            {
                auto database = Database::open(folder / "a.sqlite", notes, disk.name());
                REQUIRE(database);
                disk.fail_after(after, fault);
                for (int i = 0; i < 8; ++i) {
                    const std::string body(static_cast<std::size_t>(600 * (i + 1)), static_cast<char>('a' + i));
                    const auto added = add(*database, body);
                    if (added) acknowledged.push_back(body);
                    if (!added) {
                        ++failures;
                        CHECK(added.error().kind == ErrorKind::Unavailable);
                    }
                    if (i == 3) static_cast<void>(database->checkpoint_truncate());
                }
                disk.heal();
                const bool added = add(*database, "after").has_value();
                if (fault == DiskFault::Full) CHECK(added);
                if (added) acknowledged.push_back("after");
            }
            auto database = Database::open(folder / "a.sqlite", notes, disk.name());
            REQUIRE(database);
            const auto found = all(*database);
            for (const std::string& body : acknowledged) CHECK(std::ranges::find(found, body) != found.end());
            CHECK(database->check_integrity());
        }
        CHECK(failures > 0);
    }
}
