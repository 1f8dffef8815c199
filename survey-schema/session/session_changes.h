#pragma once
#include "session/node_state.h"

namespace mahalla {

/// What one operation changed, in the order in which it happened, each node once.
struct Changes {
    /// Nodes whose value, relevance, validity, choices, label… may differ from before, new nodes included. Complete,
    /// and no larger than what depends on the change; a node may stand here although its state came out the same.
    std::vector<SessionNode> changed;
    /// Nodes that are gone, with everything below them, by the refs they had.
    std::vector<std::string> removed;
    /// Instances were added or removed: refs behind them in their series have moved.
    bool structure = false;
    /// Every text may differ: the language changed.
    bool language = false;

    bool empty() const { return changed.empty() && removed.empty() && !structure && !language; }
};

} // namespace mahalla
