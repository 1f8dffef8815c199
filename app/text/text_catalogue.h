#pragma once
#include "base/result.h"
#include "text/language.h"
#include "text/text_key.h"

#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// A value put into a text at `{name}`, isolated from its surroundings (Unicode FSI … PDI), so that a Latin name in an
/// Arabic sentence leaves the sentence's order alone.
struct TextArgument {
    std::string_view name;
    std::string value;
};

/// What the program says in one language: the file assets/languages/<code>.txt.
///
/// Lines `key = text`; `#` starts a comment line; `\n` in a text is a line break. A text that depends on a count has
/// one line a plural class of CLDR: `household.count[one] = {count} household` (Arabic: zero, one, two, few, many,
/// other). Immutable.
class TextCatalogue {
public:
    /// Fails with `Invalid`, naming the line, for a line without `=`, a key twice or an unknown plural class. Where
    /// `fallback` is given, it answers for keys that are missing here.
    static Result<std::shared_ptr<const TextCatalogue>> read(Language language, std::string_view file_text,
                                                             std::shared_ptr<const TextCatalogue> fallback = nullptr);

    const Language& language() const { return language_; }

    /// The text with its values. A key that nobody translated gives its name, which a test and a reader notice.
    std::string say(TextKey key, std::initializer_list<TextArgument> values = {}) const;
    /// The text of the plural class of `count`, with `{count}` in the language's digits.
    std::string say_counted(TextKey key, long long count, std::initializer_list<TextArgument> values = {}) const;

    bool has(std::string_view key) const { return texts_.find(key) != texts_.end(); }

private:
    struct Entry {
        std::string text;                           ///< Empty where the key has plural classes only.
        std::map<std::string, std::string> plurals; ///< By class: "one", "few", …
    };

    TextCatalogue(Language language, std::shared_ptr<const TextCatalogue> fallback)
        : language_(std::move(language)), fallback_(std::move(fallback))
    {}
    const Entry* find(std::string_view key) const;

    Language language_;
    std::shared_ptr<const TextCatalogue> fallback_;
    std::map<std::string, Entry, std::less<>> texts_;
};

/// The CLDR plural class of `count` in a language: "zero", "one", "two", "few", "many" or "other".
std::string plural_class(const Language& language, long long count);

/// `text` between FSI and PDI: its direction is its own and does not disturb what stands around it.
std::string isolated(std::string_view text);

} // namespace mahalla
