#include "text/language.h"

#include "base/text.h"
#include "text/icu_text.h"
#include "text/normal_form.h"

#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>

namespace mahalla {

namespace {

std::u16string symbol(const UNumberFormat* format, UNumberFormatSymbol which)
{
    char16_t buffer[16];
    UErrorCode status = U_ZERO_ERROR;
    const int32_t length = unum_getSymbol(format, which, buffer, 16, &status);
    return U_SUCCESS(status) && length > 0 ? std::u16string(buffer, static_cast<std::size_t>(length))
                                           : std::u16string();
}

void take_number_form(Language& language)
{
    UErrorCode status = U_ZERO_ERROR;
    UNumberFormat* format = unum_open(UNUM_DECIMAL, nullptr, 0, language.code.c_str(), nullptr, &status);
    if (U_FAILURE(status)) return;
    const std::u32string zero = to_code_points(to_utf8(symbol(format, UNUM_ZERO_DIGIT_SYMBOL)));
    const std::string separator = to_utf8(symbol(format, UNUM_DECIMAL_SEPARATOR_SYMBOL));
    if (zero.size() == 1 && u_charDigitValue(static_cast<UChar32>(zero[0])) == 0) language.digit_zero = zero[0];
    if (!separator.empty()) language.decimal_separator = separator;
    unum_close(format);
}

void take_date_order(Language& language)
{
    UErrorCode status = U_ZERO_ERROR;
    UDateFormat* format = udat_open(UDAT_NONE, UDAT_SHORT, language.code.c_str(), nullptr, 0, nullptr, 0, &status);
    if (U_FAILURE(status)) return;
    char16_t pattern[64];
    const int32_t length = udat_toPattern(format, 0, pattern, 64, &status);
    if (U_SUCCESS(status) && length > 0) {
        const std::u16string letters(pattern, static_cast<std::size_t>(length));
        language.day_first = letters.find(u'y') > letters.find(u'd');
    }
    udat_close(format);
}

std::string display_language(const char* code, const char* in_language)
{
    char16_t buffer[128];
    UErrorCode status = U_ZERO_ERROR;
    const int32_t length = uloc_getDisplayName(code, in_language, buffer, 128, &status);
    return U_SUCCESS(status) ? to_utf8(std::u16string_view(buffer, static_cast<std::size_t>(length)))
                             : std::string(code);
}

/// The code ICU knows a language by its own or English name; empty for none.
std::string code_of_name(std::string_view name)
{
    const std::string wanted = folded_for_search(name);
    if (wanted.empty()) return {};
    for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
        if (folded_for_search(display_language(*code, "en")) == wanted) return *code;
        if (folded_for_search(display_language(*code, *code)) == wanted) return *code;
    }
    return {};
}

/// What stands between the last pair of brackets: "ar" of "Arabic (ar)".
std::string_view bracketed(std::string_view name)
{
    const std::size_t open = name.rfind('(');
    const std::size_t close = name.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
    return trimmed(name.substr(open + 1, close - open - 1));
}

bool looks_like_code(std::string_view code)
{
    const std::size_t letters = code.find_first_of("-_");
    const std::string_view language = code.substr(0, letters);
    if (language.size() < 2 || language.size() > 3) return false;
    for (const char c : lower_ascii(language)) {
        if (c < 'a' || c > 'z') return false;
    }
    return true;
}

} // namespace

Language Language::from_code(std::string_view code)
{
    Language language;
    language.code = std::string(code);
    const std::string own = display_language(language.code.c_str(), language.code.c_str());
    language.own_name = own.empty() ? language.code : own;
    language.direction =
        uloc_isRightToLeft(language.code.c_str()) != 0 ? Direction::RightToLeft : Direction::LeftToRight;
    take_number_form(language);
    take_date_order(language);
    return language;
}

Language Language::from_form_name(std::string_view name)
{
    const std::string_view in_brackets = bracketed(name);
    const std::string_view spoken = trimmed(name.substr(0, name.rfind('(')));
    Language language;
    if (looks_like_code(in_brackets)) {
        language = from_code(in_brackets);
    } else if (const std::string code = code_of_name(name); !code.empty()) {
        language = from_code(code);
    } else if (looks_like_code(name)) {
        language = from_code(name);
    } else {
        language.code = std::string(name);
        language.direction = direction_of(name);
    }
    if (!spoken.empty()) language.own_name = std::string(spoken);
    return language;
}

Direction direction_of(std::string_view text)
{
    for (const char32_t code_point : to_code_points(text)) {
        const UCharDirection direction = u_charDirection(static_cast<UChar32>(code_point));
        if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) return Direction::RightToLeft;
        if (direction == U_LEFT_TO_RIGHT) return Direction::LeftToRight;
    }
    return Direction::LeftToRight;
}

} // namespace mahalla
