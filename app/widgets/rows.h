#pragma once
#include "widgets/choices.h"
#include "widgets/page_parts.h"

namespace mahalla::ui {

/// What lists of choices share. Only files of this folder include this.

enum class Mark { None, Radio, Tick };

struct RowLook {
    Mark mark = Mark::None;
    bool on = false;
    bool enabled = true;
    bool hovered = false;
    bool is_cursor = false; ///< Where the keyboard is; drawn where the focus is shown.
    std::string key;        ///< The digit that chooses it, shown while the keyboard is used.
    bool bordered = true;
};

/// How high a row with this label is.
float choice_row_height(Page& page, std::string_view label, float width, Mark mark);
void draw_choice_row(Page& page, Rect rect, std::string_view label, const RowLook& look);
void draw_mark(Page& page, Rect rect, Mark mark, bool on, bool enabled);

/// Moves a cursor among `count` rows by arrows, Home, End and page keys. True where it moved.
bool move_cursor(Page& page, std::size_t& cursor, std::size_t count, std::size_t leaf = 8);

/// The rows of a scrolling list that are in sight, all of the same height; `draw` gets the index and the row's
/// rectangle. Scrolls to `cursor` where `reveal` is set.
void clipped_rows(Page& page, const char* name, Rect rect, float row_height, std::size_t count, std::size_t cursor,
                  bool reveal, const std::function<void(std::size_t, Rect)>& draw);

} // namespace mahalla::ui
