#include "session/refs.h"

#include "base/number.h"
#include "base/text.h"

namespace mahalla {

namespace {

/// One step of a ref: a name, "@name", and what stands in brackets.
struct RefStep {
    std::string_view name;
    std::optional<std::string_view> brackets;
};

std::optional<RefStep> step_of(std::string_view text)
{
    const std::size_t open = text.find('[');
    if (open == std::string_view::npos) return RefStep{text, std::nullopt};
    if (!text.ends_with(']')) return std::nullopt;
    return RefStep{text.substr(0, open), text.substr(open + 1, text.size() - open - 2)};
}

bool is_named(const ModelNode& model, std::string_view name)
{
    return model.name == name || (name.find(':') == std::string_view::npos && model.local_name() == name);
}

ModelIndex child_model(const FormDefinition& form, const InstanceLayout& layout, ModelIndex parent,
                       std::string_view name)
{
    if (name.starts_with('@')) {
        for (const ModelIndex attribute : form.node(parent).attributes)
            if (is_named(form.node(attribute), name.substr(1))) return attribute;
        return no_index;
    }
    const std::string_view local = name.substr(name.find(':') + 1); // npos + 1 is 0: no prefix
    for (ModelIndex child = layout.first_child_named(parent, local); child != no_index;
         child = layout.next_namesake(child))
        if (is_named(form.node(child), name)) return child;
    return no_index;
}

std::optional<NodeIndex> find(const InterviewState& state, std::string_view ref, bool wants_series)
{
    const FormDefinition& form = state.form();
    if (!ref.starts_with('/')) return std::nullopt;
    auto parts = split(ref.substr(1), '/');
    const auto first = step_of(parts.front());
    if (!first || !is_named(form.root(), first->name)) return std::nullopt;
    if (first->brackets && *first->brackets != "1") return std::nullopt;
    NodeIndex node = InstanceTree::root_element;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const auto step = step_of(parts[i]);
        if (!step || state.tree.flags(node).anchor) return std::nullopt;
        const ModelIndex model = child_model(form, state.program->layout(), state.tree.model(node), step->name);
        if (model == no_index) return std::nullopt;
        node = state.tree.node_in(state.tree.block_of(node), model);
        if (!state.tree.flags(node).anchor) {
            if (step->brackets && *step->brackets != "1") return std::nullopt;
            continue;
        }
        const bool last = i + 1 == parts.size();
        const auto& rows = state.tree.rows(node);
        if (last && (wants_series ? !step->brackets || step->brackets->empty()
                                  : (step->brackets ? step->brackets->empty() : rows.empty())))
            return node;
        const auto position = step->brackets ? integer_from_text(*step->brackets) : std::optional<long long>(1);
        if (!position || *position < 1 || static_cast<std::size_t>(*position) > rows.size()) return std::nullopt;
        node = state.tree.base(rows[static_cast<std::size_t>(*position) - 1]);
    }
    return node;
}

} // namespace

std::optional<NodeIndex> find_node(const InterviewState& state, std::string_view ref)
{
    return find(state, ref, false);
}

std::optional<NodeIndex> find_series(const InterviewState& state, std::string_view ref)
{
    const auto node = find(state, ref, true);
    return node && state.tree.flags(*node).anchor ? node : std::nullopt;
}

std::string ref_of(const InterviewState& state, NodeIndex node)
{
    std::vector<std::string> steps;
    for (NodeIndex at = node; at != InstanceTree::document; at = state.tree.parent_element(at)) {
        const ModelNode& model = state.model_of(at);
        std::string step = (model.kind == ModelNodeKind::Attribute ? "/@" : "/") + model.name;
        if (state.tree.flags(at).anchor)
            step += "[]";
        else if (model.kind == ModelNodeKind::Repeat)
            step += '[' + number_to_text(static_cast<double>(state.tree.position(state.tree.block_of(at)))) + ']';
        steps.push_back(std::move(step));
    }
    std::string ref;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) ref += *step;
    return ref;
}

} // namespace mahalla
