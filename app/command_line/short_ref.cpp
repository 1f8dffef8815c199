#include "command_line/short_ref.h"

#include "base/text.h"
#include "form/form_definition.h"

#include <algorithm>

namespace mahalla {

namespace {

/// `person[2]` without what stands in brackets.
std::string_view name_of(std::string_view step) { return step.substr(0, step.find('[')); }

bool is_named(const ModelNode& node, std::string_view name)
{
    const bool attribute = node.kind == ModelNodeKind::Attribute;
    if (attribute != name.starts_with('@')) return false;
    if (attribute) name.remove_prefix(1);
    return node.name == name || node.local_name() == name;
}

/// The steps are the last ones of the node's path; all of them where the path is written from the root.
bool ends_with(const FormDefinition& form, ModelIndex node, const std::vector<std::string_view>& steps, bool whole)
{
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        if (node == no_index || !is_named(form.node(node), name_of(*step))) return false;
        node = form.node(node).parent;
    }
    return !whole || node == no_index;
}

/// The steps stand in the node's path in their order, the last one last: groups between them were left out.
bool leads_to(const FormDefinition& form, ModelIndex node, const std::vector<std::string_view>& steps)
{
    auto step = steps.rbegin();
    if (!is_named(form.node(node), name_of(*step))) return false;
    for (; node != no_index && step != steps.rend(); node = form.node(node).parent)
        if (is_named(form.node(node), name_of(*step))) ++step;
    return step == steps.rend();
}

/// The node's ref, with the brackets that were written behind its steps.
std::string with_brackets(const FormDefinition& form, ModelIndex node, const std::vector<std::string_view>& steps)
{
    std::string ref;
    for (auto step = steps.rbegin(); node != no_index; node = form.node(node).parent) {
        const ModelNode& model = form.node(node);
        std::string here = (model.kind == ModelNodeKind::Attribute ? "/@" : "/") + model.name;
        if (step != steps.rend() && is_named(model, name_of(*step))) {
            here += step->substr(name_of(*step).size());
            ++step;
        }
        ref.insert(0, here);
    }
    return ref;
}

std::string did_you_mean(const FormDefinition& form, std::string_view name)
{
    std::vector<std::string> names;
    for (const ModelNode& node : form.nodes()) names.emplace_back(node.local_name());
    const auto nearest = nearest_word(name, names);
    return nearest ? " Did you mean \"" + *nearest + "\"?" : std::string();
}

} // namespace

Result<std::string> full_ref(const FormSession& session, std::string_view written)
{
    const FormDefinition& form = session.form();
    const bool whole = written.starts_with('/');
    const auto steps = split(whole ? written.substr(1) : written, '/');
    std::vector<ModelIndex> meant;
    for (ModelIndex node = 0; node < form.nodes().size(); ++node)
        if (ends_with(form, node, steps, whole)) meant.push_back(node);
    if (meant.empty() && !whole)
        for (ModelIndex node = 0; node < form.nodes().size(); ++node)
            if (leads_to(form, node, steps)) meant.push_back(node);
    if (meant.empty())
        return failure(ErrorKind::NotFound,
                       "The form has no \"" + std::string(written) + "\"." + did_you_mean(form, name_of(steps.back())));
    if (meant.size() > 1) {
        std::string message = "Several are called \"" + std::string(written) + "\"; write more of the path:";
        for (std::size_t i = 0; i < std::min<std::size_t>(meant.size(), 5); ++i)
            message += (i > 0 ? ", " : " ") + form.node(meant[i]).nodeset;
        return failure(ErrorKind::Invalid, message + ".");
    }
    std::string ref = with_brackets(form, meant.front(), steps);
    if (!session.find(ref)) return failure(ErrorKind::NotFound, "There is no such row now: " + ref + ".");
    return ref;
}

std::string series_ref(const FormSession& session, const std::string& ref)
{
    if (ref.ends_with(']')) return ref;
    const auto node = session.find(ref);
    return node && session.model(*node).kind == ModelNodeKind::Repeat ? ref + "[]" : ref;
}

} // namespace mahalla
