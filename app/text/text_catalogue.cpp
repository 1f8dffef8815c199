#include "text/text_catalogue.h"

#include "base/text.h"
#include "text/number_form.h"

#include <unicode/plurrule.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

constexpr std::array<std::string_view, 6> plural_classes = {"zero", "one", "two", "few", "many", "other"};

tl::unexpected<Error> line_failure(std::size_t line, const std::string& what)
{
    return failure(ErrorKind::Invalid, "Language file, line " + std::to_string(line) + ": " + what);
}

/// True where the value would pull its neighbours about, or be pulled: letters or signs that do not run with the
/// language.
bool needs_isolation(std::string_view value, Direction direction)
{
    for (const char32_t code_point : to_code_points(value)) {
        const UCharDirection its = u_charDirection(static_cast<UChar32>(code_point));
        const bool right_to_left = its == U_RIGHT_TO_LEFT || its == U_RIGHT_TO_LEFT_ARABIC || its == U_ARABIC_NUMBER;
        const bool fits =
            direction == Direction::LeftToRight ? !right_to_left : right_to_left || its == U_WHITE_SPACE_NEUTRAL;
        if (!fits) return true;
    }
    return false;
}

std::string filled(std::string_view text, std::initializer_list<TextArgument> values, const Language& language)
{
    std::string out;
    for (;;) {
        const std::size_t open = text.find('{');
        const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
        out += text.substr(0, open);
        if (close == std::string_view::npos) return out += open == std::string_view::npos ? "" : text.substr(open);
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const auto* value =
            std::find_if(values.begin(), values.end(), [&](const TextArgument& v) { return v.name == name; });
        if (value == values.end()) {
            out += text.substr(open, close - open + 1);
        } else {
            out += needs_isolation(value->value, language.direction) ? isolated(value->value) : value->value;
        }
        text.remove_prefix(close + 1);
    }
}

} // namespace

Result<std::shared_ptr<const TextCatalogue>> TextCatalogue::read(Language language, std::string_view file_text,
                                                                 std::shared_ptr<const TextCatalogue> fallback)
{
    // make_shared cannot reach the private constructor.
    std::shared_ptr<TextCatalogue> catalogue(new TextCatalogue(std::move(language), std::move(fallback)));
    std::size_t line_number = 0;
    for (std::string_view line : split(file_text, '\n')) {
        ++line_number;
        line = trimmed(line);
        if (line.empty() || line.front() == '#') continue;
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos) return line_failure(line_number, "no '=' between key and text.");
        std::string_view key = trimmed(line.substr(0, equals));
        const std::string text = replaced_all(trimmed(line.substr(equals + 1)), "\\n", "\n");
        if (text.empty()) return line_failure(line_number, "the text is empty.");
        std::string_view plural;
        if (!key.empty() && key.back() == ']') {
            const std::size_t open = key.find('[');
            if (open == std::string_view::npos) return line_failure(line_number, "']' without '['.");
            plural = key.substr(open + 1, key.size() - open - 2);
            key = key.substr(0, open);
            if (std::find(plural_classes.begin(), plural_classes.end(), plural) == plural_classes.end()) {
                return line_failure(line_number, "the plural class is none of zero, one, two, few, many, other.");
            }
        }
        Entry& entry = catalogue->texts_[std::string(key)];
        std::string& place = plural.empty() ? entry.text : entry.plurals[std::string(plural)];
        if (!place.empty()) return line_failure(line_number, "the key stands here a second time.");
        place = text;
    }
    return std::shared_ptr<const TextCatalogue>(std::move(catalogue));
}

const TextCatalogue::Entry* TextCatalogue::find(std::string_view key) const
{
    const auto found = texts_.find(key);
    return found == texts_.end() ? nullptr : &found->second;
}

std::string TextCatalogue::say(TextKey key, std::initializer_list<TextArgument> values) const
{
    if (const Entry* entry = find(key.name); entry != nullptr && !entry->text.empty()) {
        return filled(entry->text, values, language_);
    }
    return fallback_ ? fallback_->say(key, values) : std::string(key.name);
}

std::string TextCatalogue::say_counted(TextKey key, long long count, std::initializer_list<TextArgument> values) const
{
    const Entry* entry = find(key.name);
    if (entry == nullptr) return fallback_ ? fallback_->say_counted(key, count, values) : std::string(key.name);
    auto found = entry->plurals.find(plural_class(language_, count));
    if (found == entry->plurals.end()) found = entry->plurals.find("other");
    const std::string& text = found == entry->plurals.end() ? entry->text : found->second;
    return filled(replaced_all(text, "{count}", shown_number(count, language_)), values, language_);
}

std::string plural_class(const Language& language, long long count)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::PluralRules> rules(
        icu::PluralRules::forLocale(icu::Locale(language.code.c_str()), status));
    if (U_FAILURE(status) || !rules) return "other";
    std::string name;
    return rules->select(static_cast<double>(count)).toUTF8String(name);
}

std::string isolated(std::string_view text) { return "\u2068" + std::string(text) + "\u2069"; }

} // namespace mahalla
