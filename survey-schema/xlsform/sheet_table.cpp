#include "xlsform/sheet_table.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace mahalla {

namespace {

/// As the templates of XLSForm have them; what is not listed stands behind, in the order in which it was needed.
constexpr std::array column_order = {"list_name",
                                     "type",
                                     "name",
                                     "label",
                                     "hint",
                                     "guidance_hint",
                                     "required",
                                     "required_message",
                                     "relevant",
                                     "constraint",
                                     "constraint_message",
                                     "calculation",
                                     "trigger",
                                     "choice_filter",
                                     "repeat_count",
                                     "readonly",
                                     "default",
                                     "appearance",
                                     "parameters"};

std::size_t rank_of(const std::string& column)
{
    const std::string base = column.substr(0, column.find("::"));
    const auto place = std::find(column_order.begin(), column_order.end(), base);
    return static_cast<std::size_t>(place - column_order.begin());
}

} // namespace

SheetTable::SheetTable(std::vector<std::string> first_columns)
    : columns_(std::move(first_columns)), order_(columns_.size())
{
    std::iota(order_.begin(), order_.end(), std::size_t{0});
}

std::size_t SheetTable::index_of(const std::string& column)
{
    const auto known = std::find(columns_.begin(), columns_.end(), column);
    if (known != columns_.end()) return static_cast<std::size_t>(known - columns_.begin());
    const auto before = std::find(order_.begin(), order_.end(), last_);
    order_.insert(before == order_.end() ? before : before + 1, columns_.size());
    columns_.push_back(column);
    return columns_.size() - 1;
}

void SheetTable::put(const std::string& column, std::string text)
{
    if (text.empty()) return;
    const auto index = index_of(column);
    last_ = index;
    std::vector<std::string>& cells = rows_.back();
    if (cells.size() <= index) cells.resize(index + 1);
    has_doubled_blanks_ = has_doubled_blanks_ || text.find("  ") != std::string::npos;
    cells[index] = std::move(text);
}

Sheet SheetTable::sheet(std::string name) const
{
    std::vector<std::size_t> order = order_;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return rank_of(columns_[a]) < rank_of(columns_[b]); });
    Sheet sheet{std::move(name), {{1, {}}}};
    for (const std::size_t column : order) sheet.rows.front().cells.push_back(columns_[column]);
    for (const std::vector<std::string>& cells : rows_) {
        SheetRow row{static_cast<int>(sheet.rows.size()) + 1, {}};
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (order[i] >= cells.size() || cells[order[i]].empty()) continue;
            row.cells.resize(i + 1);
            row.cells[i] = cells[order[i]];
        }
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

} // namespace mahalla
