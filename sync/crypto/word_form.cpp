#include "crypto/word_form.h"

#include "crypto/secret.h"

#include <cstdint>

namespace mahalla {

namespace {

constexpr char in_no_list = '\xFF';

/// The next code point of `text`, which is shortened by it; a byte that is no UTF-8 counts as one.
char32_t next_code_point(std::string_view& text)
{
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(at < text.size() ? text[at] : 0); };
    const unsigned first = byte(0);
    const std::size_t length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t code_point = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) {
            text.remove_prefix(1);
            return 0xFFFD;
        }
        code_point = code_point << 6U | (byte(i) & 0x3FU);
    }
    text.remove_prefix(length);
    return code_point;
}

bool is_left_out(char32_t c)
{
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x610 && c <= 0x61A) || (c >= 0x64B && c <= 0x65F) || c == 0x670 ||
           c == 0x621 || c == 0x640 || (c >= 0x6D6 && c <= 0x6ED) || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/// U+00C0 to U+00FF without their accents; '?' where the letter is no letter of a list.
constexpr std::string_view unaccented = "aaaaaa?ceeeeiiii?nooooo?ouuuuy??"
                                        "aaaaaa?ceeeeiiii?nooooo?ouuuuy?y";

char letter_of(char32_t c)
{
    if (c >= U'A' && c <= U'Z') return static_cast<char>(c - U'A' + U'a');
    if (c >= U'a' && c <= U'z') return static_cast<char>(c);
    if (c >= 0xC0 && c <= 0xFF) {
        const char letter = unaccented[c - 0xC0];
        return letter == '?' ? in_no_list : letter;
    }
    switch (c) {
    case 0x622: // alef with madda, with hamza above and below, wasla
    case 0x623:
    case 0x625:
    case 0x671:
        c = 0x627;
        break;
    case 0x624: // waw with hamza
        c = 0x648;
        break;
    case 0x626: // ya with hamza, alef maqsura, Persian ya
    case 0x649:
    case 0x6CC:
        c = 0x64A;
        break;
    case 0x629: // ta marbuta
        c = 0x647;
        break;
    case 0x6A9: // Persian kaf
        c = 0x643;
        break;
    default:
        break;
    }
    return c >= 0x627 && c <= 0x64A ? static_cast<char>(c - 0x600 + 0x80) : in_no_list;
}

} // namespace

WordForm::WordForm(std::string_view word)
{
    while (!word.empty()) {
        const char32_t code_point = next_code_point(word);
        if (is_left_out(code_point)) continue;
        if (size_ == letters_max) {
            letters_[size_++] = in_no_list;
            return;
        }
        letters_[size_++] = letter_of(code_point);
    }
}

WordForm::~WordForm() { wipe({reinterpret_cast<std::uint8_t*>(letters_.data()), letters_.size()}); }

} // namespace mahalla
