#pragma once
#include "base/result.h"
#include "indicator/missing_reason.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mahalla {

enum class ColumnKind { Numeric, Text };

/// One column of a table of answers: numbers, or texts kept once each.
///
/// A missing value (nobody was asked, nobody answered, people wrote different values and nobody decided) is NaN in a
/// numeric column and `no_text` in a text column.
struct Column {
    static constexpr std::uint32_t no_text = 0xffffffff;

    std::string name;
    ColumnKind kind = ColumnKind::Numeric;
    std::vector<double> numbers;         ///< Of a numeric column, one a row.
    std::vector<std::uint32_t> texts;    ///< Of a text column, one a row: a position in `categories`.
    std::vector<std::string> categories; ///< Of a text column: the different texts, sorted by their bytes.
    /// How many values are missing because two people wrote different ones and nobody decided yet.
    std::size_t unresolved = 0;
    /// Why a value is missing, one a row; empty where no answer says why.
    std::vector<MissingReason> reasons;

    MissingReason reason(std::size_t row) const { return reasons.empty() ? MissingReason::None : reasons[row]; }
    bool is_missing(std::size_t row) const;
    /// As a person would write it: a number as XPath prints it; empty for a missing value.
    std::string text(std::size_t row) const;
    /// The number, or what XPath makes of the text; NaN for a missing value.
    double number(std::size_t row) const;
};

/// Rows of answers by column: what statistics are computed over. Immutable.
///
/// Column names are those of questions or of a CSV file's header; they may contain dots. Row numbers in messages are
/// those a spreadsheet program shows where the header is row 1, so the first row of data is row 2.
class DataTable {
public:
    static constexpr std::size_t columns_max = 20'000;
    static constexpr std::size_t rows_max = 20'000'000;

    /// Fails with `Invalid` where columns differ in length, have no name or the same one, or break a limit.
    static Result<DataTable> create(std::vector<Column> columns);

    std::size_t row_count() const { return row_count_; }
    std::span<const Column> columns() const { return columns_; }
    /// Null where there is none of this name.
    const Column* find(std::string_view name) const;
    /// The column, or `Invalid` with the name that may be meant.
    Result<const Column*> column(std::string_view name) const;

    /// The rows at these positions, in this order; a position may stand there twice.
    DataTable rows(std::span<const std::size_t> positions) const;
    /// The rows of this table, then those of `other`. Columns that only one has are missing in the rows of the other; a
    /// column that is numeric in one and text in the other becomes text.
    Result<DataTable> joined(const DataTable& other) const;

private:
    DataTable() = default;

    std::vector<Column> columns_;
    std::unordered_map<std::string, std::size_t> position_of_;
    std::size_t row_count_ = 0;
};

/// The number that a text stands for in a table; nothing where it is none, or has zeros in front ("007" names
/// something).
std::optional<double> number_of_cell(std::string_view text);

/// Puts a column together value by value, then decides its kind.
class ColumnBuilder {
public:
    explicit ColumnBuilder(std::string name);
    /// Where the column is known to hold texts ("007" is no number), whatever its values look like.
    void keep_as_text() { always_text_ = true; }

    void add_missing(MissingReason reason = MissingReason::None);
    void add_unresolved();
    /// Empty text is a missing value.
    void add(std::string_view value);
    std::size_t size() const { return values_.size(); }
    const std::string& name() const { return name_; }

    /// Numeric where every value there is reads as a number and none has zeros in front ("007"), else text. A column of
    /// missing values only is numeric.
    Column finish();

private:
    std::string name_;
    bool always_text_ = false;
    std::size_t unresolved_ = 0;
    std::vector<MissingReason> reasons_; // as long as `values_`, or shorter where no reason follows
    std::vector<std::uint32_t> values_;
    std::vector<std::string> different_;
    std::unordered_map<std::string, std::uint32_t> position_of_;
};

} // namespace mahalla
