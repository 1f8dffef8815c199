#include "text/normal_form.h"

#include "base/text.h"
#include "text/icu_text.h"

#include <unicode/normalizer2.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

namespace mahalla {

namespace {

bool is_ascii(std::string_view text)
{
    for (const char c : text) {
        if (static_cast<unsigned char>(c) >= 0x80 || c == '\r') return false;
    }
    return true;
}

/// A break iterator over UTF-8, closed at the end of the block.
class Breaks {
public:
    Breaks(UBreakIteratorType type, std::string_view text)
    {
        UErrorCode status = U_ZERO_ERROR;
        text_ = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status);
        iterator_ = ubrk_open(type, "en", nullptr, 0, &status);
        if (U_SUCCESS(status)) ubrk_setUText(iterator_, text_, &status);
    }
    ~Breaks()
    {
        ubrk_close(iterator_);
        utext_close(text_);
    }
    Breaks(const Breaks&) = delete;
    Breaks& operator=(const Breaks&) = delete;
    UBreakIterator* operator*() const { return iterator_; }

private:
    UText* text_ = nullptr;
    UBreakIterator* iterator_ = nullptr;
};

/// Marks a reader of this script leaves out while typing; vowel signs of Indic scripts and Burmese are letters and
/// stay.
bool is_mark_without_weight(UChar32 code_point)
{
    if (u_charType(code_point) != U_NON_SPACING_MARK && u_charType(code_point) != U_ENCLOSING_MARK) return false;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(code_point, &status);
    return script == USCRIPT_INHERITED || script == USCRIPT_ARABIC || script == USCRIPT_HEBREW ||
           script == USCRIPT_CYRILLIC;
}

} // namespace

std::u16string to_utf16(std::string_view text)
{
    const std::string clean = with_valid_utf8(text);
    const icu::UnicodeString converted =
        icu::UnicodeString::fromUTF8(icu::StringPiece(clean.data(), static_cast<int32_t>(clean.size())));
    return std::u16string(converted.getBuffer(), static_cast<std::size_t>(converted.length()));
}

std::string to_utf8(std::u16string_view text)
{
    std::string converted;
    icu::UnicodeString(text.data(), static_cast<int32_t>(text.size())).toUTF8String(converted);
    return converted;
}

std::string to_nfc(std::string_view text)
{
    if (is_ascii(text)) return std::string(text);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) return std::string(text);
    const std::u16string wide = to_utf16(text);
    const icu::UnicodeString composed =
        normalizer->normalize(icu::UnicodeString(wide.data(), static_cast<int32_t>(wide.size())), status);
    std::string out;
    return U_SUCCESS(status) ? composed.toUTF8String(out) : std::string(text);
}

std::string folded_for_search(std::string_view text)
{
    if (is_ascii(text)) return lower_ascii(text);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) return std::string(text);
    const std::u16string wide = to_utf16(text);
    const icu::UnicodeString decomposed = decompose->normalize(
        fold->normalize(icu::UnicodeString(wide.data(), static_cast<int32_t>(wide.size())), status), status);
    icu::UnicodeString kept;
    for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
        UChar32 code_point = decomposed.char32At(i);
        if (is_mark_without_weight(code_point) || code_point == 0x0640) continue;
        if (code_point == 0x0649) code_point = 0x064A; // alef maqsura is typed for ya
        if (code_point == 0x0629) code_point = 0x0647; // ta marbuta is typed as ha
        kept.append(code_point);
    }
    std::string out;
    return kept.toUTF8String(out);
}

std::vector<std::size_t> grapheme_boundaries(std::string_view text)
{
    std::vector<std::size_t> boundaries;
    if (is_ascii(text)) {
        for (std::size_t i = 0; i <= text.size(); ++i) boundaries.push_back(i);
        return boundaries;
    }
    const Breaks breaks(UBRK_CHARACTER, text);
    for (int32_t i = ubrk_first(*breaks); i != UBRK_DONE; i = ubrk_next(*breaks)) {
        boundaries.push_back(static_cast<std::size_t>(i));
    }
    return boundaries;
}

std::size_t next_word(std::string_view text, std::size_t position)
{
    const Breaks breaks(UBRK_WORD, text);
    // A word's rule status is that of the boundary at its end; the word starts at the boundary before.
    int32_t start = ubrk_following(*breaks, static_cast<int32_t>(position));
    for (; start != UBRK_DONE; start = ubrk_current(*breaks)) {
        const int32_t end = ubrk_next(*breaks);
        if (end == UBRK_DONE) break;
        if (ubrk_getRuleStatus(*breaks) >= UBRK_WORD_NUMBER) return static_cast<std::size_t>(start);
    }
    return text.size();
}

std::size_t previous_word(std::string_view text, std::size_t position)
{
    const Breaks breaks(UBRK_WORD, text);
    std::size_t found = 0;
    int32_t start = ubrk_first(*breaks);
    for (int32_t end = ubrk_next(*breaks); end != UBRK_DONE; end = ubrk_next(*breaks)) {
        if (static_cast<std::size_t>(start) >= position) break;
        if (ubrk_getRuleStatus(*breaks) >= UBRK_WORD_NUMBER) found = static_cast<std::size_t>(start);
        start = end;
    }
    return found;
}

} // namespace mahalla
