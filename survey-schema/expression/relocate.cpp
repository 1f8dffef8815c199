// Absolute paths that run through the context's own repeat, made relative to it.
#include "expression/expression.h"
#include "expression/syntax_tree.h"

#include <optional>
#include <set>

namespace mahalla {

namespace {

std::vector<std::string_view> names_of(std::string_view path)
{
    std::vector<std::string_view> names;
    for (std::size_t at = 0; at < path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string_view name = path.substr(at, end - at);
        if (!name.empty()) names.push_back(name.substr(0, name.find('[')));
        at = end + 1;
    }
    return names;
}

/// The name of a step as `names_of` gives it: without a prefix.
std::string_view name_of(std::string_view name)
{
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// `indexed-repeat(path, repeat, index, …)` names all instances: its paths keep their meaning.
std::set<SyntaxIndex> paths_of_indexed_repeats(const ExpressionTree& tree)
{
    std::set<SyntaxIndex> kept;
    for (const SyntaxNode& node : tree.nodes) {
        if (node.operation != Operation::Call || node.function != NodeFunction::IndexedRepeat) continue;
        for (SyntaxIndex i = 0; i < node.count; i += i == 0 ? 1 : 2) {
            const SyntaxNode& argument = tree.nodes[tree.operands[node.first + i]];
            if (argument.operation == Operation::Path) kept.insert(argument.first);
        }
    }
    return kept;
}

} // namespace

Expression Expression::relocated(std::string_view context_path,
                                 const std::function<bool(std::string_view path)>& is_repeat) const
{
    const std::vector<std::string_view> context = names_of(context_path);
    const std::set<SyntaxIndex> kept = paths_of_indexed_repeats(*tree_);
    std::optional<SyntaxParts> made;
    for (SyntaxIndex number = 0; number < tree_->paths.size(); ++number) {
        const SyntaxPath& path = tree_->paths[number];
        if (path.start != PathStart::Root || kept.contains(number)) continue;

        // The deepest repeat that the path and the context share, and that the path goes beyond.
        SyntaxIndex shared_repeat = 0;
        std::string here;
        for (SyntaxIndex i = 0; i + 1 < path.step_count && i < context.size(); ++i) {
            const SyntaxStep& step = tree_->steps[path.first_step + i];
            if (!step.is_plain_child() || step.name.local != name_of(context[i])) break;
            here += "/";
            here += context[i];
            if (is_repeat(here)) shared_repeat = i + 1;
        }
        if (shared_repeat == 0) continue;

        if (!made) made = tree_->parts();
        SyntaxPath& changed = made->paths[number];
        const auto up = static_cast<SyntaxIndex>(context.size() - shared_repeat);
        changed.start = PathStart::Current;
        changed.first_step = static_cast<SyntaxIndex>(made->steps.size());
        changed.step_count = up + path.step_count - shared_repeat;
        SyntaxStep parent;
        parent.axis = Axis::Parent;
        made->steps.insert(made->steps.end(), up, parent);
        for (SyntaxIndex i = shared_repeat; i < path.step_count; ++i)
            made->steps.push_back(tree_->steps[path.first_step + i]);
    }
    if (!made) return *this;
    auto tree = std::make_shared<ExpressionTree>();
    tree->source = tree_->source;
    tree->patterns = tree_->patterns;
    tree->kept_count = tree_->kept_count;
    tree->top = tree_->top;
    tree->set(*made);
    return Expression(std::move(tree));
}

} // namespace mahalla
