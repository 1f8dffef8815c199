#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla::ui {

/// A rectangle in pixels of the window.
struct Rect {
    float left = 0, top = 0, right = 0, bottom = 0;

    float width() const { return right - left; }
    float height() const { return bottom - top; }
    float centre_x() const { return (left + right) / 2; }
    float centre_y() const { return (top + bottom) / 2; }
    bool contains(float x, float y) const { return x >= left && x < right && y >= top && y < bottom; }
    bool operator==(const Rect&) const = default;
};

enum class Role {
    Heading,
    Text,
    Note,
    Banner,
    Button,
    Checkbox,
    RadioGroup,
    Radio,
    SelectGroup,
    Option,
    TextField,
    NumberField,
    PassphraseField,
    DateField,
    Combo,
    Table,
    Row,
    Cell,
    List,
    Section,
    Tab,
    ProgressBar,
    Ranking,
    Counter,
    MenuItem,
    Dialog,
    Picture,
};

/// "heading", "radio-group", …: the word in text captures.
std::string_view name_of(Role role);

/// What was drawn of one widget.
struct Node {
    std::uint32_t id = 0;  ///< 0 for what cannot be acted on.
    std::string path = {}; ///< The ids of its scopes and its own, joined by '/'.
    Role role = Role::Text;
    std::string label = {};
    std::string value = {}; ///< Empty for secrets.
    std::string hint = {};
    Rect rect = {};
    int depth = 0;          ///< Nesting: an option in its group, a cell in its row.
    int layer = 0;          ///< 0 the page, 1 and up what lies over it: an open combo, a dialog.
    bool focusable = false; ///< A stop of the Tab key.
    bool focused = false;
    bool enabled = true;
    bool checked = false;
    bool expanded = false;
    bool required = false;
    bool visible = true; ///< Its middle is inside the window and not scrolled away.
    bool secret = false;
    std::string problem = {}; ///< What is wrong with the answer, as shown.
};

/// Everything that was drawn in a frame, in reading order: what tests find, Tab walks, and a screen reader is told.
class Registry {
public:
    /// Overwrites what it held with zeros: at each frame, for answers would lie about in freed memory.
    void wipe();
    Node& add(Node node);

    const std::vector<Node>& nodes() const { return nodes_; }
    std::vector<Node>& nodes() { return nodes_; }
    /// The first node with that label and, where given, role; nullptr where there is none.
    const Node* find(std::string_view label) const;
    const Node* find(std::string_view label, Role role) const;
    const Node* find_path(std::string_view path) const;
    const Node* focused() const;

    /// Lines for a person, one a node: `button "Save" focused`. Two spaces a depth.
    std::string to_text() const;
    /// What nobody could use: widgets without a name, two with one id, targets smaller than `target_min` pixels.
    std::vector<std::string> audit(float target_min) const;

private:
    std::vector<Node> nodes_;
};

} // namespace mahalla::ui
