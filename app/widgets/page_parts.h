#pragma once
#include "widgets/glyph_atlas.h"
#include "widgets/icon.h"
#include "widgets/page.h"
#include "widgets/text_editor.h"

#include <imgui.h>

#include <array>
#include <deque>
#include <unordered_map>

namespace mahalla::ui {

struct DrawingOnScreen;

/// What the widgets know of the page they are drawn on. Only files of this folder include this.

/// Half-typed text of one field, and where its caret and its scroll are.
struct FieldState {
    TextEditor editor;
    bool editing = false;      ///< The editor's text stands for the field, not the stored answer.
    bool has_unstored = false; ///< Something was typed that was not handed out yet.
    bool refused = false;      ///< What is typed is no number, no date.
    double last_change = 0;    ///< Seconds.
    float scroll_x = 0, scroll_y = 0;
    bool dragging = false;
    std::string stored; ///< The stored answer as it was last handed in: where it changes, typing starts from it anew.
    std::array<std::string, 3> date_parts; ///< Day, month, year of an unfinished date.
    bool has_date_parts = false;
};

/// What a list remembers between frames.
struct ListState {
    std::size_t cursor = 0; ///< The row arrows start from.
    bool open = false;
    std::string search;
    std::vector<std::size_t> matches; ///< Of `search`.
    std::string matched_search;
    std::size_t matched_count = 0;
    bool reveal = false; ///< Scroll to the cursor's row once.
};

/// Where the next widget goes: between two edges, below the last one.
struct LayoutState {
    float left = 0, right = 0;
    float gap_before = 0; ///< Left free before the next widget.
    bool in_flow = false;
    float flow_x = 0, flow_y = 0, flow_height = 0; ///< From the start; of the current line.
    bool flow_at_end = false;
    ImGuiID flow_id = 0;
    float flow_end_width = 0;
};

struct ColumnsState {
    LayoutState outside;
    std::vector<float> starts, widths; ///< From the start of the outside.
    std::size_t column = 0;
    float top = 0, bottom = 0;
    bool stacked = false;
};

struct CardState {
    LayoutState outside;
    ImDrawListSplitter splitter;
    float top = 0;
    Tone tone = Tone::Neutral;
};

struct PageParts {
    explicit PageParts(TextEngine& text_engine) : engine(text_engine) {}

    TextEngine& engine;
    std::shared_ptr<const TextCatalogue> catalogue;
    ImGuiContext* imgui = nullptr;
    std::unique_ptr<GlyphAtlas> atlas;
    Theme theme = Theme::Light;
    Metrics metrics = Metrics::at(1);
    Page::Clipboard clipboard;
    std::string own_clipboard;
    std::unordered_map<float, float> line_heights; ///< By pixels, in the current language.
    bool still = false;
    bool mouse_was_down = false;

    FrameInput input;
    std::optional<KeyPress> frame_key; ///< The frame's key, whoever took it.
    double now = 0;
    bool frame_open = false;
    bool wipe_wanted = false;
    Registry registry; ///< Of the frame being drawn, or the last one.
    bool another_frame = false;
    std::optional<double> due;
    bool unfinished = false;

    std::string scope; ///< "household/members"
    int depth = 0;
    int layer = 0;
    int secret_depth = 0;
    std::deque<Paragraph> secret_paragraphs; ///< Live for one frame.

    ImGuiID focus = 0;
    std::string focus_path;
    std::string wanted_focus; ///< A path to give the focus to when it is drawn.
    bool reveal_focus = false;
    bool focus_by_keyboard = false; ///< Only then the ring is drawn around what is no text field.
    bool focus_takes_text = false;  ///< Plain characters belong to the focus, not to shortcuts.
    int move_focus = 0;             ///< +1, -1: to be done when the frame's registry is complete.
    int layer_before = 0;
    std::vector<std::string> focus_below; ///< By layer: what had the focus before the layer above opened.

    LayoutState layout;
    std::vector<ColumnsState> columns;
    std::vector<std::unique_ptr<CardState>> cards;
    std::vector<LayoutState> outer_layouts; ///< Of flows and indents.
    std::unordered_map<ImGuiID, float> flow_end_widths;
    std::size_t flows = 0;
    float top_bar_height = 0; ///< Of its buttons, in the last frame.

    std::shared_ptr<const DrawingOnScreen> drawing; ///< What was shown last.

    std::unordered_map<ImGuiID, FieldState> fields;
    std::unordered_map<ImGuiID, ListState> lists;
};

/// How a widget wants its letters.
struct LetterStyle {
    float pixels = 0;
    Weight weight = Weight::Regular;
    float width = 0; ///< 0: unbroken.
    int lines_max = 0;
    bool centred = false;
};

// Text. In a secret scope nothing is cached.
const Paragraph& shape(Page& page, std::string_view text, const LetterStyle& look);
/// The height of a line in the page's script.
float line_height(Page& page, float pixels);
/// Draws from the start edge of `rect`, or centred in its height, or in both.
enum class Within { Top, Middle, Centre };
void draw_text(Page& page, Rect rect, const Paragraph& paragraph, Colour colour, Within within = Within::Top);
void draw_icon(Page& page, Icon icon, Rect rect, Colour colour);
Icon icon_of(Tone tone);
TextKey word_of(Tone tone);

// Places. All mirroring is in `from_start`.
/// The part of `rect` that begins `offset` from its start edge and is `width` wide.
Rect from_start(Page& page, Rect rect, float offset, float width);
/// The part that ends `offset` before its end edge.
Rect from_end(Page& page, Rect rect, float offset, float width);
/// The next free place: all the width there is, or `width` in a flow.
Rect take(Page& page, float height, std::optional<float> width = std::nullopt);
/// How wide a widget may be here.
float room(Page& page);

// Shapes.
void fill(Rect rect, Colour colour, float rounding = 0);
void outline(Rect rect, Colour colour, float rounding, float thickness);
Rect inset(Rect rect, float by);
Colour with_alpha(Colour colour, float alpha);
void draw_focus_ring(Page& page, Rect rect, float rounding);

// What was drawn, and what was done to it.
ImGuiID id_of(Page& page, Id id);
std::string path_of(Page& page, Id id);
/// Adds a node; the reference lives until the next one is added.
Node& note_node(Page& page, Role role, std::string label, Rect rect);

struct Interaction {
    ImGuiID id = 0;
    bool hovered = false;
    bool held = false;
    bool clicked = false;
    bool focused = false;
    bool visible = true;
    std::size_t node = 0; ///< In the registry.
};
/// A stop of the Tab key that can be clicked: takes and reveals the focus, adds the node.
Interaction interact(Page& page, Id id, Role role, std::string label, Rect rect, bool enabled = true);
/// A stop of the Tab key that is made of targets: takes and reveals the focus, adds the node; clicks are its parts'
/// affair.
Interaction stop(Page& page, Id id, Role role, std::string label, Rect rect, bool enabled = true);
/// A target inside a widget that is one stop: clicks give the focus to `owner`.
Interaction interact_inside(Page& page, Id id, Role role, std::string label, Rect rect, ImGuiID owner,
                            std::string_view owner_path, bool enabled = true);
Node& node_of(Page& page, const Interaction& interaction);

/// True where the focus' key went down now; nobody else sees it then. `press` has to match its modifiers.
bool take_key(Page& page, KeyPress press);
/// True where this character was typed now; nobody else sees it then.
bool take_character(Page& page, char32_t character);
/// The digit typed now, of any script; none where there is none.
std::optional<int> take_digit(Page& page);

/// Scrolls so that `rect` is in sight.
void reveal_rect(Page& page, Rect rect);
void set_focus(Page& page, ImGuiID id, std::string_view path, bool by_keyboard);
void due_in(Page& page, double seconds);

} // namespace mahalla::ui
