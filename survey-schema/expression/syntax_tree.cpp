#include "expression/syntax_tree.h"

#include <cstring>
#include <type_traits>

namespace mahalla {

namespace {

/// Copies `items` to `at`, which moves behind them. Each kind is at least as strictly aligned as those that follow it.
template <typename Item> std::span<const Item> put(const std::vector<Item>& items, std::byte*& at)
{
    static_assert(std::is_trivially_copyable_v<Item>);
    const std::size_t bytes = items.size() * sizeof(Item);
    if (bytes > 0) std::memcpy(at, items.data(), bytes);
    const auto* first = reinterpret_cast<const Item*>(at);
    at += bytes;
    return {first, items.size()};
}

template <typename Item> std::vector<Item> copied(std::span<const Item> items) { return {items.begin(), items.end()}; }

} // namespace

void ExpressionTree::set(const SyntaxParts& parts)
{
    static_assert(alignof(SyntaxNode) >= alignof(SyntaxStep) && alignof(SyntaxStep) >= alignof(SyntaxPath) &&
                  alignof(SyntaxPath) >= alignof(SyntaxIndex));
    memory_.reset(new std::byte[parts.nodes.size() * sizeof(SyntaxNode) + parts.steps.size() * sizeof(SyntaxStep) +
                                parts.paths.size() * sizeof(SyntaxPath) + parts.operands.size() * sizeof(SyntaxIndex)]);
    std::byte* at = memory_.get();
    nodes = put(parts.nodes, at);
    steps = put(parts.steps, at);
    paths = put(parts.paths, at);
    operands = put(parts.operands, at);
}

SyntaxParts ExpressionTree::parts() const { return {copied(nodes), copied(paths), copied(steps), copied(operands)}; }

} // namespace mahalla
