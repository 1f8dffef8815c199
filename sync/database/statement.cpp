#include "database/database.h"
#include "database/database_failure.h"
#include "database/statement_shelf.h"

#include <sqlite3.h>

namespace mahalla {

void Statement::GiveBack::operator()(sqlite3_stmt* statement) const { shelf->give_back(statement); }

Statement::Statement(Statement&&) noexcept = default;
Statement& Statement::operator=(Statement&&) noexcept = default;
Statement::~Statement() = default;

Statement& Statement::bind(int index, std::int64_t value)
{
    if (const int result = sqlite3_bind_int64(statement_.get(), index, value); result != SQLITE_OK)
        bind_result_ = result;
    return *this;
}

Statement& Statement::bind(int index, ByteView bytes)
{
    // An empty view has a null address, which SQLite would take for NULL.
    const void* const address = bytes.empty() ? static_cast<const void*>("") : bytes.data();
    const int result = sqlite3_bind_blob64(statement_.get(), index, address, bytes.size(), SQLITE_TRANSIENT);
    if (result != SQLITE_OK) bind_result_ = result;
    return *this;
}

Statement& Statement::bind(int index, std::string_view text)
{
    const char* const address = text.empty() ? "" : text.data();
    const int result =
        sqlite3_bind_text64(statement_.get(), index, address, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    if (result != SQLITE_OK) bind_result_ = result;
    return *this;
}

Statement& Statement::bind_null(int index)
{
    if (const int result = sqlite3_bind_null(statement_.get(), index); result != SQLITE_OK) bind_result_ = result;
    return *this;
}

Result<bool> Statement::step()
{
    if (bind_result_ != SQLITE_OK) return database_failure(bind_result_);
    const int result = sqlite3_step(statement_.get());
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) {
        sqlite3_reset(statement_.get());
        return false;
    }
    sqlite3_reset(statement_.get());
    return database_failure(result);
}

Result<void> Statement::run()
{
    for (;;) {
        MAHALLA_TRY(const bool has_row, step());
        if (!has_row) return {};
    }
}

void Statement::reset()
{
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
    bind_result_ = SQLITE_OK;
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

ByteView Statement::bytes(int column) const
{
    const auto* const data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::string Statement::text(int column) const { return std::string(as_text(bytes(column))); }

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

} // namespace mahalla
