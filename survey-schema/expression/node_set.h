#pragma once
#include "expression/node_source.h"

#include <vector>

namespace mahalla {

/// Nodes in document order, each once.
using NodeSet = std::vector<NodeRef>;

/// Makes a node set of any nodes. Takes linear time where they are in order already, as they nearly always are; nodes
/// of several trees come tree by tree, the tree of the first node first.
void sort_into_document_order(NodeSet& nodes);

} // namespace mahalla
