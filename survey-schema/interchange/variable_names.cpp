#include "interchange/variable_names.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace mahalla {

namespace {

constexpr std::array reserved_words = {
    // SPSS
    "all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with",
    // Stata
    "byte", "double", "float", "if", "in", "int", "long", "strl", "using", "_all", "_b", "_coef", "_cons", "_n", "_pi",
    "_pred", "_rc", "_skip", "_weight",
    // SAS
    "_error_", "_numeric_", "_character_", "_null_", "_n_", "_all_", "_infile_", "_msg_"};

bool is_reserved(const std::string& lower)
{
    if (std::find(reserved_words.begin(), reserved_words.end(), lower) != reserved_words.end()) return true;
    // Stata's types of texts: str1, str20.
    return lower.size() > 3 && lower.starts_with("str") &&
           std::all_of(lower.begin() + 3, lower.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Letters, digits and underscores, a letter first: what all four programs take.
std::string as_name(std::string_view text)
{
    std::string name;
    for (const char c : text) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'), is_digit = c >= '0' && c <= '9';
        // A character of several bytes is one underscore.
        const bool is_inside_character = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
        if (is_letter || is_digit)
            name += c;
        else if (!is_inside_character)
            name += '_';
    }
    // Only SAS allows an underscore at the beginning, and none a digit.
    const bool begins_well = !name.empty() && name.front() != '_' && (name.front() < '0' || name.front() > '9');
    return begins_well ? name : "v" + name;
}

/// The ends of a column's name at its steps, the shortest first: "water" would not do for "needs/water", for the part
/// behind the slash is a choice.
std::vector<std::string_view> ends_of(std::string_view column)
{
    std::size_t choice = std::min(column.find('/'), column.size());
    // Parts of a place say nothing without their question.
    for (const std::string_view part : {"-Latitude", "-Longitude", "-Altitude", "-Accuracy"})
        if (column.ends_with(part)) choice = column.size() - part.size();
    std::vector<std::string_view> ends;
    for (std::size_t at = choice; at > 0; --at)
        if (column[at - 1] == '-') ends.push_back(column.substr(at));
    ends.push_back(column);
    return ends;
}

} // namespace

std::size_t variable_name_bytes_max(StatisticsProgram program)
{
    switch (program) {
    case StatisticsProgram::Spss:
        return 64;
    case StatisticsProgram::Stata:
    case StatisticsProgram::Sas:
        return 32;
    case StatisticsProgram::Sas5:
        return 8;
    }
    return 8;
}

std::vector<std::string> variable_names(const std::vector<std::string>& columns, StatisticsProgram program)
{
    const std::size_t bytes_max = variable_name_bytes_max(program);
    std::map<std::string, std::size_t> uses;
    for (const std::string& column : columns)
        for (const std::string_view end : ends_of(column)) ++uses[lower_ascii(as_name(end))];
    std::vector<std::string> names;
    std::set<std::string> taken;
    for (const std::string& column : columns) {
        std::string name;
        for (const std::string_view end : ends_of(column)) {
            name = as_name(end);
            if (uses[lower_ascii(name)] == 1) break;
        }
        if (is_reserved(lower_ascii(name))) name += "_";
        std::string candidate = name.substr(0, bytes_max);
        for (std::size_t i = 2; taken.contains(lower_ascii(candidate)); ++i) {
            const std::string number = "_" + std::to_string(i);
            candidate = name.substr(0, bytes_max - number.size()) + number;
        }
        taken.insert(lower_ascii(candidate));
        names.push_back(std::move(candidate));
    }
    return names;
}

} // namespace mahalla
