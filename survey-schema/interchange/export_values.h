#pragma once
#include "form/form_definition.h"

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace mahalla {

/// Which of two numbers in "03/04/2026" is the day.
enum class DayOrder { Unknown, DayFirst, MonthFirst };

/// What a cell becomes: the answer as a record holds it, and what was wrong with it, if anything. What could not be
/// understood stays as it was written: nothing is lost, and whoever opens the record sees it.
struct ExportValue {
    std::string value;
    /// Code of a diagnostic: number-unreadable, date-unreadable, date-order-unknown, choice-unknown,
    /// choice-label-ambiguous, geopoint-unreadable; null where all is well.
    const char* problem = nullptr;
};

/// Reads the cells of one question as other programs write them: numbers with ".0", dates of five kinds, choices by
/// value or by label in any language, several choices apart by spaces, commas, semicolons or bars.
class ExportValues {
public:
    ExportValues(const FormDefinition& form, ModelIndex question);

    /// A cell that is not blank.
    ExportValue read(std::string_view cell, DayOrder order) const;
    /// The codes of ticked choices in the order of the list, apart by spaces.
    std::string in_list_order(const std::vector<std::string>& ticked) const;
    /// What a date cell says about the order of day and month: nothing where both could be either.
    static DayOrder order_in(std::string_view cell);
    bool is_day() const { return type_ == DataType::DateOnly || type_ == DataType::DateTime; }
    /// A blank, or a word by which programs say "nothing" where a number, day or choice should be.
    bool is_nothing(std::string_view cell) const;

private:
    ExportValue read_choice(std::string_view cell) const;
    ExportValue read_choices(std::string_view cell) const;
    /// The value of a choice that is called so; empty where none is, or several are.
    const std::string* find(std::string_view text) const;

    struct Called {
        std::string value;
        bool is_ambiguous = false;
    };

    DataType type_ = DataType::String;
    bool is_one_ = false, is_several_ = false;
    std::vector<std::string> values_;
    std::unordered_map<std::string, Called> by_value_, by_label_; ///< Labels in lower case, collapsed.
    std::size_t words_max_ = 1;                                   ///< In a value or label.
};

/// "1", "TRUE", "yes" as true, "0", "FALSE", "no" as false; nothing for anything else.
std::optional<bool> tick_value(std::string_view cell);

} // namespace mahalla
