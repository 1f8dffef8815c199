#pragma once
#include <string_view>
#include <vector>

struct sqlite3_stmt;

namespace mahalla {

/// Compiled statements of one connection that nobody uses just now, by their text. Without rows, so that they hold no
/// lock, and without values, so that nothing bound to them stays in memory. Inside this library only.
class StatementShelf {
public:
    StatementShelf() = default;
    ~StatementShelf();
    StatementShelf(const StatementShelf&) = delete;
    StatementShelf& operator=(const StatementShelf&) = delete;

    /// Null where none with this text is here.
    sqlite3_stmt* take(std::string_view sql);
    void give_back(sqlite3_stmt* statement);

private:
    std::vector<sqlite3_stmt*> kept_; ///< The one that came last is last.
};

} // namespace mahalla
