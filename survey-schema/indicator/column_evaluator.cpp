#include "indicator/column_evaluator.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace mahalla {

namespace {

constexpr double missing_number = std::numeric_limits<double>::quiet_NaN();
using Kind = ColumnValues::Kind;

Truth truth_of(bool value) { return value ? Truth::Yes : Truth::No; }

/// Calls `work` with what compares two numbers, so that the loop over the rows is made for each operation.
template <typename Work> auto with_comparison(ColumnOperation operation, Work work)
{
    if (operation == ColumnOperation::Equal) return work([](double a, double b) { return a == b; });
    if (operation == ColumnOperation::Different) return work([](double a, double b) { return a != b; });
    if (operation == ColumnOperation::Less) return work([](double a, double b) { return a < b; });
    if (operation == ColumnOperation::LessOrEqual) return work([](double a, double b) { return a <= b; });
    if (operation == ColumnOperation::Greater) return work([](double a, double b) { return a > b; });
    return work([](double a, double b) { return a >= b; });
}

double missing_if_either(double a, double b, double value)
{
    return std::isnan(a) || std::isnan(b) ? missing_number : value;
}

/// The same for what joins two numbers. There is no share of nothing: a division by 0 is missing.
template <typename Work> auto with_combination(ColumnOperation operation, Work work)
{
    if (operation == ColumnOperation::Add) return work([](double a, double b) { return a + b; });
    if (operation == ColumnOperation::Subtract) return work([](double a, double b) { return a - b; });
    if (operation == ColumnOperation::Multiply) return work([](double a, double b) { return a * b; });
    if (operation == ColumnOperation::Divide)
        return work([](double a, double b) { return b == 0 ? missing_number : a / b; });
    if (operation == ColumnOperation::Modulo)
        return work([](double a, double b) { return b == 0 ? missing_number : std::fmod(a, b); });
    if (operation == ColumnOperation::Minimum)
        return work([](double a, double b) { return missing_if_either(a, b, std::min(a, b)); });
    return work([](double a, double b) { return missing_if_either(a, b, std::max(a, b)); });
}

/// Rounding as XPath 1.0 §4.4 has it: ties go towards positive infinity.
double changed(ColumnOperation operation, double value)
{
    if (operation == ColumnOperation::Negate) return -value;
    if (operation == ColumnOperation::Integer) return std::trunc(value);
    if (operation == ColumnOperation::Round) return std::floor(value + 0.5);
    if (operation == ColumnOperation::Floor) return std::floor(value);
    if (operation == ColumnOperation::Ceiling) return std::ceil(value);
    if (operation == ColumnOperation::Absolute) return std::fabs(value);
    return value;
}

bool is_empty_text(const ColumnExpressionNode& node)
{
    return node.operation == ColumnOperation::Constant && !node.is_number && node.text.empty();
}

ColumnValues constant(const ColumnExpressionNode& node)
{
    if (node.is_number) return ColumnValues::of_numbers({node.number}, true);
    Column column;
    column.kind = ColumnKind::Text;
    column.texts = {node.text.empty() ? Column::no_text : 0};
    if (!node.text.empty()) column.categories = {node.text};
    return ColumnValues::of_texts(std::move(column), true);
}

} // namespace

bool gives_truth(ColumnOperation operation)
{
    constexpr std::array truth_operations{
        ColumnOperation::Or,          ColumnOperation::And,       ColumnOperation::Not,
        ColumnOperation::Equal,       ColumnOperation::Different, ColumnOperation::Less,
        ColumnOperation::LessOrEqual, ColumnOperation::Greater,   ColumnOperation::GreaterOrEqual,
        ColumnOperation::Selected,    ColumnOperation::Boolean,   ColumnOperation::True,
        ColumnOperation::False,
    };
    return std::find(truth_operations.begin(), truth_operations.end(), operation) != truth_operations.end();
}

template <typename Compute> ColumnValues ColumnEvaluator::truths_by(std::size_t count, Compute compute) const
{
    std::vector<Truth> truths(count);
    for (std::size_t row = 0; row < count; ++row) truths[row] = compute(row);
    return ColumnValues::of_truths(std::move(truths), count == 1 && rows_ != 1);
}
template <typename Compute> ColumnValues ColumnEvaluator::numbers_by(std::size_t count, Compute compute) const
{
    std::vector<double> numbers(count);
    for (std::size_t row = 0; row < count; ++row) numbers[row] = compute(row);
    return ColumnValues::of_numbers(std::move(numbers), count == 1 && rows_ != 1);
}

ColumnValues ColumnEvaluator::evaluate(const Node& node) const
{
    switch (node.operation) {
    case ColumnOperation::Constant:
        return constant(node);
    case ColumnOperation::Column:
        return ColumnValues::of_column(*data_.find(node.text)); // ColumnExpression::create has looked
    case ColumnOperation::True:
    case ColumnOperation::False:
        return ColumnValues::of_truths({truth_of(node.operation == ColumnOperation::True)}, true);
    case ColumnOperation::Or:
    case ColumnOperation::And:
    case ColumnOperation::Not:
    case ColumnOperation::Boolean:
        return logical(node);
    case ColumnOperation::Equal:
    case ColumnOperation::Different:
    case ColumnOperation::Less:
    case ColumnOperation::LessOrEqual:
    case ColumnOperation::Greater:
    case ColumnOperation::GreaterOrEqual:
        return comparison(node);
    case ColumnOperation::Add:
    case ColumnOperation::Subtract:
    case ColumnOperation::Multiply:
    case ColumnOperation::Divide:
    case ColumnOperation::Modulo:
    case ColumnOperation::Minimum:
    case ColumnOperation::Maximum:
        return arithmetic(node);
    case ColumnOperation::Negate:
    case ColumnOperation::Number:
    case ColumnOperation::Integer:
    case ColumnOperation::Round:
    case ColumnOperation::Floor:
    case ColumnOperation::Ceiling:
    case ColumnOperation::Absolute:
        return of_one_number(node);
    case ColumnOperation::If:
    case ColumnOperation::Coalesce:
    case ColumnOperation::Text:
        return chosen(node);
    case ColumnOperation::Selected:
    case ColumnOperation::CountSelected:
    case ColumnOperation::StringLength:
        return of_texts(node);
    }
    return {};
}

std::size_t ColumnEvaluator::count_for(std::span<const ColumnValues> operands) const
{
    return std::all_of(operands.begin(), operands.end(), [](const ColumnValues& v) { return v.is_constant; }) ? 1
                                                                                                              : rows_;
}
std::vector<ColumnValues> ColumnEvaluator::operands_of(const Node& node) const
{
    std::vector<ColumnValues> operands;
    for (const auto& operand : node.operands) operands.push_back(evaluate(*operand));
    return operands;
}
/// One truth or number for each row, from a function of the row.
ColumnValues ColumnEvaluator::logical(const Node& node) const
{
    const std::vector<ColumnValues> operands = operands_of(node);
    const std::size_t count = count_for(operands);
    if (node.operation == ColumnOperation::Boolean)
        return truths_by(count, [&](std::size_t row) { return operands[0].truth(row); });
    if (node.operation == ColumnOperation::Not)
        return truths_by(count, [&](std::size_t row) {
            const Truth truth = operands[0].truth(row);
            return truth == Truth::Missing ? truth : truth_of(truth == Truth::No);
        });
    // Kleene's three values: what decides alone decides, whatever the other is.
    const Truth deciding = node.operation == ColumnOperation::Or ? Truth::Yes : Truth::No;
    return truths_by(count, [&](std::size_t row) {
        const Truth a = operands[0].truth(row), b = operands[1].truth(row);
        if (a == deciding || b == deciding) return deciding;
        if (a == Truth::Missing || b == Truth::Missing) return Truth::Missing;
        return deciding == Truth::Yes ? Truth::No : Truth::Yes;
    });
}

ColumnValues ColumnEvaluator::comparison(const Node& node) const
{
    const std::vector<ColumnValues> operands = operands_of(node);
    const ColumnValues &a = operands[0], &b = operands[1];
    const std::size_t count = count_for(operands);
    const bool is_equality = node.operation == ColumnOperation::Equal || node.operation == ColumnOperation::Different;
    const bool wanted = node.operation == ColumnOperation::Equal;
    // A comparison with '' asks whether there is an answer.
    if (is_equality && (is_empty_text(*node.operands[0]) || is_empty_text(*node.operands[1]))) {
        const ColumnValues& asked = is_empty_text(*node.operands[1]) ? a : b;
        return truths_by(count, [&](std::size_t row) { return truth_of(asked.is_missing(row) == wanted); });
    }
    if (is_equality && (a.kind == Kind::Truths || b.kind == Kind::Truths))
        return truths_by(count, [&](std::size_t row) {
            const Truth x = a.truth(row), y = b.truth(row);
            if (x == Truth::Missing || y == Truth::Missing) return Truth::Missing;
            return truth_of((x == y) == wanted);
        });
    if (is_equality && a.kind == Kind::Texts && b.kind == Kind::Texts) return equal_texts(a, b, count, wanted);
    const bool are_numbers = a.kind == Kind::Numbers && b.kind == Kind::Numbers;
    return with_comparison(node.operation, [&](auto holds) {
        if (!are_numbers)
            return truths_by(count, [&](std::size_t row) {
                if (a.is_missing(row) || b.is_missing(row)) return Truth::Missing;
                return truth_of(holds(a.number(row), b.number(row)));
            });
        const std::size_t a_step = a.is_constant ? 0 : 1, b_step = b.is_constant ? 0 : 1;
        return truths_by(count, [&, x = a.numbers.data(), y = b.numbers.data()](std::size_t row) {
            const double left = x[row * a_step], right = y[row * b_step];
            return std::isnan(left) || std::isnan(right) ? Truth::Missing : truth_of(holds(left, right));
        });
    });
}

/// Texts are compared once for each category, not for each row.
ColumnValues ColumnEvaluator::equal_texts(const ColumnValues& a, const ColumnValues& b, std::size_t count,
                                          bool wanted) const
{
    std::vector<std::uint32_t> b_in_a(b.texts->categories.size(), Column::no_text - 1);
    for (std::size_t i = 0; i < b_in_a.size(); ++i) {
        const auto& categories = a.texts->categories;
        const auto found = std::lower_bound(categories.begin(), categories.end(), b.texts->categories[i]);
        if (found != categories.end() && *found == b.texts->categories[i])
            b_in_a[i] = static_cast<std::uint32_t>(found - categories.begin());
    }
    return truths_by(count, [&](std::size_t row) {
        const std::uint32_t x = a.texts->texts[a.is_constant ? 0 : row], y = b.texts->texts[b.is_constant ? 0 : row];
        if (x == Column::no_text || y == Column::no_text) return Truth::Missing;
        return truth_of((x == b_in_a[y]) == wanted);
    });
}

ColumnValues ColumnEvaluator::arithmetic(const Node& node) const
{
    const std::vector<ColumnValues> operands = operands_of(node);
    const std::size_t count = count_for(operands);
    std::vector<double> made;
    const auto first = operands[0].as_numbers(rows_, made);
    std::vector<double> result(count);
    for (std::size_t row = 0; row < count; ++row) result[row] = first[operands[0].is_constant ? 0 : row];
    with_combination(node.operation, [&](auto combine) {
        for (std::size_t i = 1; i < operands.size(); ++i) {
            const auto other = operands[i].as_numbers(rows_, made);
            const std::size_t step = operands[i].is_constant ? 0 : 1;
            for (std::size_t row = 0; row < count; ++row) result[row] = combine(result[row], other[row * step]);
        }
    });
    return ColumnValues::of_numbers(std::move(result), count == 1 && rows_ != 1);
}

ColumnValues ColumnEvaluator::of_one_number(const Node& node) const
{
    const std::vector<ColumnValues> operands = operands_of(node);
    std::vector<double> made;
    const auto numbers = operands[0].as_numbers(rows_, made);
    return numbers_by(count_for(operands), [&](std::size_t row) { return changed(node.operation, numbers[row]); });
}

/// Values taken from one operand or another: numbers where all that may be taken are numbers, else texts.
ColumnValues ColumnEvaluator::chosen(const Node& node) const
{
    const std::vector<ColumnValues> operands = operands_of(node);
    const std::size_t count = count_for(operands);
    const std::size_t first = node.operation == ColumnOperation::If ? 1 : 0;
    const auto pick = [&](std::size_t row) -> const ColumnValues* {
        if (node.operation == ColumnOperation::If) {
            const Truth condition = operands[0].truth(row);
            if (condition == Truth::Missing) return nullptr;
            return condition == Truth::Yes ? &operands[1] : &operands[2];
        }
        for (const ColumnValues& operand : operands)
            if (!operand.is_missing(row)) return &operand;
        return nullptr;
    };
    // An empty text among numbers is a missing number: if(…, 1, '').
    const bool are_numbers =
        node.operation != ColumnOperation::Text &&
        std::all_of(operands.begin() + static_cast<std::ptrdiff_t>(first), operands.end(),
                    [](const ColumnValues& v) { return v.kind != Kind::Texts || (v.is_constant && v.is_missing(0)); });
    if (are_numbers)
        return numbers_by(count, [&](std::size_t row) {
            const ColumnValues* picked = pick(row);
            return picked ? picked->number(row) : missing_number;
        });
    ColumnBuilder builder("chosen");
    builder.keep_as_text();
    for (std::size_t row = 0; row < count; ++row) {
        const ColumnValues* picked = pick(row);
        builder.add(picked ? picked->text(row) : std::string());
    }
    return ColumnValues::of_texts(builder.finish(), count == 1 && rows_ != 1);
}

ColumnValues ColumnEvaluator::of_texts(const Node& node) const
{
    const std::vector<ColumnValues> operands = operands_of(node);
    const std::size_t count = count_for(operands);
    if (node.operation == ColumnOperation::Selected)
        return truths_by(count, [&](std::size_t row) {
            if (operands[0].is_missing(row)) return Truth::Missing;
            const std::string list = operands[0].text(row), wanted = operands[1].text(row);
            const auto chosen_words = words(list);
            return truth_of(std::find(chosen_words.begin(), chosen_words.end(), wanted) != chosen_words.end());
        });
    return numbers_by(count, [&](std::size_t row) {
        if (operands[0].is_missing(row)) return missing_number;
        const std::string text = operands[0].text(row);
        return static_cast<double>(node.operation == ColumnOperation::CountSelected ? words(text).size()
                                                                                    : to_code_points(text).size());
    });
}

} // namespace mahalla
