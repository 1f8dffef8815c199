#include "interchange/statistics_cell.h"

#include "base/date.h"
#include "base/number.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

bool is_stata_whole(double number)
{
    // What Stata's long holds; larger ones mean "missing" there.
    return number == std::floor(number) && number >= -2'147'483'647.0 && number <= 2'147'483'620.0;
}

/// All codes of the list are numbers that read back as they are written: not "01".
bool is_list_of_numbers(const std::vector<LabelledChoice>& choices, StatisticsProgram program)
{
    return std::all_of(choices.begin(), choices.end(), [&](const LabelledChoice& choice) {
        const auto number = number_from_text(choice.value);
        return number && number_to_text(*number) == choice.value &&
               (program != StatisticsProgram::Stata || is_stata_whole(*number));
    });
}

/// Seconds since midnight of "08:30:00.000+02:00", on the clock of the place.
std::optional<double> seconds_of(std::string_view text)
{
    if (text.size() < 5 || text[2] != ':') return std::nullopt;
    const auto hours = integer_from_text(text.substr(0, 2)), minutes = integer_from_text(text.substr(3, 2));
    if (!hours || !minutes || *hours < 0 || *hours > 23 || *minutes < 0 || *minutes > 59) return std::nullopt;
    double seconds = static_cast<double>(*hours * 3600 + *minutes * 60);
    if (text.size() >= 8 && text[5] == ':') {
        const std::size_t end = text.find_first_not_of("0123456789.", 6);
        const auto rest = number_from_text(text.substr(6, end == std::string_view::npos ? end : end - 6));
        if (!rest || *rest < 0 || *rest >= 61) return std::nullopt;
        seconds += *rest;
    }
    return seconds;
}

std::optional<double> days_of(std::string_view text)
{
    const auto day = date_from_text(text.substr(0, 10));
    return day ? std::optional(static_cast<double>(days_since_epoch(*day))) : std::nullopt;
}

std::optional<double> number_for(VariableKind kind, const std::string& text)
{
    switch (kind) {
    case VariableKind::Words:
        return std::nullopt;
    case VariableKind::Whole:
    case VariableKind::Decimal:
        return number_from_text(text);
    case VariableKind::Day:
        return days_of(text);
    case VariableKind::Clock:
        return seconds_of(text);
    case VariableKind::Moment:
        if (text.size() > 11 && text[10] == 'T')
            if (const auto day = days_of(text), clock = seconds_of(std::string_view(text).substr(11)); day && clock)
                return *day * 86'400 + *clock;
        return std::nullopt;
    }
    return std::nullopt;
}

VariableKind kind_for(SheetColumnKind kind)
{
    switch (kind) {
    case SheetColumnKind::Whole:
    case SheetColumnKind::Tick:
    case SheetColumnKind::Place:
        return VariableKind::Whole;
    case SheetColumnKind::Decimal:
        return VariableKind::Decimal;
    case SheetColumnKind::Day:
        return VariableKind::Day;
    case SheetColumnKind::Clock:
        return VariableKind::Clock;
    case SheetColumnKind::Moment:
        return VariableKind::Moment;
    case SheetColumnKind::Words:
    case SheetColumnKind::Code:
    case SheetColumnKind::Key:
    case SheetColumnKind::ParentKey:
        return VariableKind::Words;
    }
    return VariableKind::Words;
}

MissingNumber missing_for(EmptyCellReason reason)
{
    switch (reason) {
    case EmptyCellReason::NoAnswer:
        return {};
    case EmptyCellReason::NotRelevant:
        return {MissingTag::NotRelevant};
    case EmptyCellReason::Undecided:
        return {MissingTag::Undecided};
    case EmptyCellReason::WrongType:
        return {MissingTag::WrongType};
    }
    return {};
}

} // namespace

StatisticsColumn statistics_column(const SheetColumn& column, StatisticsProgram program, std::size_t width)
{
    StatisticsColumn made;
    made.column = &column;
    StatisticsVariable& variable = made.variable;
    variable.label = column.label.empty() ? column.name : column.label;
    if (!column.choice_label.empty()) variable.label_end = " – " + column.choice_label;
    variable.kind = kind_for(column.kind);
    variable.is_category = column.kind == SheetColumnKind::Code || column.kind == SheetColumnKind::Tick;
    if (column.kind == SheetColumnKind::Tick) variable.value_labels = {{0.0, "not chosen"}, {1.0, "chosen"}};
    if (column.kind == SheetColumnKind::Code && column.choices) {
        const auto& choices = *column.choices;
        const bool numbers = is_list_of_numbers(choices, program);
        const bool is_numbered = !numbers && program == StatisticsProgram::Stata;
        if (numbers || is_numbered)
            variable.kind =
                numbers && program != StatisticsProgram::Stata ? VariableKind::Decimal : VariableKind::Whole;
        for (std::size_t i = 0; i < choices.size(); ++i) {
            if (is_numbered) {
                variable.value_labels.push_back({static_cast<double>(i + 1), choices[i].label});
                made.numbers.emplace(choices[i].value, static_cast<double>(i + 1));
            } else if (numbers)
                variable.value_labels.push_back({*number_from_text(choices[i].value), choices[i].label});
            else
                variable.value_labels.push_back({choices[i].value, choices[i].label});
            width = std::max(width, choices[i].value.size());
        }
    }
    variable.width = std::clamp<std::size_t>(width, 1, text_bytes_max(program));
    return made;
}

StatisticsCell statistics_cell(const StatisticsColumn& column, const RecordCell& cell)
{
    if (column.variable.kind == VariableKind::Words) {
        std::string_view text = cell.text;
        if (text.size() > column.variable.width) {
            std::size_t end = column.variable.width;
            while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
            text = text.substr(0, end);
        }
        return text;
    }
    if (cell.missing) return missing_for(*cell.missing);
    if (!column.numbers.empty()) {
        const auto found = column.numbers.find(cell.text);
        if (found == column.numbers.end()) return MissingNumber{MissingTag::WrongType};
        return found->second;
    }
    const auto number = number_for(column.variable.kind, cell.text);
    const bool fits =
        number && std::isfinite(*number) &&
        // Neither what SPSS would take for a missing value nor what Stata's whole numbers do not hold.
        !(*number <= spss_missing_value(MissingTag::NotRelevant) &&
          *number >= spss_missing_value(MissingTag::WrongType)) &&
        (!column.variable.is_category || column.variable.kind != VariableKind::Whole || is_stata_whole(*number));
    if (!fits) return MissingNumber{MissingTag::WrongType};
    return *number;
}

} // namespace mahalla
