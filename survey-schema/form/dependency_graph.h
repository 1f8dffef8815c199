#pragma once
#include "form/model_node.h"

#include <span>
#include <string>
#include <variant>
#include <vector>

namespace mahalla {

struct FormDraft;

/// What an expression of a bind decides. Constraints are no part of the graph: they may look at their own node.
enum class ComputedKind { Calculate, Relevant, Readonly, Required };

/// One expression that is computed for each instance of a node.
struct Computation {
    ModelIndex node = no_index;
    ComputedKind kind = ComputedKind::Calculate;

    bool operator==(const Computation&) const = default;
};

/// Which expressions read which nodes, over the whole form, with an order in which each comes after all it reads.
///
/// A relevance reaches everything below its node, so what reads a node also depends on the relevances above it.
class DependencyGraph {
public:
    /// All computations, each after those it depends on.
    std::span<const Computation> in_order() const { return order_; }
    /// The computations that read the value of `node` directly, as positions in `in_order`, ascending.
    std::span<const std::uint32_t> readers_of(ModelIndex node) const;

private:
    friend class DependencyGraphBuilder;

    std::vector<Computation> order_;
    std::vector<std::uint32_t> readers_;      // of all nodes, one after the other
    std::vector<std::uint32_t> first_reader_; // by node, with one more at the end
};

/// The graph, or the cycle that forbids it: the computations on it, each reading the next, the last reading the first.
using DependencyCycle = std::vector<Computation>;
std::variant<DependencyGraph, DependencyCycle> build_dependency_graph(const FormDraft& draft);

} // namespace mahalla
