#include "indicator/column_values.h"

#include "base/number.h"

#include <cmath>
#include <limits>

namespace mahalla {

namespace {

constexpr double missing_number = std::numeric_limits<double>::quiet_NaN();

} // namespace

ColumnValues ColumnValues::of_numbers(std::vector<double> numbers, bool is_constant)
{
    ColumnValues values;
    values.is_constant = is_constant;
    values.own_numbers = std::move(numbers);
    values.numbers = values.own_numbers;
    return values;
}

ColumnValues ColumnValues::of_texts(Column texts, bool is_constant)
{
    ColumnValues values;
    values.kind = Kind::Texts;
    values.is_constant = is_constant;
    values.texts = std::make_shared<const Column>(std::move(texts));
    return values;
}

ColumnValues ColumnValues::of_truths(std::vector<Truth> truths, bool is_constant)
{
    ColumnValues values;
    values.kind = Kind::Truths;
    values.is_constant = is_constant;
    values.truths = std::move(truths);
    return values;
}

ColumnValues ColumnValues::of_column(const Column& column)
{
    ColumnValues values;
    if (column.kind == ColumnKind::Numeric) {
        values.numbers = column.numbers;
        return values;
    }
    values.kind = Kind::Texts;
    values.texts = std::shared_ptr<const Column>(std::shared_ptr<const Column>(), &column); // not owned
    return values;
}

double ColumnValues::number(std::size_t row) const
{
    const std::size_t i = at(row);
    switch (kind) {
    case Kind::Numbers:
        return numbers[i];
    case Kind::Texts:
        return texts->number(i);
    case Kind::Truths:
        return truths[i] == Truth::Missing ? missing_number : truths[i] == Truth::Yes ? 1 : 0;
    }
    return missing_number;
}
bool ColumnValues::is_missing(std::size_t row) const
{
    const std::size_t i = at(row);
    switch (kind) {
    case Kind::Numbers:
        return std::isnan(numbers[i]);
    case Kind::Texts:
        return texts->is_missing(i);
    case Kind::Truths:
        return truths[i] == Truth::Missing;
    }
    return true;
}
std::string ColumnValues::text(std::size_t row) const
{
    if (is_missing(row)) return {};
    const std::size_t i = at(row);
    switch (kind) {
    case Kind::Numbers:
        return number_to_text(numbers[i]);
    case Kind::Texts:
        return texts->categories[texts->texts[i]];
    case Kind::Truths:
        return truths[i] == Truth::Yes ? "true" : "false";
    }
    return {};
}
Truth ColumnValues::truth(std::size_t row) const
{
    if (is_missing(row)) return Truth::Missing;
    const std::size_t i = at(row);
    switch (kind) {
    case Kind::Numbers:
        return numbers[i] != 0 ? Truth::Yes : Truth::No;
    case Kind::Texts:
        return Truth::Yes; // an empty text is a missing one
    case Kind::Truths:
        return truths[i];
    }
    return Truth::Missing;
}

std::span<const double> ColumnValues::as_numbers(std::size_t rows, std::vector<double>& made) const
{
    if (kind == Kind::Numbers) return numbers;
    made.resize(is_constant ? 1 : rows);
    for (std::size_t row = 0; row < made.size(); ++row) made[row] = number(row);
    return made;
}

} // namespace mahalla
