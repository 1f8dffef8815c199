#include "expression/node_set.h"

#include <algorithm>

namespace mahalla {

void sort_into_document_order(NodeSet& nodes)
{
    if (nodes.size() < 2) return;
    const auto is_before = [](NodeRef a, NodeRef b) { return a.source->precedes(a.node, b.node); };
    const bool one_source =
        std::ranges::all_of(nodes, [&](NodeRef node) { return node.source == nodes.front().source; });
    if (one_source) {
        if (!std::ranges::is_sorted(nodes, is_before)) std::ranges::sort(nodes, is_before);
    } else {
        // XPath 1.0 leaves the order between trees open, so long as it is always the same.
        std::vector<const NodeSource*> sources;
        for (const NodeRef node : nodes)
            if (std::ranges::find(sources, node.source) == sources.end()) sources.push_back(node.source);
        const auto rank = [&](NodeRef node) { return std::ranges::find(sources, node.source) - sources.begin(); };
        std::ranges::sort(
            nodes, [&](NodeRef a, NodeRef b) { return a.source == b.source ? is_before(a, b) : rank(a) < rank(b); });
    }
    const auto again = std::ranges::unique(nodes);
    nodes.erase(again.begin(), again.end());
}

} // namespace mahalla
