#pragma once
#include "widgets/field.h"

#include <span>
#include <string>
#include <vector>

namespace mahalla::ui {

/// A choice: what is stored, and what is shown.
struct Choice {
    std::string value;
    std::string label;
};

/// True or false where it was ticked or unticked just now.
std::optional<bool> checkbox(Page& page, Id id, Label label, bool checked, const FieldOptions& options = {});

/// One of several, all in sight. Returns the value now chosen; "" where the chosen one was taken back (Delete).
/// Up and down move, Space chooses, a digit chooses the choice of that number (where choices are themselves numbers,
/// the one that says it), Enter goes on.
std::optional<std::string> radio_list(Page& page, Id id, Label label, std::span<const Choice> choices,
                                      std::string_view value, const FieldOptions& options = {});

/// Any number of several. Returns the values now chosen, in the order of the choices. Digits and Space tick and untick.
std::optional<std::vector<std::string>> multi_select(Page& page, Id id, Label label, std::span<const Choice> choices,
                                                     std::span<const std::string> values,
                                                     const FieldOptions& options = {});

/// One of many, in a list that opens below and has a search where there are more than eight; up to 100,000 choices.
std::optional<std::string> combo(Page& page, Id id, Label label, std::span<const Choice> choices,
                                 std::string_view value, const FieldOptions& options = {});

} // namespace mahalla::ui
