#include "database/database.h"

#include "base/check.h"
#include "database/database_failure.h"
#include "database/statement_shelf.h"

#include <algorithm>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>
#include <utility>

namespace mahalla {

namespace {

constexpr int value_bytes_max = 64 << 20;
constexpr int read_bytes = 1 << 20;
/// Of SQLite's machine: a few dozen rows, so that whoever stops a connection waits for some milliseconds.
constexpr int steps_between_questions = 500;

/// SQLite makes files that everybody may read; a file that is there already keeps its rights, and the log takes them
/// over.
Result<void> make_private_file(const std::filesystem::path& path)
{
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return database_failure(SQLITE_CANTOPEN);
    ::close(descriptor);
    return {};
}

/// The settings of security.md §4, before the first page is read.
Result<void> configure(sqlite3* connection)
{
    sqlite3_extended_result_codes(connection, 1);
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, value_bytes_max);
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    // Exclusive before WAL: then the index of the log stays in memory, and no third file appears. EXTRA while a new
    // file turns to WAL: the rollback journal of that moment must not come back after a power cut and undo what
    // followed.
    const int result = sqlite3_exec(connection,
                                    "PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;"
                                    "PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
                                    "PRAGMA synchronous=EXTRA; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
                                    nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) return database_failure(result);
    return {};
}

Result<std::int64_t> pragma_value(Database& database, std::string_view sql)
{
    MAHALLA_TRY(Statement statement, database.prepare(sql));
    MAHALLA_TRY(const bool has_row, statement.step());
    return has_row ? statement.integer(0) : 0;
}

/// PRAGMA takes no bound values; these numbers are ours.
Result<void> set_pragma(Database& database, const char* name, std::uint64_t value)
{
    return database.execute("PRAGMA " + std::string(name) + "=" + std::to_string(value));
}

Result<void> migrate(Database& database, const DatabaseSchema& schema)
{
    // One transaction from the first look on, so that the lock is taken here and not at the first save.
    MAHALLA_TRY(Transaction transaction, Transaction::begin(database));
    MAHALLA_TRY(const std::int64_t application, pragma_value(database, "PRAGMA application_id"));
    MAHALLA_TRY(const std::int64_t version, pragma_value(database, "PRAGMA user_version"));
    MAHALLA_TRY(const std::int64_t tables, pragma_value(database, "SELECT count(*) FROM sqlite_schema"));
    const bool is_new = application == 0 && version == 0 && tables == 0;
    if (!is_new && application != schema.application_id)
        return failure(ErrorKind::Corrupt, "The file is no database of this kind.");
    const auto newest = static_cast<std::int64_t>(schema.migrations.size());
    if (version < 0) return failure(ErrorKind::Corrupt, "The database is damaged. Bring back the last good copy.");
    if (version > newest)
        return failure(ErrorKind::Refused, "These data were written by a newer version of this program. Install that.");
    for (std::int64_t step = version; step < newest; ++step)
        if (auto done = database.execute(schema.migrations[static_cast<std::size_t>(step)]); !done) return done;
    if (version < newest) {
        if (auto set = set_pragma(database, "application_id", schema.application_id); !set) return set;
        if (auto set = set_pragma(database, "user_version", static_cast<std::uint64_t>(newest)); !set) return set;
    }
    return transaction.commit();
}

} // namespace

void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Database::Database(std::unique_ptr<sqlite3, Close> connection)
    : connection_(std::move(connection)), shelf_(std::make_unique<StatementShelf>())
{}

Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::filesystem::path& path, const DatabaseSchema& schema,
                                const char* file_system)
{
    if (auto made = make_private_file(path); !made) return tl::unexpected(made.error());
    sqlite3* connection = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_PRIVATECACHE;
    const int result = sqlite3_open_v2(path.c_str(), &connection, flags, file_system);
    Database database{std::unique_ptr<sqlite3, Close>(connection)};
    if (result != SQLITE_OK) return database_failure(result);
    if (auto configured = configure(connection); !configured) return tl::unexpected(configured.error());
    if (auto migrated = migrate(database, schema); !migrated) return tl::unexpected(migrated.error());
    return database;
}

Result<Statement> Database::prepare(std::string_view sql)
{
    if (sqlite3_stmt* const kept = shelf_->take(sql)) return Statement(*shelf_, kept);
    sqlite3_stmt* statement = nullptr;
    const int result = sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (result != SQLITE_OK) return database_failure(result);
    return Statement(*shelf_, statement);
}

Result<void> Database::execute(std::string_view sql)
{
    const int result = sqlite3_exec(connection_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) return database_failure(result);
    return {};
}

std::uint64_t Database::changed_rows() const
{
    return static_cast<std::uint64_t>(sqlite3_changes64(connection_.get()));
}

Result<void> Database::checkpoint_truncate()
{
    const int result =
        sqlite3_wal_checkpoint_v2(connection_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (result != SQLITE_OK) return database_failure(result);
    // SQLite does not sync a log that it made empty: after a power cut it could be as long as before, with all that was
    // overwritten since.
    sqlite3_file* log = nullptr;
    if (const int found = sqlite3_file_control(connection_.get(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
        found != SQLITE_OK)
        return database_failure(found);
    if (log == nullptr || log->pMethods == nullptr) return {}; // There is no log before the first change.
    if (const int synced = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL); synced != SQLITE_OK)
        return database_failure(synced == SQLITE_ERROR ? SQLITE_IOERR_FSYNC : synced);
    return {};
}

Result<Database> Database::open_empty(const std::filesystem::path& path, const char* file_system)
{
    if (auto made = make_private_file(path); !made) return tl::unexpected(made.error());
    sqlite3* opened = nullptr;
    const int result =
        sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, file_system);
    Database database{std::unique_ptr<sqlite3, Close>(opened)};
    if (result != SQLITE_OK) return database_failure(result);
    return database;
}

void Database::stop_where(std::shared_ptr<const std::atomic<bool>> stop)
{
    stop_ = std::move(stop);
    const auto is_stopped = [](void* asked) -> int {
        return static_cast<const std::atomic<bool>*>(asked)->load() ? 1 : 0;
    };
    sqlite3_progress_handler(connection_.get(), steps_between_questions, is_stopped,
                             const_cast<std::atomic<bool>*>(stop_.get()));
}

Result<void> Database::check_integrity() { return says_ok("PRAGMA integrity_check(1)"); }

Result<void> Database::check_pages() { return says_ok("PRAGMA quick_check(1)"); }

Result<void> Database::says_ok(std::string_view check)
{
    MAHALLA_TRY(Statement statement, prepare(check));
    MAHALLA_TRY(const bool has_row, statement.step());
    if (!has_row || statement.text(0) != "ok") return database_failure(SQLITE_CORRUPT);
    return {};
}

Result<void> Database::read_files(const std::function<void(ByteView part, bool begins_file)>& look)
{
    for (const int which : {SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER}) {
        sqlite3_file* file = nullptr;
        if (const int result = sqlite3_file_control(connection_.get(), "main", which, &file); result != SQLITE_OK)
            return database_failure(result);
        if (file == nullptr || file->pMethods == nullptr) continue; // There is no log before the first change.
        sqlite3_int64 size = 0;
        if (const int result = file->pMethods->xFileSize(file, &size); result != SQLITE_OK)
            return database_failure(result);
        Bytes part;
        for (sqlite3_int64 at = 0; at < size; at += static_cast<sqlite3_int64>(part.size())) {
            part.resize(static_cast<std::size_t>(std::min<sqlite3_int64>(size - at, read_bytes)));
            const int result = file->pMethods->xRead(file, part.data(), static_cast<int>(part.size()), at);
            if (result != SQLITE_OK) return database_failure(result);
            look(part, at == 0);
        }
    }
    return {};
}

Result<Transaction> Transaction::begin(Database& database)
{
    if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return tl::unexpected(begun.error());
    return Transaction(database.connection_.get());
}

Transaction::Transaction(Transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction()
{
    // After a full disk SQLite may have rolled back by itself; rolling back twice would only be an error nobody reads.
    if (connection_ != nullptr && sqlite3_get_autocommit(connection_) == 0)
        sqlite3_exec(connection_, "ROLLBACK", nullptr, nullptr, nullptr);
}

Result<void> Transaction::commit()
{
    MAHALLA_CHECK(connection_ != nullptr);
    // SQLite rolls some failures back by itself; COMMIT would then have nothing to commit and would not complain
    // enough.
    if (sqlite3_get_autocommit(connection_) != 0) return database_failure(SQLITE_FULL);
    const int result = sqlite3_exec(connection_, "COMMIT", nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) return database_failure(result);
    connection_ = nullptr;
    return {};
}

} // namespace mahalla
