#include "form/choice_list_path.h"

#include "expression/syntax_tree.h"

namespace mahalla {

std::optional<ListPath> list_path_of(const Expression& nodeset)
{
    const ExpressionTree& tree = nodeset.tree();
    const SyntaxNode* top = &tree.nodes[tree.top];
    if (top->operation == Operation::Call && top->function == NodeFunction::Randomize)
        top = &tree.nodes[tree.operands[top->first]];
    if (top->operation != Operation::Path) return std::nullopt;
    const SyntaxPath& path = tree.paths[top->first];
    if (path.start != PathStart::Filter || path.predicate_count > 0 || path.step_count != 2) return std::nullopt;
    const SyntaxNode& call = tree.nodes[path.filter];
    if (call.operation != Operation::Call || call.function != NodeFunction::Instance) return std::nullopt;
    const SyntaxNode& id = tree.nodes[tree.operands[call.first]];
    const SyntaxStep* steps = &tree.steps[path.first_step];
    for (int i = 0; i < 2; ++i)
        if (steps[i].axis != Axis::Child || steps[i].test != TestKind::Name || steps[i].name.local.empty())
            return std::nullopt;
    if (id.operation != Operation::Text || steps[0].predicate_count > 0) return std::nullopt;
    return ListPath{id.text, steps[0].name.local, steps[1].name.local};
}

std::string_view single_name_of(const Expression& path)
{
    const ExpressionTree& tree = path.tree();
    const SyntaxNode& top = tree.nodes[tree.top];
    if (top.operation != Operation::Path) return {};
    const SyntaxPath& steps = tree.paths[top.first];
    if (steps.start != PathStart::Context || steps.step_count != 1) return {};
    const SyntaxStep& step = tree.steps[steps.first_step];
    return step.is_plain_child() ? step.name.local : std::string_view();
}

std::vector<NodeIndex> items_of(const SecondaryInstance& instance, std::string_view item)
{
    std::vector<NodeIndex> items;
    const Document& document = *instance.content;
    NodeIndex root = document.first_child(instance.above_root);
    while (root != no_node && document.kind(root) != NodeKind::Element) root = document.next_sibling(root);
    if (root == no_node) return items;
    for (NodeIndex child = document.first_child(root); child != no_node; child = document.next_sibling(child))
        if (document.kind(child) == NodeKind::Element && document.local_name(child) == item) items.push_back(child);
    return items;
}

std::optional<std::string> item_text(const Document& document, NodeIndex item, std::string_view name)
{
    for (NodeIndex child = document.first_child(item); child != no_node; child = document.next_sibling(child)) {
        if (document.kind(child) != NodeKind::Element || document.local_name(child) != name) continue;
        std::string text;
        document.append_string_value(child, text);
        return text;
    }
    return std::nullopt;
}

} // namespace mahalla
