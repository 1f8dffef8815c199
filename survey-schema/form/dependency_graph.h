#pragma once
#include "base/diagnostic.h"
#include "form/nodeset_index.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

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
/// A relevance or readonly reaches everything below its node, so what reads a node also depends on those above it.
class DependencyGraph {
public:
    /// All computations, each after those it depends on.
    std::span<const Computation> in_order() const { return order_; }
    /// The computations that name `node` in their expression, as positions in `in_order`, ascending.
    std::span<const std::uint32_t> readers_of(ModelIndex node) const { return by_node_.of(node); }
    /// The computations that read whatever stands below `node` (`//`, `*`, a node set of unknown extent). They are
    /// readers of `node` and of each node below it.
    std::span<const std::uint32_t> readers_below(ModelIndex node) const { return below_node_.of(node); }

private:
    friend class DependencyGraphBuilder;

    /// Lists of numbers, one for each node, in one piece of memory.
    struct Lists {
        std::vector<std::uint32_t> items;
        std::vector<std::uint32_t> begins; // one more than there are nodes
        std::span<const std::uint32_t> of(std::uint32_t node) const;
    };

    std::vector<Computation> order_;
    Lists by_node_, below_node_;
};

/// A cycle that forbids the form: each computation reads what the next decides, the last what the first does.
using DependencyCycle = std::vector<Computation>;

/// "The form depends on itself: /data/a (relevant) → /data/b (calculation) → /data/a."
std::string told(const DependencyCycle& cycle, std::span<const ModelNode> nodes);

/// A path in the bind of a node that leads to no node of the form.
struct UnknownReference {
    ModelIndex node = no_index;
    std::string path;
};

/// What comes of looking at all binds of a form.
struct DependencyAnalysis {
    DependencyGraph graph;                 ///< Of use only where there are no cycles.
    std::vector<DependencyCycle> cycles;   ///< Some, where there are any: at most `dependency_cycles_max`.
    std::vector<Computation> left_out;     ///< One of each cycle, without which there would be none; only for `Mend`.
    std::vector<UnknownReference> unknown; ///< In the order of the nodes; constraints too.
};

inline constexpr std::size_t dependency_cycles_max = 10;
/// How many circles a form may have that is to be mended: each costs a walk over the whole graph.
inline constexpr std::size_t mended_cycles_max = 500;

/// Looks at the binds of `nodes`, whose indexes are complete. Takes time linear in nodes and references.
///
/// For `Faults::Mend` it also chooses what to leave out of each cycle: what the respondent misses least, a required
/// before a readonly before a relevant before a calculation.
DependencyAnalysis analyse_dependencies(std::span<const ModelNode> nodes, const NodesetIndex& node_by_nodeset,
                                        Faults faults = Faults::Refuse);

} // namespace mahalla
