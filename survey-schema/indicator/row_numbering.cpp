#include "indicator/row_numbering.h"

namespace mahalla {

std::string row_words(std::size_t row) { return "Row " + std::to_string(row + 2); }

Result<std::vector<std::uint32_t>> numbers_of_values(const Column& column, const char* what)
{
    const bool is_text = column.kind == ColumnKind::Text;
    std::vector<std::uint32_t> numbers = column.texts;
    numbers.resize(is_text ? column.texts.size() : column.numbers.size());
    KeyNumbers keys;
    for (std::size_t row = 0; row < numbers.size(); ++row) {
        if (column.is_missing(row))
            return failure(ErrorKind::Invalid,
                           row_words(row) + ": the " + what + " ('" + column.name + "') is missing.");
        if (!is_text) numbers[row] = keys.number_of_value(column.numbers[row]);
    }
    return numbers;
}

NumberedPairs numbers_of_pairs(std::span<const std::uint32_t> first, std::span<const std::uint32_t> second)
{
    NumberedPairs pairs;
    pairs.of_row.resize(first.size());
    KeyNumbers keys;
    for (std::size_t row = 0; row < first.size(); ++row)
        pairs.of_row[row] = keys.number((std::uint64_t{first[row]} << 32U) | second[row]);
    pairs.count = keys.count();
    return pairs;
}

std::vector<std::uint32_t> rows_in_order_of(std::span<const std::uint32_t> group_of_row, std::size_t group_count)
{
    std::vector<std::uint32_t> next(group_count + 1, 0);
    for (const std::uint32_t group : group_of_row) ++next[group + 1];
    for (std::size_t group = 0; group < group_count; ++group) next[group + 1] += next[group];
    std::vector<std::uint32_t> rows(group_of_row.size());
    for (std::uint32_t row = 0; row < rows.size(); ++row) rows[next[group_of_row[row]]++] = row;
    return rows;
}

} // namespace mahalla
