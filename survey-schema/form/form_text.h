#pragma once
#include "expression/expression.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// One piece of a text: words as written, or an output: an expression whose value is shown in its place.
struct TextPart {
    std::string words;                ///< Empty where `output` is set.
    std::optional<Expression> output; ///< Evaluated at the node whose text this is.
};

/// One form of a text in one language. `form` is "" for the text itself, or "short", "guidance", "image", "big-image",
/// "audio", "video"; media values are written with their place ("jr://images/water.png").
struct TextValue {
    std::string form;
    std::vector<TextPart> parts;
};

/// A text with translations: the `<text id>` of an XForm's itext block, over all languages.
struct TranslatedText {
    std::string id; ///< "/data/age:label", "yes_no-0".
    /// By the position of the language in `FormDraft::languages`; shorter, or an empty entry, where nobody translated.
    std::vector<std::vector<TextValue>> values;
};

/// What a label, a hint or a message says, as the author wrote it: exactly one of the three is set, none for "".
///
/// `FormDefinition::parts_of` gives the words in a language; nobody else needs to look inside.
struct Text {
    std::vector<TextPart> parts;          ///< Written in place, the same in every language.
    std::string translation_id;           ///< `jr:itext('ID')`: the words are in the `TranslatedText` of this id.
    std::optional<Expression> expression; ///< Any other reference: its string value is the text.

    bool is_empty() const { return parts.empty() && translation_id.empty() && !expression; }
    /// Words without outputs, the same in every language.
    static Text of(std::string words);
    static Text translated(std::string translation_id);
};

/// Words without outputs as parts; no part for "".
std::vector<TextPart> parts_of_words(std::string words);

} // namespace mahalla
