#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// What a cell holds: words of people, or what we wrote ourselves.
enum class CsvContent {
    Words,  ///< Gets an apostrophe in front where a spreadsheet program would take it for a formula.
    Figure, ///< A number, a key, a mark.
};

/// One line of comma-separated values (RFC 4180), put together cell by cell.
class CsvLineWriter {
public:
    CsvLineWriter& add(std::string_view cell, CsvContent content = CsvContent::Figure);
    /// Ends the line with CR LF and gives it; the next begins.
    std::string take();

private:
    std::string line_;
    bool is_first_ = true;
};

} // namespace mahalla
