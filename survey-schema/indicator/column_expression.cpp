#include "indicator/column_expression.h"

#include "base/number.h"
#include "base/text.h"
#include "expression/expression.h"
#include "indicator/expression_tree.h"
#include "indicator/row_source.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <set>

namespace mahalla {

namespace {

using Node = ColumnExpressionNode;
constexpr double missing_number = std::numeric_limits<double>::quiet_NaN();

enum class ValuesKind { Numbers, Texts, Truths };

/// The value of a part of the expression for every row; a constant has one entry.
struct Values {
    ValuesKind kind = ValuesKind::Numbers;
    bool is_constant = false;
    std::vector<double> numbers;
    Column texts; // of kind Text
    std::vector<Truth> truths;

    std::size_t at(std::size_t row) const { return is_constant ? 0 : row; }
    double number(std::size_t row) const
    {
        const std::size_t i = at(row);
        switch (kind) {
        case ValuesKind::Numbers:
            return numbers[i];
        case ValuesKind::Texts:
            return texts.number(i);
        case ValuesKind::Truths:
            return truths[i] == Truth::Missing ? missing_number : truths[i] == Truth::Yes ? 1 : 0;
        }
        return missing_number;
    }
    bool is_missing(std::size_t row) const
    {
        const std::size_t i = at(row);
        switch (kind) {
        case ValuesKind::Numbers:
            return std::isnan(numbers[i]);
        case ValuesKind::Texts:
            return texts.is_missing(i);
        case ValuesKind::Truths:
            return truths[i] == Truth::Missing;
        }
        return true;
    }
    std::string text(std::size_t row) const
    {
        if (is_missing(row)) return {};
        const std::size_t i = at(row);
        switch (kind) {
        case ValuesKind::Numbers:
            return number_to_text(numbers[i]);
        case ValuesKind::Texts:
            return texts.categories[texts.texts[i]];
        case ValuesKind::Truths:
            return truths[i] == Truth::Yes ? "true" : "false";
        }
        return {};
    }
    Truth truth(std::size_t row) const
    {
        if (is_missing(row)) return Truth::Missing;
        const std::size_t i = at(row);
        switch (kind) {
        case ValuesKind::Numbers:
            return numbers[i] != 0 ? Truth::Yes : Truth::No;
        case ValuesKind::Texts:
            return Truth::Yes; // an empty text is a missing one
        case ValuesKind::Truths:
            return truths[i];
        }
        return Truth::Missing;
    }
};

Truth truth_of(bool value) { return value ? Truth::Yes : Truth::No; }

template <typename Function> struct Computed {
    ColumnOperation operation;
    Function* function;
};
template <typename Function, std::size_t Count>
Function* found_in(const std::array<Computed<Function>, Count>& table, ColumnOperation operation)
{
    for (const Computed<Function>& entry : table)
        if (entry.operation == operation) return entry.function;
    return table.front().function;
}

constexpr std::array<Computed<bool(double, double)>, 6> comparisons{{
    {ColumnOperation::Equal, [](double a, double b) { return a == b; }},
    {ColumnOperation::Different, [](double a, double b) { return a != b; }},
    {ColumnOperation::Less, [](double a, double b) { return a < b; }},
    {ColumnOperation::LessOrEqual, [](double a, double b) { return a <= b; }},
    {ColumnOperation::Greater, [](double a, double b) { return a > b; }},
    {ColumnOperation::GreaterOrEqual, [](double a, double b) { return a >= b; }},
}};

double missing_if_either(double a, double b, double value)
{
    return std::isnan(a) || std::isnan(b) ? missing_number : value;
}

/// There is no share of nothing: a division by 0 is missing.
constexpr std::array<Computed<double(double, double)>, 7> combinations{{
    {ColumnOperation::Add, [](double a, double b) { return a + b; }},
    {ColumnOperation::Subtract, [](double a, double b) { return a - b; }},
    {ColumnOperation::Multiply, [](double a, double b) { return a * b; }},
    {ColumnOperation::Divide, [](double a, double b) { return b == 0 ? missing_number : a / b; }},
    {ColumnOperation::Modulo, [](double a, double b) { return b == 0 ? missing_number : std::fmod(a, b); }},
    {ColumnOperation::Minimum, [](double a, double b) { return missing_if_either(a, b, std::min(a, b)); }},
    {ColumnOperation::Maximum, [](double a, double b) { return missing_if_either(a, b, std::max(a, b)); }},
}};

/// Rounding as XPath 1.0 §4.4 has it: ties go towards positive infinity.
constexpr std::array<Computed<double(double)>, 7> changes{{
    {ColumnOperation::Number, [](double value) { return value; }},
    {ColumnOperation::Negate, [](double value) { return -value; }},
    {ColumnOperation::Integer, [](double value) { return std::trunc(value); }},
    {ColumnOperation::Round, [](double value) { return std::floor(value + 0.5); }},
    {ColumnOperation::Floor, [](double value) { return std::floor(value); }},
    {ColumnOperation::Ceiling, [](double value) { return std::ceil(value); }},
    {ColumnOperation::Absolute, [](double value) { return std::fabs(value); }},
}};

constexpr std::array truth_operations{
    ColumnOperation::Or,          ColumnOperation::And,       ColumnOperation::Not,
    ColumnOperation::Equal,       ColumnOperation::Different, ColumnOperation::Less,
    ColumnOperation::LessOrEqual, ColumnOperation::Greater,   ColumnOperation::GreaterOrEqual,
    ColumnOperation::Selected,    ColumnOperation::Boolean,   ColumnOperation::True,
    ColumnOperation::False,
};

class Evaluator {
public:
    Evaluator(const DataTable& data) : data_(data), rows_(data.row_count()) {}

    Values evaluate(const Node& node) const
    {
        switch (node.operation) {
        case ColumnOperation::Constant:
            return constant(node);
        case ColumnOperation::Column:
            return column(node.text);
        case ColumnOperation::True:
        case ColumnOperation::False: {
            Values values{ValuesKind::Truths, true, {}, {}, {}};
            values.truths = {truth_of(node.operation == ColumnOperation::True)};
            return values;
        }
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

private:
    Values constant(const Node& node) const
    {
        Values values;
        values.is_constant = true;
        if (node.is_number) {
            values.numbers = {node.number};
            return values;
        }
        values.kind = ValuesKind::Texts;
        values.texts.kind = ColumnKind::Text;
        values.texts.texts = {node.text.empty() ? Column::no_text : 0};
        if (!node.text.empty()) values.texts.categories = {node.text};
        return values;
    }

    Values column(const std::string& name) const
    {
        const Column* found = data_.find(name); // ColumnExpression::create has looked
        Values values;
        if (found->kind == ColumnKind::Numeric) {
            values.numbers = found->numbers;
            return values;
        }
        values.kind = ValuesKind::Texts;
        values.texts = *found;
        return values;
    }

    std::size_t count_for(std::span<const Values> operands) const
    {
        return std::all_of(operands.begin(), operands.end(), [](const Values& v) { return v.is_constant; }) ? 1 : rows_;
    }
    std::vector<Values> operands_of(const Node& node) const
    {
        std::vector<Values> operands;
        for (const auto& operand : node.operands) operands.push_back(evaluate(*operand));
        return operands;
    }
    /// One truth or number for each row, from a function of the row.
    template <typename Compute> Values truths_by(std::size_t count, Compute compute) const
    {
        Values values{ValuesKind::Truths, count == 1 && rows_ != 1, {}, {}, {}};
        values.truths.resize(count);
        for (std::size_t row = 0; row < count; ++row) values.truths[row] = compute(row);
        return values;
    }
    template <typename Compute> Values numbers_by(std::size_t count, Compute compute) const
    {
        Values values{ValuesKind::Numbers, count == 1 && rows_ != 1, {}, {}, {}};
        values.numbers.resize(count);
        for (std::size_t row = 0; row < count; ++row) values.numbers[row] = compute(row);
        return values;
    }

    Values logical(const Node& node) const
    {
        const std::vector<Values> operands = operands_of(node);
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

    static bool is_empty_text(const Node& node)
    {
        return node.operation == ColumnOperation::Constant && !node.is_number && node.text.empty();
    }

    Values comparison(const Node& node) const
    {
        const std::vector<Values> operands = operands_of(node);
        const Values &a = operands[0], &b = operands[1];
        const std::size_t count = count_for(operands);
        const bool is_equality =
            node.operation == ColumnOperation::Equal || node.operation == ColumnOperation::Different;
        const bool wanted = node.operation == ColumnOperation::Equal;
        // A comparison with '' asks whether there is an answer.
        if (is_equality && (is_empty_text(*node.operands[0]) || is_empty_text(*node.operands[1]))) {
            const Values& asked = is_empty_text(*node.operands[1]) ? a : b;
            return truths_by(count, [&](std::size_t row) { return truth_of(asked.is_missing(row) == wanted); });
        }
        if (is_equality && (a.kind == ValuesKind::Truths || b.kind == ValuesKind::Truths))
            return truths_by(count, [&](std::size_t row) {
                const Truth x = a.truth(row), y = b.truth(row);
                if (x == Truth::Missing || y == Truth::Missing) return Truth::Missing;
                return truth_of((x == y) == wanted);
            });
        if (is_equality && a.kind == ValuesKind::Texts && b.kind == ValuesKind::Texts)
            return equal_texts(a, b, count, wanted);
        const auto holds = found_in(comparisons, node.operation);
        return truths_by(count, [&](std::size_t row) {
            if (a.is_missing(row) || b.is_missing(row)) return Truth::Missing;
            return truth_of(holds(a.number(row), b.number(row)));
        });
    }

    /// Texts are compared once for each category, not for each row.
    Values equal_texts(const Values& a, const Values& b, std::size_t count, bool wanted) const
    {
        std::vector<std::uint32_t> b_in_a(b.texts.categories.size(), Column::no_text - 1);
        for (std::size_t i = 0; i < b_in_a.size(); ++i) {
            const auto& categories = a.texts.categories;
            const auto found = std::lower_bound(categories.begin(), categories.end(), b.texts.categories[i]);
            if (found != categories.end() && *found == b.texts.categories[i])
                b_in_a[i] = static_cast<std::uint32_t>(found - categories.begin());
        }
        return truths_by(count, [&](std::size_t row) {
            const std::uint32_t x = a.texts.texts[a.at(row)], y = b.texts.texts[b.at(row)];
            if (x == Column::no_text || y == Column::no_text) return Truth::Missing;
            return truth_of((x == b_in_a[y]) == wanted);
        });
    }

    Values arithmetic(const Node& node) const
    {
        const std::vector<Values> operands = operands_of(node);
        const auto combine = found_in(combinations, node.operation);
        return numbers_by(count_for(operands), [&](std::size_t row) {
            double value = operands[0].number(row);
            for (std::size_t i = 1; i < operands.size(); ++i) value = combine(value, operands[i].number(row));
            return value;
        });
    }

    Values of_one_number(const Node& node) const
    {
        const std::vector<Values> operands = operands_of(node);
        const auto change = found_in(changes, node.operation);
        return numbers_by(count_for(operands), [&](std::size_t row) { return change(operands[0].number(row)); });
    }

    /// Values taken from one operand or another: numbers where all that may be taken are numbers, else texts.
    Values chosen(const Node& node) const
    {
        const std::vector<Values> operands = operands_of(node);
        const std::size_t count = count_for(operands);
        const std::size_t first = node.operation == ColumnOperation::If ? 1 : 0;
        const auto pick = [&](std::size_t row) -> const Values* {
            if (node.operation == ColumnOperation::If) {
                const Truth condition = operands[0].truth(row);
                if (condition == Truth::Missing) return nullptr;
                return condition == Truth::Yes ? &operands[1] : &operands[2];
            }
            for (const Values& operand : operands)
                if (!operand.is_missing(row)) return &operand;
            return nullptr;
        };
        // An empty text among numbers is a missing number: if(…, 1, '').
        const bool are_numbers =
            node.operation != ColumnOperation::Text &&
            std::all_of(operands.begin() + static_cast<std::ptrdiff_t>(first), operands.end(), [](const Values& v) {
                return v.kind != ValuesKind::Texts || (v.is_constant && v.is_missing(0));
            });
        if (are_numbers)
            return numbers_by(count, [&](std::size_t row) {
                const Values* picked = pick(row);
                return picked ? picked->number(row) : missing_number;
            });
        ColumnBuilder builder("chosen");
        builder.keep_as_text();
        for (std::size_t row = 0; row < count; ++row) {
            const Values* picked = pick(row);
            builder.add(picked ? picked->text(row) : std::string());
        }
        Values values{ValuesKind::Texts, count == 1 && rows_ != 1, {}, {}, {}};
        values.texts = builder.finish();
        return values;
    }

    Values of_texts(const Node& node) const
    {
        const std::vector<Values> operands = operands_of(node);
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

    const DataTable& data_;
    std::size_t rows_;
};

void collect_columns(const Node& node, std::set<std::string>& names)
{
    if (node.operation == ColumnOperation::Column) names.insert(node.text);
    for (const auto& operand : node.operands) collect_columns(*operand, names);
}

/// Why each missing value is missing: the first reason that a column it was computed from gives.
std::vector<MissingReason> reasons_of(const Column& column, const std::vector<const Column*>& reads)
{
    std::vector<MissingReason> reasons;
    for (const Column* read : reads) {
        if (read->reasons.empty()) continue;
        reasons.resize(read->reasons.size(), MissingReason::None);
        for (std::size_t row = 0; row < reasons.size(); ++row)
            if (reasons[row] == MissingReason::None && column.is_missing(row)) reasons[row] = read->reasons[row];
    }
    return reasons;
}

/// The names that an expression of the form's language reads as children of its context.
Result<std::set<std::string>> columns_read(const Expression& expression)
{
    std::set<std::string> names;
    const std::string context = std::string("/") + RowSource::row_name;
    const References references = expression.references(context);
    if (references.chance) return failure(ErrorKind::Invalid, "A table cannot be computed by chance.");
    for (const NodeReference& node : references.nodes) {
        const bool is_column = node.instance.empty() && !node.everything_below &&
                               node.path.starts_with(context + "/") &&
                               node.path.find('/', context.size() + 1) == std::string::npos;
        if (!is_column)
            return failure(ErrorKind::Invalid, "'" + node.path + "' is no column: write ${name} for a question.");
        names.insert(node.path.substr(context.size() + 1));
    }
    return names;
}

} // namespace

struct ColumnExpression::Program {
    std::string text;
    const DataTable* data = nullptr;
    std::unique_ptr<Node> tree;           // computed by column…
    std::optional<Expression> expression; // …or row by row
    std::vector<const Column*> reads;

    Result<Values> evaluate() const
    {
        if (tree) return Evaluator(*data).evaluate(*tree);
        EvaluationEnvironment environment;
        RowSource source(*data);
        ColumnBuilder builder(text);
        for (std::size_t row = 0; row < data->row_count(); ++row) {
            if (std::any_of(reads.begin(), reads.end(), [&](const Column* c) { return c->is_missing(row); })) {
                builder.add_missing();
                continue;
            }
            source.go_to(row);
            const EvaluationContext context{source.row_ref(), 1, 1, {}, {}, environment};
            MAHALLA_TRY(const Value value, expression->evaluate(context));
            if (value.kind() == ValueKind::Boolean)
                builder.add(value.to_boolean() ? "1" : "0");
            else if (value.kind() == ValueKind::Number && std::isnan(value.to_number()))
                builder.add_missing();
            else
                builder.add(value.to_string());
        }
        Values values;
        Column column = builder.finish();
        if (column.kind == ColumnKind::Numeric) {
            values.numbers = std::move(column.numbers);
        } else {
            values.kind = ValuesKind::Texts;
            values.texts = std::move(column);
        }
        return values;
    }
};

Result<ColumnExpression> ColumnExpression::create(std::string_view text, const DataTable& data)
{
    auto program = std::make_shared<Program>();
    program->text = std::string(trimmed(text));
    program->data = &data;
    if (program->text.empty()) return failure(ErrorKind::Invalid, "An expression is empty.");

    // A column whose name is no XPath name ("q 1", "2nd") can be named as it is.
    if (data.find(program->text)) {
        program->tree = std::make_unique<Node>();
        program->tree->operation = ColumnOperation::Column;
        program->tree->text = program->text;
        return ColumnExpression(std::move(program));
    }
    MAHALLA_TRY(ColumnExpressionParse parse, parse_column_expression(text));
    program->tree = std::move(parse.tree);
    std::set<std::string> names;
    if (program->tree) {
        collect_columns(*program->tree, names);
    } else {
        MAHALLA_TRY(Expression expression, Expression::parse(without_braces(text)));
        MAHALLA_TRY(names, columns_read(expression));
        program->expression = std::move(expression);
    }
    for (const std::string& name : names) {
        MAHALLA_TRY(const Column* column, data.column(name));
        program->reads.push_back(column);
    }
    return ColumnExpression(std::move(program));
}

Result<std::vector<double>> ColumnExpression::numbers() const
{
    MAHALLA_TRY(Values values, program_->evaluate());
    const std::size_t rows = program_->data->row_count();
    if (values.kind == ValuesKind::Numbers && !values.is_constant) return std::move(values.numbers);
    std::vector<double> numbers(rows);
    for (std::size_t row = 0; row < rows; ++row) numbers[row] = values.number(row);
    return numbers;
}

Result<std::vector<Truth>> ColumnExpression::truths() const
{
    MAHALLA_TRY(Values values, program_->evaluate());
    const std::size_t rows = program_->data->row_count();
    if (values.kind == ValuesKind::Truths && !values.is_constant) return std::move(values.truths);
    std::vector<Truth> truths(rows);
    for (std::size_t row = 0; row < rows; ++row) truths[row] = values.truth(row);
    return truths;
}

Result<Column> ColumnExpression::column() const
{
    MAHALLA_TRY(Values values, program_->evaluate());
    const std::size_t rows = program_->data->row_count();
    Column column;
    if (values.kind == ValuesKind::Texts && !values.is_constant) {
        column = std::move(values.texts);
    } else if (values.kind == ValuesKind::Numbers && !values.is_constant) {
        column.numbers = std::move(values.numbers);
    } else {
        ColumnBuilder builder(program_->text);
        if (values.kind != ValuesKind::Numbers) builder.keep_as_text();
        for (std::size_t row = 0; row < rows; ++row) builder.add(values.text(row));
        column = builder.finish();
    }
    column.name = program_->text;
    column.unresolved = 0;
    for (const Column* read : program_->reads) column.unresolved += read->unresolved;
    column.reasons = reasons_of(column, program_->reads);
    return column;
}

bool ColumnExpression::is_truth() const
{
    if (!program_->tree) return false;
    return std::find(truth_operations.begin(), truth_operations.end(), program_->tree->operation) !=
           truth_operations.end();
}

Result<std::vector<std::string>> column_names_in(std::string_view text)
{
    MAHALLA_TRY(ColumnExpressionParse parse, parse_column_expression(text));
    std::set<std::string> names;
    if (parse.tree) {
        collect_columns(*parse.tree, names);
    } else {
        MAHALLA_TRY(const Expression expression, Expression::parse(without_braces(text)));
        MAHALLA_TRY(names, columns_read(expression));
    }
    return std::vector<std::string>(names.begin(), names.end());
}

} // namespace mahalla
