#pragma once
#include "form/form_definition.h"

#include <functional>
#include <string_view>

namespace mahalla {

/// What a text is for.
enum class TextUse { Label, Hint, ConstraintMessage, RequiredMessage, ChoiceLabel };

/// XLSForm's column without a language: "label", "constraint_message".
std::string_view column_of(TextUse use);

/// A text with the place where its author finds it.
struct OwnedText {
    const Text* text = nullptr;      ///< Null for a choice of a list.
    std::string_view translation_id; ///< Of a choice of a list; empty where its label stands in the list.
    std::string_view words;          ///< Of a choice of a list, where its label stands in the list.
    TextUse use = TextUse::Label;
    ModelIndex node = no_index;
    ControlIndex control = no_index;
    std::string_view list_name; ///< Of a choice.
    int row = 0;                ///< In the sheet survey, or choices for the choices of a list.
};

/// Every text that people are shown: of questions and groups, of binds, of choices inside questions and in lists.
void visit_texts(const FormDefinition& form, const std::function<void(const OwnedText&)>& visit);

} // namespace mahalla
