#pragma once
#include "widgets/page.h"

#include <vector>

namespace mahalla::ui {

/// Layouts put widgets from the language's start (left in English, right in Arabic) to its end, and from top to bottom.
/// They live for a block: `{ Columns columns(page, {2, 1}); …; columns.next(); …; }`.

enum class BodyWidth { Reading, Full };

/// A screen: bar on top, scrolling body, bar of actions at the bottom that is always in reach.
struct ScreenLayout {
    Id id = {};
    Label title = {};
    Label subtitle = {};
    BodyWidth width = BodyWidth::Reading;
    std::function<void()> bar = {};     ///< Buttons at the end of the top bar, drawn in a `Flow`.
    std::function<void()> body = {};    ///< Scrolls.
    std::function<void()> actions = {}; ///< Buttons of the bottom bar; none: no bar.
    std::function<void()> side = {};    ///< A column at the start, such as a section bar; none: no column.
    float side_width = 260;             ///< Before scale.
};
void screen(Page& page, const ScreenLayout& layout);

/// Columns side by side with widths in proportion to `weights`; stacked where a column would be narrower than
/// `column_min` pixels before scale.
class Columns {
public:
    Columns(Page& page, std::vector<float> weights, float column_min = 160);
    ~Columns();
    void next();
    /// There is no room for them beside each other: they stand below each other.
    bool is_stacked() const;
    Columns(const Columns&) = delete;
    Columns& operator=(const Columns&) = delete;

private:
    Page& page_;
};

/// Buttons and other narrow widgets beside each other, wrapped at the end of the line. `end()` puts what follows at the
/// line's far end.
class Flow {
public:
    explicit Flow(Page& page);
    ~Flow();
    void end();
    Flow(const Flow&) = delete;
    Flow& operator=(const Flow&) = delete;

private:
    Page& page_;
};

/// A panel that groups what belongs together, with a ground and a padding.
class Card {
public:
    explicit Card(Page& page, Tone tone = Tone::Neutral);
    ~Card();
    Card(const Card&) = delete;
    Card& operator=(const Card&) = delete;

private:
    Page& page_;
};

/// Moves what is drawn while it lives towards the end, a step each.
class Indent {
public:
    explicit Indent(Page& page);
    ~Indent();
    Indent(const Indent&) = delete;
    Indent& operator=(const Indent&) = delete;

private:
    Page& page_;
};

enum class Gap { Small, Normal, Wide };
void gap(Page& page, Gap size = Gap::Normal);
void divider(Page& page);

/// A question over everything else, which takes the focus until it is no longer drawn. Escape gives `true`: dismissed.
bool dialog(Page& page, Id id, Label title, const std::function<void()>& body);

} // namespace mahalla::ui
