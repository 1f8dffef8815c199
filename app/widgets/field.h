#pragma once
#include "widgets/page.h"

namespace mahalla::ui {

/// What every field shows beside its answer.
struct FieldOptions {
    Label hint = {};
    Label problem = {}; ///< Why the stored answer cannot stay: shown with an icon, told to the screen reader.
    bool required = false;
    bool enabled = true;
    bool label_hidden =
        false; ///< The label names the field but is not drawn: in a table's cell, where a heading says it.
};

/// When a typed answer is handed out: `AfterPause`, the usual, a second after the last key, on Enter, and when the
/// focus leaves; `EachChange` for searches.
enum class Commit { AfterPause, EachChange };

struct TextFieldOptions {
    FieldOptions field = {};
    Label placeholder = {};
    int lines = 1; ///< More: a field of that many lines, where Enter makes a new line and Ctrl+Enter or Tab goes on.
    std::size_t characters_max = 0; ///< As readers count them; 0: 100,000.
    Commit commit = Commit::AfterPause;
    bool starts_focused = false; ///< Takes the focus when first drawn.
    bool* submitted = nullptr;   ///< Set where Enter was pressed in a single line; the focus then stays where it is.
};

/// Text of any script. Returns the new answer in NFC when it is to be stored.
///
/// `value` is what is stored; what is being typed is kept by the page until it is handed out.
/// Arrows move as the eye sees it, Ctrl+arrow by words, Backspace takes one code point, Delete one character; Ctrl+Z
/// and Ctrl+Y undo and redo; characters of every plane of Unicode stay what they are.
std::optional<std::string> text_field(Page& page, Id id, Label label, std::string_view value,
                                      const TextFieldOptions& options = {});

struct NumberFieldOptions {
    FieldOptions field = {};
    bool decimals = false;
    Label unit = {}; ///< "kg", shown behind the number.
    bool starts_focused = false;
};

/// A number, typed in any digits, shown in the language's. `value` and what is returned are in the stored form
/// ("12.5"),
/// "" for none. What is no number stays in the field with the reason below it, and is not handed out.
std::optional<std::string> number_field(Page& page, Id id, Label label, std::string_view value,
                                        const NumberFieldOptions& options = {});

/// A day in the Gregorian calendar: day, month and year as three numbers in the language's order, the date in words
/// below. `value` and what is returned: "2026-11-21", "" for none.
std::optional<std::string> date_field(Page& page, Id id, Label label, std::string_view value,
                                      const FieldOptions& options = {});

} // namespace mahalla::ui
