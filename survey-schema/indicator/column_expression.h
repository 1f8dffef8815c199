#pragma once
#include "base/result.h"
#include "indicator/data_table.h"

#include <memory>
#include <string>
#include <string_view>

namespace mahalla {

/// Yes, no, or not known because an answer is missing.
enum class Truth : std::uint8_t { No, Yes, Missing };

/// An expression of the form's language over the columns of a table, computed for all rows at once.
///
/// Missing answers stay missing, as analysts expect and R does, where a form would take them for "": a comparison or a
/// sum with a missing answer is missing; `and`, `or` and `not` know three values (missing or yes is yes); a condition
/// that is missing gives a missing value. Only a comparison with '' and `coalesce` look at whether an answer is there.
/// Names are columns; `${name}` is the same as `name`. What is not computed by column (functions that are rare in
/// indicators) goes to the form's own evaluator row by row, and is missing where a column it reads is.
class ColumnExpression {
public:
    /// Fails with `Invalid` where the text does not parse or names a column that `data` lacks. `data` must outlive it.
    static Result<ColumnExpression> create(std::string_view text, const DataTable& data);

    /// One number a row: texts as XPath reads them, yes as 1; NaN for missing.
    Result<std::vector<double>> numbers() const;
    /// One truth a row: of a number whether it is other than 0, of a text whether it is not empty.
    Result<std::vector<Truth>> truths() const;
    /// The values as a column named after the expression's text.
    Result<Column> column() const;
    /// The column itself, where the expression is the name of one and no more; else null.
    const Column* plain_column() const;
    /// Whether `column` would be one of texts.
    Result<bool> gives_texts() const;
    /// How many values of the columns it reads are missing because nobody decided between two.
    std::size_t unresolved() const;
    /// True where the value is a yes or no by its nature (a comparison, `and`, `not`, `selected`).
    bool is_truth() const;

private:
    struct Program;
    explicit ColumnExpression(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
    std::shared_ptr<const Program> program_;
};

/// The columns an expression names, sorted, without looking at any data. Fails as `create` does for what does not
/// parse.
Result<std::vector<std::string>> column_names_in(std::string_view text);

} // namespace mahalla
