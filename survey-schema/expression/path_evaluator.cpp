// Location paths: XPath 1.0 §2. Paths of plain steps are walked without making a node set.
#include "expression/evaluator.h"
#include "expression/node_walk.h"

#include <algorithm>

namespace mahalla {

namespace {

/// So many nodes of one step, met from different nodes, are made a set of before more are added.
constexpr std::size_t nodes_worth_sorting = 4096;

bool is_reverse(Axis axis)
{
    return axis == Axis::Parent || axis == Axis::Ancestor || axis == Axis::AncestorOrSelf ||
           axis == Axis::PrecedingSibling || axis == Axis::Preceding;
}

/// Children of nodes none of which lies in another come in document order, each once.
bool keeps_order(Axis axis) { return axis == Axis::Child || axis == Axis::Attribute || axis == Axis::Self; }

} // namespace

const SyntaxPath* Evaluator::simple_path(SyntaxIndex at) const
{
    const SyntaxNode& node = tree_.nodes[at];
    if (node.operation != Operation::Path || node.kept != 0) return nullptr;
    const SyntaxPath& path = tree_.paths[node.first];
    return path.is_simple ? &path : nullptr;
}

NodeRef Evaluator::start_of(const SyntaxPath& path, const Focus& focus) const
{
    if (path.start == PathStart::Root) return root_;
    return path.start == PathStart::Current ? current_ : focus.node;
}

NodeRef Evaluator::first_node(const SyntaxPath& path, const Focus& focus)
{
    NodeRef found;
    const auto take_first = [&](NodeRef one) {
        found = one;
        return true;
    };
    any_node(path, focus, take_first);
    return found;
}

bool Evaluator::any_node(const SyntaxPath& path, const Focus& focus, NodeQuestion question)
{
    const NodeRef start = start_of(path, focus);
    const SyntaxStep* const step = tree_.steps.data() + path.first_step;
    return start && any_node_from(start, step, step + path.step_count, question);
}

bool Evaluator::any_node_from(NodeRef node, const SyntaxStep* step, const SyntaxStep* end, NodeQuestion question)
{
    const NodeSource& source = *node.source;
    for (; step != end; ++step) {
        if (step->axis == Axis::Child) {
            // Nests as deep as the path has steps, which the parser limits.
            for (NodeIndex child = source.first_child_element(node.node, step->name); child != no_node;
                 child = source.next_sibling_element(child, step->name)) {
                if (!spend(1)) return false;
                if (any_node_from({node.source, child}, step + 1, end, question)) return true;
            }
            return false;
        }
        if (step->axis == Axis::Attribute) {
            for (NodeIndex attribute = source.first_attribute(node.node); attribute != no_node;
                 attribute = source.next_attribute(attribute))
                if (matches(*step, source, attribute) &&
                    any_node_from({node.source, attribute}, step + 1, end, question))
                    return true;
            return false;
        }
        if (step->axis == Axis::Parent) node.node = source.parent(node.node);
        if (!node) return false;
    }
    return question(node);
}

void Evaluator::each_node(SyntaxIndex at, const Focus& focus, NodeQuestion question)
{
    if (failed()) return;
    if (const SyntaxPath* path = simple_path(at); path != nullptr && path->is_straight) {
        any_node(*path, focus, question);
        return;
    }
    Value storage;
    const Value& value = held(at, focus, storage);
    if (failed()) return;
    if (value.kind() != ValueKind::Nodes) return fail("A node set is expected here, and the value is none.");
    for (const NodeRef node : value.nodes())
        if (question(node)) return;
}

NodeSet Evaluator::path_nodes(const SyntaxPath& path, const Focus& focus)
{
    NodeSet set;
    if (path.start == PathStart::Filter) {
        set = nodes(path.filter, focus);
        for (SyntaxIndex i = 0; i < path.predicate_count && !failed(); ++i)
            filter(tree_.operands[path.first_predicate + i], set, 0);
    } else if (path.is_straight) {
        const auto take = [&](NodeRef node) {
            set.push_back(node);
            return false;
        };
        any_node(path, focus, take);
        return set;
    } else if (const NodeRef start = start_of(path, focus); start) {
        set.push_back(start);
    }

    NodeSet next;
    // Whether some node of the set may lie in another.
    bool nested = path.start == PathStart::Filter && set.size() > 1;
    for (SyntaxIndex i = 0; i < path.step_count && !set.empty() && !failed(); ++i) {
        const SyntaxStep& step = tree_.steps[path.first_step + i];
        next.clear();
        apply_step(step, set, next);
        if ((set.size() > 1 && (nested || !keeps_order(step.axis))) || step.axis == Axis::Namespace)
            sort_into_document_order(next);
        nested |= !keeps_order(step.axis) && (step.axis != Axis::Parent || set.size() > 1);
        std::swap(set, next);
    }
    if (failed()) set.clear();
    return set;
}

void Evaluator::apply_step(const SyntaxStep& step, const NodeSet& from, NodeSet& to)
{
    if (step.counts || from.size() == 1 || keeps_order(step.axis)) return apply_counting_step(step, from, to);
    // Conditions that count no positions may be asked of each node once, whatever it was met from.
    append_axis_of_all(step, from, to);
    for (SyntaxIndex i = 0; i < step.predicate_count && !failed(); ++i)
        filter(tree_.operands[step.first_predicate + i], to, 0);
}

void Evaluator::apply_counting_step(const SyntaxStep& step, const NodeSet& from, NodeSet& to)
{
    std::size_t worth_sorting = nodes_worth_sorting;
    for (const NodeRef node : from) {
        const std::size_t begin = to.size();
        const bool has_short_way =
            step.predicate_count > 0 && (append_numbered(step, node, to) || append_indexed_children(step, node, to));
        if (!has_short_way) append_axis(step, node, to);
        SyntaxIndex predicate = has_short_way ? 1 : 0;
        for (; predicate < step.predicate_count && !failed(); ++predicate)
            filter(tree_.operands[step.first_predicate + predicate], to, begin);
        if (is_reverse(step.axis)) std::reverse(to.begin() + static_cast<std::ptrdiff_t>(begin), to.end());
        if (failed()) return;
        if (!keeps_order(step.axis) && to.size() > worth_sorting) {
            // Axes of many nodes meet: their union is no larger than the document, their sum may be its square.
            sort_into_document_order(to);
            worth_sorting = std::max(nodes_worth_sorting, 2 * to.size());
        }
    }
}

} // namespace mahalla
