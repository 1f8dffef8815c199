#pragma once
#include "expression/syntax_tree.h"

namespace mahalla {

/// Steps from node to node in document order, over any source. Attributes and namespaces are never met.

/// Whether a node passes the test of a step: XPath 1.0 §2.3.
bool matches(const SyntaxStep& step, const NodeSource& source, NodeIndex node);

bool is_attached(NodeKind kind);
/// The first node that begins after all that is in `node`; of an attribute, after it. `no_node` where there is none.
NodeIndex after(const NodeSource& source, NodeIndex node);
/// The node after `node` in document order; `no_node` after the last.
NodeIndex next_in_document(const NodeSource& source, NodeIndex node);
/// The last node in `node`, or itself.
NodeIndex deepest_last(const NodeSource& source, NodeIndex node);

} // namespace mahalla
