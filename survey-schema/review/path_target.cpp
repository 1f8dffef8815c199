#include "review/path_target.h"

#include <algorithm>

namespace mahalla {

namespace {

/// Takes a step of `nodeset`; false where it may lead to several names.
bool walk(const SyntaxStep& step, std::string& nodeset)
{
    switch (step.axis) {
    case Axis::Self:
        return step.test == TestKind::AnyNode;
    case Axis::Parent:
        if (step.test != TestKind::AnyNode || nodeset.empty()) return false;
        nodeset.resize(nodeset.rfind('/'));
        return true;
    case Axis::Child:
    case Axis::Attribute:
        if (step.test != TestKind::Name || step.name.local.empty()) return false;
        nodeset += step.axis == Axis::Child ? "/" : "/@";
        nodeset += step.name.local;
        return true;
    case Axis::Descendant:
    case Axis::DescendantOrSelf:
    case Axis::Ancestor:
    case Axis::AncestorOrSelf:
    case Axis::FollowingSibling:
    case Axis::PrecedingSibling:
    case Axis::Following:
    case Axis::Preceding:
    case Axis::Namespace:
        break;
    }
    return false;
}

} // namespace

bool is_within(const FormDefinition& form, ModelIndex inner, ModelIndex outer)
{
    const std::string& below = form.node(inner).nodeset;
    const std::string& above = form.node(outer).nodeset;
    return below.starts_with(above) && (below.size() == above.size() || below[above.size()] == '/');
}

PathTarget target_of(const FormDefinition& form, const ExpressionTree& tree, const SyntaxPath& path, ModelIndex context,
                     ModelIndex current)
{
    const ModelIndex begin = path.start == PathStart::Context ? context : current;
    if (path.start == PathStart::Filter || begin == no_index) return {};
    const bool is_absolute = path.start == PathStart::Root;
    std::string nodeset = is_absolute ? std::string() : form.node(begin).nodeset;
    std::size_t highest = nodeset.size(); // The shortest path on the way: above it, rows are left.
    bool has_predicates = path.predicate_count > 0;
    for (SyntaxIndex i = 0; i < path.step_count; ++i) {
        const SyntaxStep& step = tree.steps[path.first_step + i];
        if (!walk(step, nodeset)) return {};
        highest = std::min(highest, nodeset.size());
        has_predicates |= step.predicate_count > 0;
    }
    PathTarget target{form.find_node(nodeset), false};
    if (target.node == no_index || has_predicates) return target;
    // The innermost repeat around the target decides: the path never left its row, or there are many rows.
    const bool is_repeat = form.node(target.node).kind == ModelNodeKind::Repeat;
    const ModelIndex repeat = is_repeat ? target.node : form.repeat_around(target.node);
    if (repeat == no_index)
        target.is_single = true;
    else if (is_absolute) // Means the own row, except where it ends at the repeat (`Expression::relocated`).
        target.is_single = !is_repeat && is_within(form, begin, repeat);
    else
        target.is_single = highest >= form.node(repeat).nodeset.size() && is_within(form, begin, repeat);
    return target;
}

} // namespace mahalla
