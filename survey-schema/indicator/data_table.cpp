#include "indicator/data_table.h"

#include "base/number.h"
#include "base/text.h"
#include "expression/value.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace mahalla {

namespace {

constexpr double missing_number = std::numeric_limits<double>::quiet_NaN();

/// "007" names something; as a number it would lose its zeros.
bool has_leading_zero(std::string_view text)
{
    if (!text.empty() && text.front() == '-') text.remove_prefix(1);
    return text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9';
}

} // namespace

std::optional<double> number_of_cell(std::string_view text)
{
    if (has_leading_zero(text)) return std::nullopt;
    const auto number = number_from_text(text);
    return number && std::isfinite(*number) ? number : std::nullopt;
}

bool Column::is_missing(std::size_t row) const
{
    return kind == ColumnKind::Numeric ? std::isnan(numbers[row]) : texts[row] == no_text;
}

std::string Column::text(std::size_t row) const
{
    if (is_missing(row)) return {};
    return kind == ColumnKind::Numeric ? number_to_text(numbers[row]) : categories[texts[row]];
}

double Column::number(std::size_t row) const
{
    if (kind == ColumnKind::Numeric) return numbers[row];
    return texts[row] == no_text ? missing_number : number_of_text(categories[texts[row]]);
}

Result<DataTable> DataTable::create(std::vector<Column> columns)
{
    DataTable table;
    if (columns.size() > columns_max) return failure(ErrorKind::Invalid, "A table has at most 20,000 columns.");
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Column& column = columns[i];
        const std::size_t rows = column.kind == ColumnKind::Numeric ? column.numbers.size() : column.texts.size();
        if (i == 0) table.row_count_ = rows;
        if (rows != table.row_count_) return failure(ErrorKind::Invalid, "All columns of a table have as many rows.");
        if (column.name.empty()) return failure(ErrorKind::Invalid, "A column has no name.");
        if (!table.position_of_.emplace(column.name, i).second)
            return failure(ErrorKind::Invalid, "Two columns are called '" + column.name + "'.");
    }
    if (table.row_count_ > rows_max) return failure(ErrorKind::Invalid, "A table has at most 20,000,000 rows.");
    table.columns_ = std::move(columns);
    return table;
}

const Column* DataTable::find(std::string_view name) const
{
    const auto found = position_of_.find(std::string(name));
    return found == position_of_.end() ? nullptr : &columns_[found->second];
}

Result<const Column*> DataTable::column(std::string_view name) const
{
    if (const Column* found = find(name)) return found;
    std::vector<std::string> names;
    for (const Column& column : columns_) names.push_back(column.name);
    std::string message = "There is no column '" + std::string(name) + "'.";
    if (const auto nearest = nearest_word(name, names)) message += " Is '" + *nearest + "' meant?";
    return failure(ErrorKind::Invalid, message);
}

DataTable DataTable::rows(std::span<const std::size_t> positions) const
{
    DataTable table;
    table.position_of_ = position_of_;
    table.row_count_ = positions.size();
    for (const Column& column : columns_) {
        Column& taken = table.columns_.emplace_back();
        taken.name = column.name;
        taken.kind = column.kind;
        taken.categories = column.categories;
        taken.unresolved = column.unresolved;
        for (const std::size_t row : positions)
            if (column.kind == ColumnKind::Numeric)
                taken.numbers.push_back(column.numbers[row]);
            else
                taken.texts.push_back(column.texts[row]);
        if (!column.reasons.empty())
            for (const std::size_t row : positions) taken.reasons.push_back(column.reasons[row]);
    }
    return table;
}

Result<DataTable> DataTable::joined(const DataTable& other) const
{
    std::vector<ColumnBuilder> builders;
    std::vector<std::pair<const Column*, const Column*>> parts;
    for (const Column& column : columns_) parts.emplace_back(&column, other.find(column.name));
    for (const Column& column : other.columns_)
        if (!find(column.name)) parts.emplace_back(nullptr, &column);

    std::vector<Column> columns;
    for (const auto& [first, second] : parts) {
        ColumnBuilder builder((first ? first : second)->name);
        if ((first && first->kind == ColumnKind::Text) || (second && second->kind == ColumnKind::Text))
            builder.keep_as_text();
        for (const auto& [part, rows] : {std::pair(first, row_count_), std::pair(second, other.row_count_)})
            for (std::size_t row = 0; row < rows; ++row) {
                if (part && !part->is_missing(row))
                    builder.add(part->text(row));
                else
                    builder.add_missing(part ? part->reason(row) : MissingReason::None);
            }
        columns.push_back(builder.finish());
        columns.back().unresolved = (first ? first->unresolved : 0) + (second ? second->unresolved : 0);
    }
    return create(std::move(columns));
}

ColumnBuilder::ColumnBuilder(std::string name) : name_(std::move(name)) {}

void ColumnBuilder::add_missing(MissingReason reason)
{
    values_.push_back(Column::no_text);
    if (reason == MissingReason::None) return;
    reasons_.resize(values_.size(), MissingReason::None);
    reasons_.back() = reason;
}

void ColumnBuilder::add_unresolved()
{
    add_missing();
    ++unresolved_;
}

void ColumnBuilder::add(std::string_view value)
{
    if (value.empty()) return add_missing();
    const auto [place, is_new] = position_of_.emplace(value, static_cast<std::uint32_t>(different_.size()));
    if (is_new) different_.emplace_back(value);
    values_.push_back(place->second);
}

Column ColumnBuilder::finish()
{
    Column column;
    column.name = std::move(name_);
    column.unresolved = unresolved_;
    if (!reasons_.empty()) reasons_.resize(values_.size(), MissingReason::None);
    column.reasons = std::move(reasons_);

    std::vector<double> numbers;
    for (const std::string& text : different_) {
        const auto number = always_text_ ? std::nullopt : number_of_cell(text);
        if (!number) break;
        numbers.push_back(*number);
    }
    if (numbers.size() == different_.size() && !(always_text_ && different_.empty())) {
        column.numbers.reserve(values_.size());
        for (const std::uint32_t value : values_)
            column.numbers.push_back(value == Column::no_text ? missing_number : numbers[value]);
        return column;
    }

    column.kind = ColumnKind::Text;
    std::vector<std::uint32_t> order(different_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return different_[a] < different_[b]; });
    std::vector<std::uint32_t> place(different_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    for (const std::uint32_t i : order) column.categories.push_back(different_[i]);
    column.texts = std::move(values_);
    for (std::uint32_t& value : column.texts)
        if (value != Column::no_text) value = place[value];
    return column;
}

} // namespace mahalla
