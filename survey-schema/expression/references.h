#pragma once
#include <string>
#include <vector>

namespace mahalla {

/// A path that an expression reads, without predicates, resolved against the node that has the expression.
struct NodeReference {
    std::string instance; ///< The id of a secondary instance; empty for the answers themselves.
    std::string path;     ///< "/data/person/age", "/data/@id"; "*" as a name stands for every name; "/" for the root.
    bool everything_below =
        false; ///< `//`, an axis that leads anywhere, or a node set from a function: any node below `path`.
    /// The path leads through other nodes of the same names than the context's own ancestors (a predicate, an absolute
    /// path, an axis): in a repeat, answers of other instances may matter.
    bool other_instances = false;

    auto operator<=>(const NodeReference&) const = default;
};

/// Everything an expression's value depends on.
struct References {
    std::vector<NodeReference> nodes;   ///< Each once, sorted.
    std::vector<std::string> instances; ///< Ids given to `instance()` and `pulldata`, each once, sorted.
    bool unknown_instance = false;      ///< An instance id that is not a literal.
    bool time = false;                  ///< `today`, `now`.
    bool chance = false;                ///< `random`, `uuid`, `randomize` without a seed.
    bool once = false;
    bool position = false; ///< `position(node)`, or `position()` outside predicates.
    bool last = false;     ///< `last()` outside predicates.
    bool current = false;
    bool language = false; ///< `jr:itext`, `jr:choice-name`.
    bool itself =
        false; ///< Reads the context node's own value (`.` outside predicates, or its path; `once` does not count).
};

} // namespace mahalla
