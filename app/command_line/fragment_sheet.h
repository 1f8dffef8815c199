#pragma once
#include "workbook/workbook.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mahalla {

/// A sheet that rows are written into, by the names of columns; columns that it lacks are added behind the others.
class FragmentSheet {
public:
    using Cells = std::vector<std::pair<std::string, std::string>>; ///< Column to text.

    /// The sheet of this name in `workbook`, which must outlive it; made with `header` where there is none.
    FragmentSheet(Workbook& workbook, const char* name, const std::vector<std::string>& header);

    /// The position in `rows` of the first row whose `column` has this text; nothing where none has.
    std::optional<std::size_t> find(std::string_view column, std::string_view text) const;
    std::string_view cell(std::size_t row, std::string_view column) const;
    bool has_column(std::string_view name) const { return find_column(name).has_value(); }
    std::size_t row_count() const { return sheet().rows.size(); }
    /// Puts rows before the one at `position` (the header is at 0); those behind move down.
    void insert(std::size_t position, const std::vector<Cells>& rows);
    void append(const std::vector<Cells>& rows) { insert(row_count(), rows); }

private:
    std::optional<std::size_t> find_column(std::string_view name) const;
    std::size_t column(const std::string& name);

    const Sheet& sheet() const { return workbook_.sheets[position_]; }
    Sheet& sheet() { return workbook_.sheets[position_]; }

    Workbook& workbook_;
    std::size_t position_; // of the sheet: others may be added to the workbook meanwhile
};

} // namespace mahalla
