#include "form/language_tag.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

struct LanguageName {
    std::string_view name, code;
};
constexpr std::array language_names = {
    LanguageName{"english", "en"},    LanguageName{"french", "fr"},     LanguageName{"français", "fr"},
    LanguageName{"francais", "fr"},   LanguageName{"arabic", "ar"},     LanguageName{"العربية", "ar"},
    LanguageName{"عربي", "ar"},       LanguageName{"spanish", "es"},    LanguageName{"español", "es"},
    LanguageName{"espanol", "es"},    LanguageName{"portuguese", "pt"}, LanguageName{"português", "pt"},
    LanguageName{"burmese", "my"},    LanguageName{"myanmar", "my"},    LanguageName{"မြန်မာ", "my"},
    LanguageName{"swahili", "sw"},    LanguageName{"kiswahili", "sw"},  LanguageName{"amharic", "am"},
    LanguageName{"አማርኛ", "am"},       LanguageName{"tigrinya", "ti"},   LanguageName{"oromo", "om"},
    LanguageName{"somali", "so"},     LanguageName{"hausa", "ha"},      LanguageName{"kinyarwanda", "rw"},
    LanguageName{"kirundi", "rn"},    LanguageName{"lingala", "ln"},    LanguageName{"bengali", "bn"},
    LanguageName{"bangla", "bn"},     LanguageName{"বাংলা", "bn"},      LanguageName{"rohingya", "rhg"},
    LanguageName{"hindi", "hi"},      LanguageName{"nepali", "ne"},     LanguageName{"urdu", "ur"},
    LanguageName{"dari", "prs"},      LanguageName{"pashto", "ps"},     LanguageName{"persian", "fa"},
    LanguageName{"farsi", "fa"},      LanguageName{"kurdish", "ku"},    LanguageName{"sorani", "ckb"},
    LanguageName{"kurmanji", "kmr"},  LanguageName{"turkish", "tr"},    LanguageName{"ukrainian", "uk"},
    LanguageName{"russian", "ru"},    LanguageName{"khmer", "km"},      LanguageName{"vietnamese", "vi"},
    LanguageName{"indonesian", "id"}, LanguageName{"thai", "th"},       LanguageName{"lao", "lo"},
    LanguageName{"creole", "ht"},     LanguageName{"kreyòl", "ht"},
};

/// Letters, then letters and digits, at most eight between hyphens (XML Schema's xs:language).
bool is_language_tag(std::string_view code)
{
    bool is_first = true;
    for (const std::string_view part : split(code, '-')) {
        const bool fits = !part.empty() && part.size() <= 8 && std::all_of(part.begin(), part.end(), [&](char c) {
            const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            return is_letter || (!is_first && c >= '0' && c <= '9');
        });
        if (!fits) return false;
        is_first = false;
    }
    return true;
}

} // namespace

std::string language_tag(std::string_view language)
{
    const std::size_t open = language.rfind('('), close = language.rfind(')');
    if (open != std::string_view::npos && close != std::string_view::npos && close > open) {
        const std::string_view code = trimmed(language.substr(open + 1, close - open - 1));
        if (code.size() >= 2 && is_language_tag(code)) return std::string(code);
    }
    const std::string name = lower_ascii(trimmed(language.substr(0, open)));
    for (const LanguageName& known : language_names)
        if (known.name == name || known.code == name) return std::string(known.code);
    return {};
}

} // namespace mahalla
