#pragma once
#include "base/bytes.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace mahalla {

/// What a database of one kind holds.
struct DatabaseSchema {
    /// Tells our files from others; stored in the file.
    std::uint32_t application_id = 0;
    /// SQL that leads from version n to n + 1, the first from an empty file. What was released is never changed.
    std::vector<std::string_view> migrations;
};

class Statement;
class StatementShelf;

/// One SQLite file and the one connection to it, with the settings that lose nothing (security.md §4): WAL,
/// synchronous=FULL, locking_mode=EXCLUSIVE, temp_store=MEMORY, secure_delete, foreign_keys, no trusted schema, no
/// extensions, no mmap.
///
/// A commit that returned success survives a power cut. Another process that opens the file fails with `Unavailable`.
/// Files are readable by their owner alone. A file that came from outside is never opened with this.
///
/// Every failure is one of: `Unavailable` (disk full, disk failing, held by another process), `Corrupt` (no database,
/// or damaged), `Refused` (made by a newer version of the program), `Invalid` (a constraint of the schema). Messages
/// hold no SQL, path or value. One thread at a time; statements and transactions do not outlive the database.
class Database {
public:
    /// Opens the file at `path`, making it where there is none, and brings it to the newest version. `file_system`
    /// names an SQLite VFS (tests hand in one that fails).
    static Result<Database> open(const std::filesystem::path& path, const DatabaseSchema& schema,
                                 const char* file_system = nullptr);
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// Compiles one statement, or hands out again one with the same text that is over: to compile takes longer than to
    /// write a row. SQL is ours, never put together from values: those are bound.
    Result<Statement> prepare(std::string_view sql);
    /// Statements without values or rows.
    Result<void> execute(std::string_view sql);
    /// From now on statements end with `Refused` soon after `stop` says so, from whatever thread, in whatever row they
    /// are. Not within SQLite's own checks of pages, which look at a hundred megabytes in a fraction of a second.
    void stop_where(std::shared_ptr<const std::atomic<bool>> stop);
    /// How many rows the last statement changed.
    std::uint64_t changed_rows() const;

    /// Writes the whole log into the file and empties it: what was overwritten before is then in neither, and is not
    /// again after a power cut.
    Result<void> checkpoint_truncate();
    /// SQLite's own check of the whole file. Fails with `Corrupt` where it finds anything.
    Result<void> check_integrity();
    /// Hands over what stands in the file, then in the log, a part at a time; `begins_file` with the first of each. It
    /// reads through SQLite's own handles: to open the file in another way and close it would give up this process's
    /// lock on it.
    Result<void> read_files(const std::function<void(ByteView part, bool begins_file)>& look);
    /// The same without comparing indices to their tables, which takes a quarter of the time: no row is left out
    /// without a word because a page's own account of what it holds is damaged.
    Result<void> check_pages();

private:
    friend class Transaction;
    friend class DatabaseCopy;
    /// Without tables or settings, for what is about to be written over it.
    static Result<Database> open_empty(const std::filesystem::path& path, const char* file_system);
    Result<void> says_ok(std::string_view check);
    struct Close {
        void operator()(sqlite3* connection) const;
    };
    explicit Database(std::unique_ptr<sqlite3, Close> connection);
    std::shared_ptr<const std::atomic<bool>> stop_; ///< Outlives the connection that asks it.
    std::unique_ptr<sqlite3, Close> connection_;
    std::unique_ptr<StatementShelf> shelf_; ///< Empties before the connection closes.
};

/// A compiled statement: bind from 1 on, then `run`, or `step` until it says false.
class Statement {
public:
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) noexcept;
    ~Statement();

    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, ByteView bytes);
    Statement& bind(int index, std::string_view text);
    Statement& bind_null(int index);

    /// The next row, if there is one. The statement can be bound and run again after the last.
    Result<bool> step();
    /// To the end, without looking at rows.
    Result<void> run();
    /// Forgets rows and values, to be bound again.
    void reset();

    std::int64_t integer(int column) const;
    /// Valid until the next `step` or `reset`.
    ByteView bytes(int column) const;
    std::string text(int column) const;
    bool is_null(int column) const;

private:
    friend class Database;
    friend class StatementShelf;
    /// Puts it back on the shelf, without its rows and values.
    struct GiveBack {
        StatementShelf* shelf = nullptr;
        void operator()(sqlite3_stmt* statement) const;
    };
    Statement(StatementShelf& shelf, sqlite3_stmt* statement) : statement_(statement, GiveBack{&shelf}) {}
    std::unique_ptr<sqlite3_stmt, GiveBack> statement_;
    int bind_result_ = 0;
};

/// All or nothing. What was not committed is rolled back at the end of the scope.
class Transaction {
public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    /// After success it survives a power cut; after failure nothing of it happened.
    Result<void> commit();

private:
    explicit Transaction(sqlite3* connection) : connection_(connection) {}
    sqlite3* connection_ = nullptr;
};

} // namespace mahalla
