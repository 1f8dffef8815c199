#include "indicator/column_expression.h"

#include "base/text.h"
#include "expression/expression.h"
#include "indicator/column_evaluator.h"
#include "indicator/row_source.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <set>

namespace mahalla {

namespace {

constexpr double missing_number = std::numeric_limits<double>::quiet_NaN();

Result<Expression> parsed(std::string_view text) { return Expression::parse(form_expression_of(text)); }

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
    std::unique_ptr<ColumnExpressionNode> tree; // computed by column…
    std::optional<Expression> expression;       // …or row by row
    std::vector<const Column*> reads;

    Result<ColumnValues> evaluate() const
    {
        if (tree) return ColumnEvaluator(*data).evaluate(*tree);
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
        Column column = builder.finish();
        return column.kind == ColumnKind::Numeric ? ColumnValues::of_numbers(std::move(column.numbers), false)
                                                  : ColumnValues::of_texts(std::move(column), false);
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
        program->tree = std::make_unique<ColumnExpressionNode>();
        program->tree->operation = ColumnOperation::Column;
        program->tree->text = program->text;
        program->reads.push_back(data.find(program->text));
        return ColumnExpression(std::move(program));
    }
    MAHALLA_TRY(Expression expression, parsed(text));
    program->tree = column_tree_of(expression);
    MAHALLA_TRY(const std::set<std::string> names, columns_read(expression));
    if (!program->tree) program->expression = std::move(expression);
    for (const std::string& name : names) {
        MAHALLA_TRY(const Column* column, data.column(name));
        program->reads.push_back(column);
    }
    return ColumnExpression(std::move(program));
}

Result<std::vector<double>> ColumnExpression::numbers() const
{
    MAHALLA_TRY(ColumnValues values, program_->evaluate());
    const std::size_t rows = program_->data->row_count();
    if (values.kind == ColumnValues::Kind::Numbers && !values.is_constant)
        return values.own_numbers.empty() ? std::vector<double>(values.numbers.begin(), values.numbers.end())
                                          : std::move(values.own_numbers);
    std::vector<double> numbers(rows);
    for (std::size_t row = 0; row < rows; ++row) numbers[row] = values.number(row);
    return numbers;
}

Result<std::vector<Truth>> ColumnExpression::truths() const
{
    MAHALLA_TRY(ColumnValues values, program_->evaluate());
    const std::size_t rows = program_->data->row_count();
    if (values.kind == ColumnValues::Kind::Truths && !values.is_constant) return std::move(values.truths);
    std::vector<Truth> truths(rows);
    for (std::size_t row = 0; row < rows; ++row) truths[row] = values.truth(row);
    return truths;
}

Result<Column> ColumnExpression::column() const
{
    MAHALLA_TRY(ColumnValues values, program_->evaluate());
    const std::size_t rows = program_->data->row_count();
    Column column;
    if (values.kind == ColumnValues::Kind::Texts && !values.is_constant) {
        column = *values.texts;
    } else if (values.kind == ColumnValues::Kind::Numbers && !values.is_constant) {
        column.numbers.assign(values.numbers.begin(), values.numbers.end());
    } else if (values.kind == ColumnValues::Kind::Truths) {
        column.kind = ColumnKind::Text;
        column.categories = {"false", "true"};
        column.texts.resize(rows, Column::no_text);
        for (std::size_t row = 0; row < rows; ++row)
            if (const Truth truth = values.truth(row); truth != Truth::Missing)
                column.texts[row] = truth == Truth::Yes ? 1 : 0;
    } else {
        ColumnBuilder builder(program_->text);
        if (values.kind != ColumnValues::Kind::Numbers) builder.keep_as_text();
        for (std::size_t row = 0; row < rows; ++row) builder.add(values.text(row));
        column = builder.finish();
    }
    column.name = program_->text;
    column.unresolved = 0;
    for (const Column* read : program_->reads) column.unresolved += read->unresolved;
    column.reasons = reasons_of(column, program_->reads);
    return column;
}

const Column* ColumnExpression::plain_column() const
{
    const bool is_plain = program_->tree && program_->tree->operation == ColumnOperation::Column;
    return is_plain ? program_->data->find(program_->tree->text) : nullptr;
}

Result<bool> ColumnExpression::gives_texts() const
{
    if (const Column* column = plain_column()) return column->kind == ColumnKind::Text;
    MAHALLA_TRY(const Column made, column());
    return made.kind == ColumnKind::Text;
}

std::size_t ColumnExpression::unresolved() const
{
    std::size_t count = 0;
    for (const Column* read : program_->reads) count += read->unresolved;
    return count;
}

bool ColumnExpression::is_truth() const
{
    if (!program_->tree) return false;
    return gives_truth(program_->tree->operation);
}

Result<std::vector<std::string>> column_names_in(std::string_view text)
{
    MAHALLA_TRY(const Expression expression, parsed(text));
    MAHALLA_TRY(const std::set<std::string> names, columns_read(expression));
    return std::vector<std::string>(names.begin(), names.end());
}

} // namespace mahalla
