#pragma once
#include <string>
#include <string_view>

namespace mahalla {

enum class Direction { LeftToRight, RightToLeft };

/// A language the program or a questionnaire can be shown in, with the forms of writing that follow from it (CLDR).
struct Language {
    std::string code;     ///< "ar", "pt-BR".
    std::string own_name; ///< "العربية": how its speakers call it, for the list where one chooses.
    Direction direction = Direction::LeftToRight;
    char32_t digit_zero = U'0';          ///< The zero of the digits numbers are shown with: U'٠' for Arabic.
    std::string decimal_separator = "."; ///< ".", "," or "٫".
    bool day_first = true;               ///< Whether a date is written day, month, year; false: year, month, day.

    bool operator==(const Language&) const = default;

    /// What CLDR says about a language code; a code that nobody knows gives a left-to-right language of that name.
    static Language from_code(std::string_view code);
    /// The language of a questionnaire's column: "Arabic (ar)", "Français (fr)", "العربية", "French"; a name that gives
    /// no code takes the direction its own letters are written in.
    static Language from_form_name(std::string_view name);
};

/// The direction of the first letter that has one; left to right where none has.
Direction direction_of(std::string_view text);

} // namespace mahalla
