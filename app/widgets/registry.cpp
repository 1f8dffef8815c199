#include "widgets/registry.h"

#include <algorithm>
#include <cstring>
#include <set>

namespace mahalla::ui {

namespace {

void overwrite(std::string& text)
{
    explicit_bzero(text.data(), text.size());
    text.clear();
}

bool is_named_role(Role role) { return role != Role::Cell && role != Role::Text && role != Role::Note; }

} // namespace

std::string_view name_of(Role role)
{
    switch (role) {
    case Role::Heading:
        return "heading";
    case Role::Text:
        return "text";
    case Role::Note:
        return "note";
    case Role::Banner:
        return "banner";
    case Role::Button:
        return "button";
    case Role::Checkbox:
        return "checkbox";
    case Role::RadioGroup:
        return "radio-group";
    case Role::Radio:
        return "radio";
    case Role::SelectGroup:
        return "select-group";
    case Role::Option:
        return "option";
    case Role::TextField:
        return "text-field";
    case Role::NumberField:
        return "number-field";
    case Role::PassphraseField:
        return "passphrase-field";
    case Role::DateField:
        return "date-field";
    case Role::Combo:
        return "combo";
    case Role::Table:
        return "table";
    case Role::Row:
        return "row";
    case Role::Cell:
        return "cell";
    case Role::List:
        return "list";
    case Role::Section:
        return "section";
    case Role::Tab:
        return "tab";
    case Role::ProgressBar:
        return "progress-bar";
    case Role::Ranking:
        return "ranking";
    case Role::Counter:
        return "counter";
    case Role::MenuItem:
        return "menu-item";
    case Role::Dialog:
        return "dialog";
    case Role::Picture:
        return "picture";
    }
    return "text";
}

void Registry::wipe()
{
    for (Node& node : nodes_) {
        for (std::string* text : {&node.path, &node.label, &node.value, &node.hint, &node.problem}) overwrite(*text);
    }
    nodes_.clear();
}

Node& Registry::add(Node node) { return nodes_.emplace_back(std::move(node)); }

const Node* Registry::find(std::string_view label) const
{
    // What can be acted on comes before a text of the same words.
    const Node* text = nullptr;
    for (const Node& node : nodes_) {
        if (node.label != label) continue;
        if (node.id != 0) return &node;
        if (text == nullptr) text = &node;
    }
    return text;
}

const Node* Registry::find(std::string_view label, Role role) const
{
    const auto found = std::find_if(nodes_.begin(), nodes_.end(),
                                    [&](const Node& node) { return node.role == role && node.label == label; });
    return found == nodes_.end() ? nullptr : &*found;
}

const Node* Registry::find_path(std::string_view path) const
{
    const auto found = std::find_if(nodes_.begin(), nodes_.end(), [&](const Node& node) { return node.path == path; });
    return found == nodes_.end() ? nullptr : &*found;
}

const Node* Registry::focused() const
{
    const auto found = std::find_if(nodes_.begin(), nodes_.end(), [](const Node& node) { return node.focused; });
    return found == nodes_.end() ? nullptr : &*found;
}

std::string Registry::to_text() const
{
    std::string text;
    for (const Node& node : nodes_) {
        text.append(static_cast<std::size_t>(2 * node.depth), ' ');
        text += name_of(node.role);
        text += " \"" + node.label + "\"";
        if (!node.value.empty()) text += " = \"" + node.value + "\"";
        if (!node.hint.empty()) text += " hint \"" + node.hint + "\"";
        if (node.checked) text += " checked";
        if (node.expanded) text += " open";
        if (node.required) text += " required";
        if (!node.enabled) text += " disabled";
        if (node.secret) text += " secret";
        if (node.focused) text += " focused";
        if (!node.problem.empty()) text += " problem \"" + node.problem + "\"";
        text += '\n';
    }
    return text;
}

std::vector<std::string> Registry::audit(float target_min) const
{
    constexpr float rounding = 0.5f;
    std::vector<std::string> findings;
    std::set<std::uint32_t> ids;
    for (const Node& node : nodes_) {
        const std::string what = std::string(name_of(node.role)) + " at '" + node.path + "'";
        if (node.label.empty() && (node.id != 0 || is_named_role(node.role))) findings.push_back(what + " has no name");
        if (node.id == 0) continue;
        if (!ids.insert(node.id).second) findings.push_back(what + " has an id that is drawn twice");
        if (node.rect.height() < target_min - rounding || node.rect.width() < target_min - rounding) {
            findings.push_back(what + " is smaller than a finger");
        }
    }
    return findings;
}

} // namespace mahalla::ui
