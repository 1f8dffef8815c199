#pragma once
#include "base/disk.h"
#include "interchange/variable_names.h"

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mahalla {

/// What a variable of a statistics file holds.
enum class VariableKind {
    Words,   ///< Texts of at most `width` bytes.
    Whole,   ///< Whole numbers.
    Decimal, ///< Numbers.
    Day,     ///< Days since 1970-01-01.
    Clock,   ///< Seconds since midnight.
    Moment,  ///< Seconds since 1970-01-01T00:00 on the clock of the place where it was noted.
};

/// The words for a value: of a number, or of a text.
struct ValueLabel {
    std::variant<double, std::string> value;
    std::string label;
};

struct StatisticsVariable {
    std::string name; ///< As `variable_names` makes them.
    std::string label;
    /// How the label ends, where that says more than its beginning: it stays where the label has to be cut.
    std::string label_end;
    VariableKind kind = VariableKind::Words;
    std::size_t width = 1; ///< Of texts, in bytes: the longest that will come.
    std::vector<ValueLabel> value_labels;
    bool is_category = false; ///< Codes, not an amount: SPSS's measurement level.
};

/// Why a number is missing, where it is: what no program's own "missing" can say. In Stata and SAS the missing values
/// .a, .b, .c; in SPSS numbers that are declared missing, each with its label; SPSS's days, times and
/// moments are missing without a reason.
enum class MissingTag { NotRelevant, Undecided, WrongType };
/// The number that stands for a reason in SPSS: outside the 32 bits that a whole answer has.
double spss_missing_value(MissingTag tag);

/// A number, a text (empty: missing), or a missing number with or without a reason.
struct MissingNumber {
    std::optional<MissingTag> tag;
};
using StatisticsCell = std::variant<MissingNumber, double, std::string_view>;

/// Hands the rows over, each as long as the variables; the same ones each time.
using StatisticsRow = std::function<Result<void>(const std::vector<StatisticsCell>&)>;
using StatisticsRows = std::function<Result<void>(const StatisticsRow&)>;

struct StatisticsFile {
    StatisticsProgram program = StatisticsProgram::Spss;
    std::string label;      ///< What the file is.
    std::string table_name; ///< Of SAS: a name as `variable_names` makes them.
    std::vector<StatisticsVariable> variables;
    std::size_t row_count = 0; ///< How many rows will come.
};

/// Writes a file of SPSS, Stata or SAS by ReadStat, row by row in the memory of one, in UTF-8. The time of writing is
/// not in it: equal rows give equal bytes.
///
/// SAS transport files hold no labels of values (sas_program.h writes them beside it). Fails with `Invalid` where the
/// format cannot hold a row or a variable, naming the variable, or where another number of rows comes than was said;
/// and as `rows` and the writer do.
Result<void> write_statistics_file(const StatisticsFile& file, const StatisticsRows& rows, DiskWriter& out);

/// The longest text that a program's file holds, in bytes.
std::size_t text_bytes_max(StatisticsProgram program);

} // namespace mahalla
