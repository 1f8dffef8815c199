#pragma once
#include "database/database.h"

struct sqlite3_backup;

namespace mahalla {

/// A copy of a whole database that is made a part at a time, while the database is used: what changes meanwhile is in
/// the copy, too.
///
/// Ended before it is whole, it leaves a file that no program takes for a database of ours. It ends before the database
/// that it copies, and is used by the same thread.
class DatabaseCopy {
public:
    /// Copies to `path`, which must not exist: fails with `Invalid` where it does. `file_system` is the copy's.
    static Result<DatabaseCopy> begin(Database& of, const std::filesystem::path& path,
                                      const char* file_system = nullptr);
    DatabaseCopy(DatabaseCopy&&) noexcept;
    DatabaseCopy& operator=(DatabaseCopy&&) noexcept;
    ~DatabaseCopy();

    static constexpr int all_pages = -1;
    /// Copies so many pages more. True once all of them are there, synced, and the file is closed; nobody has looked
    /// into it yet. Fails as `Database` does.
    Result<bool> copy(int pages);

private:
    struct Finish {
        void operator()(sqlite3_backup* backup) const;
    };
    explicit DatabaseCopy(Database to) : to_(std::move(to)) {}
    std::optional<Database> to_;
    std::unique_ptr<sqlite3_backup, Finish> backup_; ///< Ends before both databases.
};

} // namespace mahalla
