#pragma once
#include "form/xml_name.h"
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// One `${name}` or `${last-saved#name}` in a text, or what looks like one and is none.
struct QuestionReference {
    std::size_t begin = 0, end = 0; ///< Of the whole, from "$" to behind "}".
    std::string name;               ///< Empty where it is malformed.
    std::string written;            ///< What stands between the braces; empty where they are not closed.
    bool last_saved = false;

    bool is_well_formed() const { return !name.empty(); }
};

/// All of them, in order. "${" without "}" and "${two words}" are malformed; "${}" is words.
std::vector<QuestionReference> find_references(std::string_view text);
bool has_reference(std::string_view text);
/// It has one, or what may be mended to one: "${House Size}".
bool may_refer(std::string_view text);
/// The name where the text is one reference and nothing else; empty otherwise.
std::string only_reference(std::string_view text);

/// Whether a default is an expression to be computed, rather than words: it holds an operator, a function or a
/// reference. "2026-11-21" is none for a date, "a-b" for nobody.
bool is_dynamic_default(std::string_view text, std::string_view question_type);

} // namespace mahalla
