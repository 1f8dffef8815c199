#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace mahalla {

/// Comma-separated values (RFC 4180), cell by cell, without keeping any: a large file is read in the memory of one
/// cell.
class CsvCursor {
public:
    CsvCursor(std::string_view text, char separator) : text_(text), separator_(separator) {}

    bool at_end() const { return at_ >= text_.size() && !is_cell_due_; }
    /// The line of the file where the next cell begins, from 1.
    int row() const { return row_; }

    struct Cell {
        std::string_view text; ///< Until the next call.
        bool is_quoted = false;
        bool ends_line = false;
    };
    /// The next cell; not at the end. What follows a closing quote belongs to the cell, as spreadsheet programs read
    /// it.
    Cell next();
    /// A quotation mark was not closed: the last cell is not to be trusted, and the cursor is at the end.
    bool is_broken() const { return is_broken_; }

private:
    void read_quoted();

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    int row_ = 1;
    bool is_broken_ = false;
    bool is_cell_due_ = false; // an empty one, after a separator that ends the file
    std::string storage_;
};

} // namespace mahalla
