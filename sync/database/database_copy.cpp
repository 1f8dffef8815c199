#include "database/database_copy.h"

#include "database/database_failure.h"

#include <sqlite3.h>

namespace mahalla {

void DatabaseCopy::Finish::operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }

DatabaseCopy::DatabaseCopy(DatabaseCopy&&) noexcept = default;
DatabaseCopy& DatabaseCopy::operator=(DatabaseCopy&&) noexcept = default;
DatabaseCopy::~DatabaseCopy() = default;

Result<DatabaseCopy> DatabaseCopy::begin(Database& of, const std::filesystem::path& path, const char* file_system)
{
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) return failure(ErrorKind::Invalid, "A file is at this place already.");
    MAHALLA_TRY(Database to, Database::open_empty(path, file_system));
    // Exclusive, so that the log's index stays in memory here as well.
    if (auto set = to.execute("PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY; PRAGMA synchronous=FULL;");
        !set)
        return tl::unexpected(set.error());
    DatabaseCopy copy(std::move(to));
    copy.backup_.reset(sqlite3_backup_init(copy.to_->connection_.get(), "main", of.connection_.get(), "main"));
    if (!copy.backup_) return database_failure(sqlite3_errcode(copy.to_->connection_.get()));
    return copy;
}

Result<bool> DatabaseCopy::copy(int pages)
{
    const int result = sqlite3_backup_step(backup_.get(), pages);
    if (result == SQLITE_OK) return false;
    backup_.reset();
    to_.reset();
    if (result != SQLITE_DONE) return database_failure(result);
    return true;
}

} // namespace mahalla
