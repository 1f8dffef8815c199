#include "text/passphrase_form.h"

#include "base/text.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace mahalla {

namespace {

/// UTF-16 that is overwritten when it ends. NFD makes at most four units of one.
struct Units {
    static constexpr std::size_t capacity = 4 * passphrase_form_typed_max + 8;

    std::array<char16_t, capacity> units;
    int32_t size = 0;

    Units() { units[0] = 0; }
    Units(const Units&) = delete;
    Units& operator=(const Units&) = delete;
    ~Units() { explicit_bzero(units.data(), sizeof units); }
};

/// Marks that a hand leaves out; the vowel signs of Indic scripts and of Burmese are letters and stay.
bool is_left_out(UChar32 c)
{
    if (c == 0x0640 || u_charType(c) == U_FORMAT_CHAR) return true;
    if (u_charType(c) != U_NON_SPACING_MARK && u_charType(c) != U_ENCLOSING_MARK) return false;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    return script == USCRIPT_INHERITED || script == USCRIPT_ARABIC || script == USCRIPT_HEBREW ||
           script == USCRIPT_CYRILLIC;
}

UChar32 same_on_every_keyboard(UChar32 c)
{
    if (const int32_t digit = u_charDigitValue(c); digit >= 0 && u_charType(c) == U_DECIMAL_DIGIT_NUMBER)
        return 0x30 + digit;
    switch (c) {
    case 0x0671:
        return 0x0627;
    case 0x0649:
    case 0x06CC:
        return 0x064A;
    case 0x0629:
    case 0x06C1:
        return 0x0647;
    case 0x06A9:
        return 0x0643;
    default:
        return c;
    }
}

/// ICU's own macro for this converts between signs.
UChar32 next_character(const Units& text, int32_t& at)
{
    const auto unit = [&] { return at < text.size ? text.units[static_cast<std::size_t>(at)] : u'\0'; };
    const char16_t first = unit();
    ++at;
    if (first < 0xD800 || first > 0xDBFF || unit() < 0xDC00 || unit() > 0xDFFF) return first;
    const UChar32 character = 0x10000 + (first - 0xD800) * 0x400 + (unit() - 0xDC00);
    ++at;
    return character;
}

/// Decomposed text without what does not count.
void reduce(const Units& decomposed, Units& reduced)
{
    bool space_waits = false;
    for (int32_t at = 0; at < decomposed.size;) {
        const UChar32 c = next_character(decomposed, at);
        if (u_isUWhiteSpace(c) != 0) {
            space_waits = reduced.size > 0;
            continue;
        }
        if (is_left_out(c)) continue;
        if (space_waits) reduced.units[static_cast<std::size_t>(reduced.size++)] = u' ';
        space_waits = false;
        U16_APPEND_UNSAFE(reduced.units.data(), reduced.size, same_on_every_keyboard(c));
    }
}

std::size_t as_typed(std::string_view typed, std::span<std::uint8_t> form)
{
    const std::size_t size = std::min(typed.size(), form.size());
    std::copy_n(typed.begin(), size, form.begin());
    return size;
}

} // namespace

std::size_t to_passphrase_form(std::string_view typed, std::span<std::uint8_t> form)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* decompose = unorm2_getNFDInstance(&status);
    const UNormalizer2* compose = unorm2_getNFCInstance(&status);
    if (U_FAILURE(status) || typed.size() > passphrase_form_typed_max || !is_valid_utf8(typed))
        return as_typed(typed, form);

    Units first, second;
    constexpr auto capacity = static_cast<int32_t>(Units::capacity);
    u_strFromUTF8(first.units.data(), capacity, &first.size, typed.data(), static_cast<int32_t>(typed.size()), &status);
    second.size = unorm2_normalize(decompose, first.units.data(), first.size, second.units.data(), capacity, &status);
    if (U_FAILURE(status)) return as_typed(typed, form);
    first.size = 0;
    reduce(second, first);
    second.size = unorm2_normalize(compose, first.units.data(), first.size, second.units.data(), capacity, &status);
    int32_t bytes = 0;
    u_strToUTF8(reinterpret_cast<char*>(form.data()), static_cast<int32_t>(form.size()), &bytes, second.units.data(),
                second.size, &status);
    return U_FAILURE(status) ? as_typed(typed, form) : static_cast<std::size_t>(bytes);
}

} // namespace mahalla
