#include "database/statement_shelf.h"

#include <algorithm>
#include <sqlite3.h>

namespace mahalla {

namespace {

constexpr std::size_t kept_max = 24; ///< More than any of our databases has statements for its daily work.

} // namespace

StatementShelf::~StatementShelf()
{
    for (sqlite3_stmt* statement : kept_) sqlite3_finalize(statement);
}

sqlite3_stmt* StatementShelf::take(std::string_view sql)
{
    const auto found =
        std::ranges::find(kept_, sql, [](sqlite3_stmt* kept) { return std::string_view(sqlite3_sql(kept)); });
    if (found == kept_.end()) return nullptr;
    sqlite3_stmt* const statement = *found;
    kept_.erase(found);
    return statement;
}

void StatementShelf::give_back(sqlite3_stmt* statement)
{
    // What its last run said was told to who ran it.
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    kept_.push_back(statement);
    if (kept_.size() <= kept_max) return;
    sqlite3_finalize(kept_.front());
    kept_.erase(kept_.begin());
}

} // namespace mahalla
