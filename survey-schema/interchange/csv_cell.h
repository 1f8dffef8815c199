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

/// The text with an apostrophe in front where a spreadsheet program would take it for a formula ("=1+2", "@SUM"): an
/// answer must not become a command on the computer of who opens the file. Apostrophes that stand before such a text
/// get one more, so that `unguarded_cell` gives every text back as it was.
std::string guarded_cell(std::string_view text);
std::string_view unguarded_cell(std::string_view text);

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
