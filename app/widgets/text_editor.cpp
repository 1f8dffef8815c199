#include "widgets/text_editor.h"

#include "base/text.h"
#include "text/normal_form.h"

#include <algorithm>
#include <cstring>

namespace mahalla::ui {

namespace {

constexpr std::size_t versions_max = 200;

void overwrite(std::string& text)
{
    explicit_bzero(text.data(), text.size());
    text.clear();
}

/// What may stand in an answer: no control characters, no private use (some toolkits report function keys as such).
bool is_text(char32_t c, bool line_feeds)
{
    if (c == U'\n') return line_feeds;
    return c >= U' ' && c != 0x7F && !(c >= 0x80 && c < 0xA0) && !(c >= 0xF700 && c <= 0xF8FF);
}

} // namespace

void TextEditor::begin(std::string_view text, bool select_all)
{
    wipe();
    text_ = text;
    caret_ = text_.size();
    anchor_ = select_all ? 0 : caret_;
}

bool TextEditor::insert(std::string_view typed)
{
    std::string clean;
    for (const char32_t c : to_code_points(typed)) {
        const char32_t kept = !limits_.line_feeds && c == U'\n' ? U' ' : c;
        if (is_text(kept, limits_.line_feeds)) append_utf8(clean, kept);
    }
    if (clean.empty()) return false;
    const std::size_t kept_bytes = text_.size() - (selection_to() - selection_from());
    if (kept_bytes + clean.size() > limits_.characters_max) {
        // Only now characters are counted: bytes are never fewer than characters.
        const std::size_t have =
            grapheme_boundaries(text_).size() - 1 - (has_selection() ? grapheme_boundaries(selected()).size() - 1 : 0);
        const std::vector<std::size_t> typed_boundaries = grapheme_boundaries(clean);
        const std::size_t room = limits_.characters_max > have ? limits_.characters_max - have : 0;
        clean.resize(typed_boundaries[std::min(room, typed_boundaries.size() - 1)]);
        if (clean.empty()) return false;
    }
    remember(has_selection() ? Change::Other : Change::Typing);
    erase(selection_from(), selection_to());
    text_.insert(caret_, clean);
    caret_ += clean.size();
    anchor_ = caret_;
    return true;
}

bool TextEditor::backspace()
{
    if (!has_selection() && caret_ == 0) return false;
    remember(Change::Other);
    if (has_selection()) {
        erase(selection_from(), selection_to());
        return true;
    }
    std::size_t from = caret_ - 1;
    while (from > 0 && (static_cast<unsigned char>(text_[from]) & 0xC0) == 0x80) --from;
    erase(from, caret_);
    return true;
}

bool TextEditor::remove_next()
{
    if (!has_selection() && caret_ == text_.size()) return false;
    remember(Change::Other);
    if (has_selection()) {
        erase(selection_from(), selection_to());
        return true;
    }
    const std::vector<std::size_t> boundaries = grapheme_boundaries(text_);
    erase(caret_, *std::upper_bound(boundaries.begin(), boundaries.end() - 1, caret_));
    return true;
}

bool TextEditor::backspace_word()
{
    if (has_selection() || caret_ == 0) return backspace();
    remember(Change::Other);
    erase(previous_word(text_, caret_), caret_);
    return true;
}

bool TextEditor::remove_next_word()
{
    if (has_selection() || caret_ == text_.size()) return remove_next();
    remember(Change::Other);
    erase(caret_, next_word(text_, caret_));
    return true;
}

bool TextEditor::undo() { return restore(undo_, redo_); }
bool TextEditor::redo() { return restore(redo_, undo_); }

bool TextEditor::restore(std::vector<Version>& from, std::vector<Version>& to)
{
    if (from.empty()) return false;
    to.push_back({text_, caret_});
    text_ = from.back().text;
    caret_ = anchor_ = from.back().caret;
    overwrite(from.back().text);
    from.pop_back();
    last_change_ = Change::Other;
    return true;
}

void TextEditor::remember(Change change)
{
    // Letters typed in a row are taken back together.
    const bool continues = change == Change::Typing && last_change_ == Change::Typing;
    last_change_ = change;
    for (Version& version : redo_) overwrite(version.text);
    redo_.clear();
    if (continues || !limits_.keeps_undo) return;
    undo_.push_back({text_, caret_});
    if (undo_.size() > versions_max) {
        overwrite(undo_.front().text);
        undo_.erase(undo_.begin());
    }
}

void TextEditor::erase(std::size_t from, std::size_t to)
{
    text_.erase(from, to - from);
    caret_ = anchor_ = from;
}

std::size_t TextEditor::to_boundary(std::size_t byte) const
{
    const std::vector<std::size_t> boundaries = grapheme_boundaries(text_);
    return *(std::upper_bound(boundaries.begin(), boundaries.end(), byte) - 1);
}

void TextEditor::move_to(std::size_t byte, Extend extend)
{
    caret_ = to_boundary(std::min(byte, text_.size()));
    if (extend == Extend::No) anchor_ = caret_;
    last_change_ = Change::Other;
}

void TextEditor::move_beside(const Paragraph& paragraph, Side side, Extend extend)
{
    if (has_selection() && extend == Extend::No) {
        // The selection's edge on that side, by the direction of its line.
        const bool forward =
            (side == Side::Right) != paragraph.lines[caret_place(paragraph, caret_).line].right_to_left;
        move_to(forward ? selection_to() : selection_from(), Extend::No);
        return;
    }
    move_to(caret_beside(paragraph, caret_, side), extend);
}

void TextEditor::move_by_word(const Paragraph& paragraph, Side side, Extend extend)
{
    const bool forward = (side == Side::Right) != paragraph.lines[caret_place(paragraph, caret_).line].right_to_left;
    move_to(forward ? next_word(text_, caret_) : previous_word(text_, caret_), extend);
}

void TextEditor::move_by_lines(const Paragraph& paragraph, int lines, Extend extend)
{
    const CaretPlace place = caret_place(paragraph, caret_);
    move_to(caret_in_line(paragraph, caret_, lines, place.stop.x), extend);
}

void TextEditor::move_to_line_start(const Paragraph& paragraph, Extend extend)
{
    move_to(line_start(paragraph, caret_), extend);
}

void TextEditor::move_to_line_end(const Paragraph& paragraph, Extend extend)
{
    move_to(line_end(paragraph, caret_), extend);
}

void TextEditor::select_all()
{
    anchor_ = 0;
    caret_ = text_.size();
}

void TextEditor::select_word(std::size_t byte)
{
    const std::size_t end = next_word(text_, byte);
    anchor_ = byte < text_.size() ? previous_word(text_, byte + 1) : previous_word(text_, byte);
    caret_ = to_boundary(std::max(anchor_, end));
    while (caret_ > anchor_ && caret_ <= text_.size() && text_[caret_ - 1] == ' ') --caret_;
}

void TextEditor::wipe()
{
    overwrite(text_);
    for (Version& version : undo_) overwrite(version.text);
    for (Version& version : redo_) overwrite(version.text);
    undo_.clear();
    redo_.clear();
    caret_ = anchor_ = 0;
    last_change_ = Change::Other;
}

} // namespace mahalla::ui
