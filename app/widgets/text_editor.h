#pragma once
#include "text/caret.h"

#include <string>
#include <string_view>
#include <vector>

namespace mahalla::ui {

/// A text being edited: letters, caret, selection, undo. Knows nothing of drawing; where a motion depends on what the
/// eye sees, the shaped paragraph is handed in. Carets are bytes, always between characters as Unicode counts them.
class TextEditor {
public:
    struct Limits {
        bool line_feeds = false;
        std::size_t characters_max = 100'000;
        bool keeps_undo = true;
    };
    enum class Extend { No, Yes }; ///< Yes: the selection grows.

    /// Starts afresh with `text`, all of it selected or the caret at its end.
    void begin(std::string_view text, bool select_all);
    void set_limits(Limits limits) { limits_ = limits; }

    const std::string& text() const { return text_; }
    std::size_t caret() const { return caret_; }
    std::size_t selection_from() const { return caret_ < anchor_ ? caret_ : anchor_; }
    std::size_t selection_to() const { return caret_ < anchor_ ? anchor_ : caret_; }
    bool has_selection() const { return caret_ != anchor_; }
    std::string selected() const { return text_.substr(selection_from(), selection_to() - selection_from()); }

    // Each returns whether the text changed.
    /// Replaces the selection. Control characters are dropped; line feeds become spaces where none are allowed; what
    /// goes beyond the limit is cut at a character.
    bool insert(std::string_view typed);
    /// The selection, else one code point: a vowel sign typed wrongly is taken back alone.
    bool backspace();
    /// The selection, else one whole character.
    bool remove_next();
    bool backspace_word();
    bool remove_next_word();
    bool undo();
    bool redo();

    void move_to(std::size_t byte, Extend extend);
    void move_beside(const Paragraph& paragraph, Side side, Extend extend);
    void move_by_word(const Paragraph& paragraph, Side side, Extend extend);
    void move_by_lines(const Paragraph& paragraph, int lines, Extend extend);
    void move_to_line_start(const Paragraph& paragraph, Extend extend);
    void move_to_line_end(const Paragraph& paragraph, Extend extend);
    void select_all();
    void select_word(std::size_t byte);

    /// Overwrites letters and undo.
    void wipe();

private:
    struct Version {
        std::string text;
        std::size_t caret = 0;
    };
    enum class Change { Other, Typing };

    void remember(Change change);
    void erase(std::size_t from, std::size_t to);
    std::size_t to_boundary(std::size_t byte) const;
    bool restore(std::vector<Version>& from, std::vector<Version>& to);

    std::string text_;
    std::size_t caret_ = 0, anchor_ = 0;
    std::vector<Version> undo_, redo_;
    Change last_change_ = Change::Other;
    Limits limits_;
};

} // namespace mahalla::ui
