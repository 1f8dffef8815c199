#include "indicator/definition_scope.h"

#include "base/text.h"
#include "indicator/column_expression.h"

namespace mahalla {

namespace {

/// Formulas read those above them and instruments use a few others: no chain of them is longer.
constexpr int formula_depth_max = 100;

} // namespace

/// One evaluation: what was computed once is kept for the formulas that read it again.
class ScopeEvaluation {
public:
    ScopeEvaluation(const DefinitionScope& scope, const DataTable& data) : scope_(scope), data_(data) {}

    /// `in_form`: names are the form's questions alone, as in `mapping`.
    Result<Column> evaluate(std::string_view expression, bool in_form, int depth)
    {
        if (depth > formula_depth_max) return failure(ErrorKind::Invalid, "A formula depends on itself.");
        // A column whose name is no name of expressions ("roster/age") can be mapped as it is.
        if (const Column* column = in_form ? data_.find(trimmed(expression)) : nullptr) return *column;
        MAHALLA_TRY(const std::vector<std::string> names, column_names_in(expression));
        std::vector<Column> columns;
        for (const std::string& name : names) {
            MAHALLA_TRY(Column column, column_of(name, in_form, depth));
            columns.push_back(std::move(column));
            columns.back().name = name;
        }
        // A constant has as many rows as the data.
        if (columns.empty()) {
            Column& rows = columns.emplace_back();
            rows.name = "no column";
            rows.numbers.resize(data_.row_count());
        }
        MAHALLA_TRY(const DataTable table, DataTable::create(std::move(columns)));
        MAHALLA_TRY(const ColumnExpression program, ColumnExpression::create(expression, table));
        MAHALLA_TRY(Column column, program.column());
        if (program.is_truth()) {
            column.kind = ColumnKind::Numeric;
            MAHALLA_TRY(column.numbers, program.numbers());
            column.texts.clear();
            column.categories.clear();
        }
        return column;
    }

private:
    Result<Column> column_of(const std::string& name, bool in_form, int depth)
    {
        if (in_form) return form_column(name);
        if (const auto known = known_.find(name); known != known_.end()) return known->second;
        Result<Column> column = made_column(name, depth);
        if (column) known_.emplace(name, *column);
        return column;
    }

    Result<Column> made_column(const std::string& name, int depth)
    {
        if (const std::string* expression = scope_.expression_of(name)) {
            const bool is_mapped = scope_.is_mapped(name);
            MAHALLA_TRY(Column column, evaluate(*expression, is_mapped, depth + 1));
            return is_mapped ? recoded(std::move(column), name) : std::move(column);
        }
        MAHALLA_TRY(Column column, form_column(name));
        return scope_.find_question(name) ? recoded(std::move(column), name) : std::move(column);
    }

    Result<Column> form_column(const std::string& name) const
    {
        MAHALLA_TRY(const Column* column, data_.column(name));
        return *column;
    }

    /// The form's codes made the instrument's; those that mean there is no answer made missing.
    Column recoded(Column column, const std::string& name) const
    {
        const auto& codes = scope_.use_->codes;
        const auto& no_answer = scope_.owner_of(name).missing_codes;
        if (codes.empty() && no_answer.empty()) return column;
        ColumnBuilder builder(column.name);
        for (std::size_t row = 0; row < data_.row_count(); ++row) {
            if (column.is_missing(row)) {
                builder.add_missing(column.reason(row));
                continue;
            }
            const std::string answer = column.text(row);
            const auto written = codes.find(answer);
            const std::string& code = written == codes.end() ? answer : written->second;
            const auto reason = no_answer.find(code);
            if (const auto said = missing_reason_of(code))
                builder.add_missing(*said);
            else if (reason != no_answer.end())
                builder.add_missing(reason->second);
            else
                builder.add(code);
        }
        Column made = builder.finish();
        made.unresolved = column.unresolved;
        return made;
    }

    const DefinitionScope& scope_;
    const DataTable& data_;
    std::map<std::string, Column> known_;
};

DefinitionScope::DefinitionScope(const IndicatorLibrary& library, const std::optional<LibraryUse>& use)
{
    const LibraryInstrument* instrument = use ? library.find_instrument(use->instrument) : nullptr;
    if (!instrument) return;
    use_ = use;
    reach_ = library.reach_of(*instrument);
}

const std::string* DefinitionScope::expression_of(const std::string& name) const
{
    if (!use_) return nullptr;
    if (const auto mapped = use_->mapping.find(name); mapped != use_->mapping.end()) return &mapped->second;
    for (const LibraryInstrument* instrument : reach_)
        if (const LibraryFormula* formula = instrument->find_formula(name)) return &formula->expression;
    return nullptr;
}

const LibraryQuestion* DefinitionScope::find_question(std::string_view name) const
{
    for (const LibraryInstrument* instrument : reach_)
        if (const LibraryQuestion* question = instrument->find_question(name)) return question;
    return nullptr;
}

const LibraryInstrument& DefinitionScope::owner_of(const std::string& name) const
{
    for (const LibraryInstrument* instrument : reach_)
        if (instrument->find_question(name) || instrument->find_formula(name)) return *instrument;
    return *reach_.front();
}

std::vector<std::string> DefinitionScope::mappable_names() const
{
    std::vector<std::string> names;
    for (const LibraryInstrument* instrument : reach_) {
        for (const LibraryQuestion& question : instrument->survey)
            if (question.is_answered()) names.push_back(question.name);
        for (const LibraryFormula& formula : instrument->formulas) names.push_back(formula.name);
    }
    return names;
}

Result<void> DefinitionScope::collect(std::string_view expression, bool in_form, int depth,
                                      std::set<ColumnRead>& columns) const
{
    if (depth > formula_depth_max) return failure(ErrorKind::Invalid, "A formula depends on itself.");
    MAHALLA_TRY(const std::vector<std::string> names, column_names_in(expression));
    for (const std::string& name : names) {
        const std::string* deeper = in_form ? nullptr : expression_of(name);
        if (deeper) {
            if (auto done = collect(*deeper, is_mapped(name), depth + 1, columns); !done) return done;
        } else {
            columns.insert({name, !in_form && find_question(name) ? name : std::string()});
        }
    }
    return {};
}

Result<std::set<ColumnRead>> DefinitionScope::columns_read(std::string_view expression) const
{
    std::set<ColumnRead> columns;
    if (expression.empty()) return columns;
    if (auto done = collect(expression, false, 0, columns); !done) return tl::unexpected(done.error());
    return columns;
}

Result<Column> DefinitionScope::evaluate(std::string_view expression, const DataTable& data) const
{
    return ScopeEvaluation(*this, data).evaluate(expression, false, 0);
}

} // namespace mahalla
