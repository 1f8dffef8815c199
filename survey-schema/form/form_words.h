#pragma once
#include "form/form_definition.h"

#include <string>
#include <vector>

namespace mahalla {

/// A text of a form in one language as plain words, for other programs' labels: without what an answer fills in, which
/// stands as "…"; white space collapsed, markup of Markdown and HTML left out.
std::string plain_words(const FormDefinition& form, const Text& text, std::size_t language);

/// The label of the question in a language, else its hint, else its name.
std::string question_label(const FormDefinition& form, ModelIndex question, std::size_t language);

/// A choice and its label in one language; the value where it has none.
struct LabelledChoice {
    std::string value;
    std::string label;

    bool operator==(const LabelledChoice&) const = default;
};

/// What a select offers at most, in the order of its list, each value once. None where the choices are not in the form:
/// files beside it, rows of the record, search(); and for lists of more than `labelled_choices_max`.
inline constexpr std::size_t labelled_choices_max = 20'000;
std::vector<LabelledChoice> labelled_choices(const FormDefinition& form, const Control& select, std::size_t language);

/// The control that a question's choices stand in; null where it is no select.
const Control* select_of(const FormDefinition& form, ModelIndex question);

/// The position of a language that is asked for by its name ("Arabic (ar)", "Arabic") or its code ("ar"), whatever the
/// case of ASCII letters; the first where none is asked for. Fails with `Invalid` where the form does not have it, and
/// says which it has.
Result<std::size_t> language_position(const FormDefinition& form, std::string_view wanted);

} // namespace mahalla
