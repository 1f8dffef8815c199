#include "form/draft_checks.h"

#include "base/check.h"
#include "base/text.h"
#include "form/xml_name.h"

#include <algorithm>
#include <unordered_set>

namespace mahalla {

namespace {

constexpr std::size_t depth_max = 200;
constexpr std::size_t unknown_references_max = 200;

std::string quoted(std::string_view text) { return "“" + std::string(text) + "”"; }

} // namespace

void DraftChecks::add(Severity severity, std::string code, int row, std::string message, std::string help)
{
    Diagnostic diagnostic;
    diagnostic.severity = severity;
    if (row > 0) diagnostic.sheet = "survey";
    diagnostic.row = row;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    diagnostics_.push_back(std::move(diagnostic));
}

void DraftChecks::error(std::string code, int row, std::string message, std::string help)
{
    add(Severity::Error, std::move(code), row, std::move(message), std::move(help));
}

void DraftChecks::warning(std::string code, int row, std::string message, std::string help)
{
    add(Severity::Warning, std::move(code), row, std::move(message), std::move(help));
}

bool DraftChecks::complete_nodes(NodesetIndex& node_by_nodeset)
{
    std::vector<ModelNode>& nodes = draft_.nodes;
    if (nodes.empty()) {
        error("form-empty", 0, "The form has no questions.", "Add at least one question.");
        return false;
    }
    MAHALLA_CHECK(nodes.front().parent == no_index && nodes.front().kind == ModelNodeKind::Group);
    if (draft_.settings.id.empty())
        error("form-id-missing", 0, "The form has no id.",
              "Set form_id in the settings sheet, or the id of the instance.");

    std::vector<std::uint32_t> depth(nodes.size(), 0);
    node_by_nodeset.reserve(nodes.size());
    for (ModelIndex index = 0; index < nodes.size(); ++index) {
        ModelNode& node = nodes[index];
        std::string nodeset;
        if (index > 0) {
            MAHALLA_CHECK(node.parent < index);
            ModelNode& parent = nodes[node.parent];
            depth[index] = depth[node.parent] + 1;
            if (depth[index] > depth_max) {
                error("too-deep", node.sheet_row, "Groups stand inside each other more than 200 deep.",
                      "Put questions into fewer groups.");
                return false;
            }
            MAHALLA_CHECK(parent.kind == ModelNodeKind::Group || parent.kind == ModelNodeKind::Repeat ||
                          node.kind == ModelNodeKind::Attribute);
            (node.kind == ModelNodeKind::Attribute ? parent.attributes : parent.children).push_back(index);
            nodeset.reserve(parent.nodeset.size() + node.name.size() + 2);
            nodeset = parent.nodeset;
        }
        nodeset += node.kind == ModelNodeKind::Attribute ? "/@" : "/";
        nodeset += node.name;
        node.nodeset = std::move(nodeset);
        if (!is_xml_name(node.name))
            error("name-invalid", node.sheet_row, "The name " + quoted(node.name) + " is not allowed.",
                  "Begin with a letter or an underscore; then letters, digits, hyphens, underscores and periods.");
        if (!node_by_nodeset.add(node.nodeset, index))
            error("name-duplicate", node.sheet_row,
                  "Two questions or groups beside each other have the name " + quoted(node.name) + ": " + node.nodeset +
                      ".",
                  "Give each its own name.");
    }
    return true;
}

std::string DraftChecks::did_you_mean(std::string_view path, const NodesetIndex& node_by_nodeset) const
{
    const auto last_name = [](std::string_view whole) { return whole.substr(whole.rfind('/') + 1); };
    const std::string_view name = last_name(path);
    std::vector<std::string> names;
    for (const ModelNode& node : draft_.nodes) {
        // The same name elsewhere is the likeliest meaning: a question was moved into another group.
        if (node.name == name && node_by_nodeset.contains(node.nodeset)) return "Did you mean " + node.nodeset + "?";
        names.push_back(node.name);
    }
    const std::optional<std::string> nearest = nearest_word(name, names);
    return nearest ? "Did you mean " + quoted(*nearest) + "?" : "Correct the name, or add the question.";
}

void DraftChecks::complete_controls(const NodesetIndex& node_by_nodeset)
{
    std::vector<std::uint32_t> depth(draft_.controls.size(), 0);
    for (ControlIndex index = 0; index < draft_.controls.size(); ++index) {
        Control& control = draft_.controls[index];
        if (control.parent != no_index) {
            MAHALLA_CHECK(control.parent < index);
            Control& parent = draft_.controls[control.parent];
            MAHALLA_CHECK(parent.is_structure());
            depth[index] = depth[control.parent] + 1;
            if (depth[index] > depth_max) {
                error("too-deep", control.sheet_row, "Groups stand inside each other more than 200 deep.",
                      "Put questions into fewer groups.");
                return;
            }
            parent.children.push_back(index);
        }
        complete_control(control, node_by_nodeset);
    }
}

void DraftChecks::complete_control(Control& control, const NodesetIndex& node_by_nodeset)
{
    if (control.kind == ControlKind::Repeat && control.ref.empty()) {
        error("repeat-without-node", control.sheet_row, "A repeat does not say which node it repeats.",
              "Give the repeat a nodeset.");
        return;
    }
    if (control.is_select()) check_choices(control);
    if (control.ref.empty()) {
        if (!control.is_structure())
            error("node-unknown", control.sheet_row,
                  "A question of kind " + std::string(name_of(control.kind)) + " does not say which node it answers.",
                  "Give the question a ref.");
        return;
    }
    const ModelIndex found = node_by_nodeset.find(control.ref);
    if (found == no_index) {
        error("node-unknown", control.sheet_row, "A question refers to " + control.ref + ", which is not in the form.",
              did_you_mean(control.ref, node_by_nodeset));
        return;
    }
    control.node = found;
    const ModelNodeKind kind = draft_.nodes[control.node].kind;
    if (control.kind == ControlKind::Repeat && kind != ModelNodeKind::Repeat)
        error("repeat-without-node", control.sheet_row, "A repeat names " + control.ref + ", which cannot have rows.",
              "Give the repeat a nodeset of its own, below the form's root.");
    else if (!control.is_structure() && kind != ModelNodeKind::Value && kind != ModelNodeKind::Attribute)
        error("node-unknown", control.sheet_row, "A question refers to " + control.ref + ", which is a group.",
              "Refer to a node that holds an answer.");
}

void DraftChecks::check_choices(const Control& control)
{
    if (!control.itemset && control.choices.empty())
        error("choices-missing", control.sheet_row, "The question " + control.ref + " has no choices.",
              "Name a choice list that has choices.");
}

void DraftChecks::complete_actions(const NodesetIndex& node_by_nodeset)
{
    for (Action& action : draft_.actions) {
        MAHALLA_CHECK(action.control == no_index || action.control < draft_.controls.size());
        if (const ModelIndex found = node_by_nodeset.find(action.ref); found != no_index)
            action.node = found;
        else
            error("node-unknown", action.sheet_row, "An action sets " + action.ref + ", which is not in the form.",
                  did_you_mean(action.ref, node_by_nodeset));
        const bool for_new_rows =
            std::find(action.events.begin(), action.events.end(), FormEvent::NewRepeat) != action.events.end();
        if (for_new_rows && action.control == no_index)
            error("event-misplaced", action.sheet_row,
                  "The action on " + action.ref + " waits for new rows, but stands in no repeat.",
                  "Move it into the repeat whose rows it is for.");
        if (action.events.empty())
            error("event-misplaced", action.sheet_row, "The action on " + action.ref + " says no event.",
                  "Say when it happens: odk-instance-first-load, xforms-value-changed…");
    }
}

void DraftChecks::check_instances()
{
    std::unordered_set<std::string_view> ids;
    for (const SecondaryInstance& instance : draft_.instances) {
        if (instance.id.empty())
            error("instance-without-id", 0, "A secondary instance has no id.",
                  "Give it one: expressions find it by its id.");
        else if (!ids.insert(instance.id).second)
            error("instance-duplicate", 0, "Two secondary instances have the id " + quoted(instance.id) + ".",
                  "Give each its own id.");
    }
    for (const Control& control : draft_.controls) {
        if (!control.itemset) continue;
        for (const std::string& id : control.itemset->nodeset.references(control.ref).instances)
            if (!ids.contains(id))
                error("instance-unknown", control.sheet_row,
                      "The choices of " + control.ref + " come from " + quoted(id) + ", which is not in the form.",
                      "Add the choice list, or correct its name.");
    }
}

void DraftChecks::check_translations(std::unordered_map<std::string_view, std::size_t>& translation_by_id)
{
    translation_by_id.reserve(draft_.translations.size());
    for (std::size_t i = 0; i < draft_.translations.size(); ++i)
        if (const TranslatedText& text = draft_.translations[i]; !translation_by_id.emplace(text.id, i).second)
            error("translation-duplicate", 0, "The text " + quoted(text.id) + " is there twice.", "Keep one of them.");

    for (const ModelNode& node : draft_.nodes) {
        check_translated(node.bind.required_message, translation_by_id);
        check_translated(node.bind.constraint_message, translation_by_id);
    }
    for (const Control& control : draft_.controls) {
        check_translated(control.label, translation_by_id);
        check_translated(control.hint, translation_by_id);
        for (const Choice& choice : control.choices) check_translated(choice.label, translation_by_id);
    }
}

void DraftChecks::check_translated(const Text& text,
                                   const std::unordered_map<std::string_view, std::size_t>& translation_by_id)
{
    if (text.translation_id.empty() || translation_by_id.contains(text.translation_id)) return;
    warning("translation-unknown", 0, "The text " + quoted(text.translation_id) + " is in no translation.",
            "Add it to the itext block; until then nothing is shown there.");
}

void DraftChecks::report(const DependencyAnalysis& analysis, const NodesetIndex& node_by_nodeset)
{
    for (const DependencyCycle& cycle : analysis.cycles)
        error("dependency-cycle", draft_.nodes[cycle.front().node].sheet_row, told(cycle, draft_.nodes),
              cycle.size() == 1 ? "Take the question's own value out of the expression; only a constraint may use it."
                                : "Take one of these out of the circle: none can be worked out before the others.");
    // Whoever renames a group breaks hundreds at once: a page of them is enough to see it.
    const std::size_t told = std::min(analysis.unknown.size(), unknown_references_max);
    for (std::size_t i = 0; i < told; ++i) {
        const UnknownReference& unknown = analysis.unknown[i];
        const ModelNode& node = draft_.nodes[unknown.node];
        warning("reference-unknown", node.sheet_row,
                "An expression of " + node.nodeset + " refers to " + unknown.path + ", which is not in the form.",
                did_you_mean(unknown.path, node_by_nodeset));
    }
}

} // namespace mahalla
