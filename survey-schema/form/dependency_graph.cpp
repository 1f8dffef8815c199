#include "form/dependency_graph.h"

#include <algorithm>
#include <array>
#include <queue>

namespace mahalla {

namespace {

std::string_view word_for(ComputedKind kind)
{
    switch (kind) {
    case ComputedKind::Calculate:
        return "calculation";
    case ComputedKind::Relevant:
        return "relevant";
    case ComputedKind::Readonly:
        return "readonly";
    case ComputedKind::Required:
        return "required";
    }
    return "";
}

} // namespace

std::string told(const DependencyCycle& cycle, std::span<const ModelNode> nodes)
{
    std::string path;
    for (const Computation& computation : cycle)
        path += nodes[computation.node].nodeset + " (" + std::string(word_for(computation.kind)) + ") → ";
    return "The form depends on itself: " + path + nodes[cycle.front().node].nodeset + ".";
}

std::span<const std::uint32_t> DependencyGraph::Lists::of(std::uint32_t node) const
{
    if (node + 1 >= begins.size()) return {};
    return std::span(items).subspan(begins[node], begins[node + 1] - begins[node]);
}

/// The graph has four kinds of vertices, so that its size stays linear where a relevance reaches thousands of nodes:
/// each computation; for each node its value, what it inherits, and "anything at or below it".
///
///     relevant, readonly of n ► inherited(n) ► inherited(child), value(n)
///     calculate, required of n ► value(n) ► computations that name n
///     value(n) ► anywhere(n) ► anywhere(parent), computations that read all below n
///
/// That a required or a readonly counts as deciding the value is JavaRosa's rule: forms that it refuses are refused
/// here.
class DependencyGraphBuilder {
public:
    DependencyGraphBuilder(std::span<const ModelNode> nodes, const NodesetIndex& node_by_nodeset)
        : nodes_(nodes), node_by_nodeset_(node_by_nodeset), node_count_(static_cast<Vertex>(nodes.size()))
    {}

    DependencyAnalysis analyse(Faults faults)
    {
        const std::size_t cycles_max = faults == Faults::Mend ? mended_cycles_max : dependency_cycles_max;
        DependencyAnalysis result;
        collect(result);
        number_edges();
        std::vector<std::uint32_t> waiting;
        while (!sort(waiting) && result.cycles.size() < cycles_max) {
            // A `*` or `//` over a node's own surroundings is no mistake: cycles that exist only through them are
            // broken there.
            if (follow_below_) {
                follow_below_ = false;
                continue;
            }
            result.cycles.push_back(cycle(waiting));
            Computation removed = result.cycles.back().front();
            if (faults == Faults::Mend) result.left_out.push_back(removed = least_missed(result.cycles.back()));
            removed_[position_of(removed)] = true;
        }
        if (result.cycles.empty()) fill(result.graph);
        return result;
    }

private:
    using Vertex = std::uint32_t;
    struct Edge {
        Vertex from, to;
    };

    // Vertices: computations first, then three for each node.
    Vertex value(ModelIndex node) const { return computation_count() + node; }
    Vertex inherited(ModelIndex node) const { return computation_count() + node_count_ + node; }
    Vertex anywhere(ModelIndex node) const { return computation_count() + 2 * node_count_ + node; }
    Vertex computation_count() const { return static_cast<Vertex>(computations_.size()); }
    bool is_computation(Vertex vertex) const { return vertex < computation_count(); }

    void collect(DependencyAnalysis& result)
    {
        for (ModelIndex index = 0; index < node_count_; ++index) {
            const Bind& bind = nodes_[index].bind;
            const std::array<std::pair<const std::optional<Expression>*, ComputedKind>, 4> expressions = {{
                {&bind.calculate, ComputedKind::Calculate},
                {&bind.relevant, ComputedKind::Relevant},
                {&bind.readonly, ComputedKind::Readonly},
                {&bind.required, ComputedKind::Required},
            }};
            for (const auto& [expression, kind] : expressions) {
                if (!*expression) continue;
                computations_.push_back({index, kind});
                read(**expression, index, computation_count() - 1, result);
            }
            if (bind.constraint) read(*bind.constraint, index, no_index, result);
        }
        removed_.assign(computations_.size(), false);
    }

    /// Notes what `expression` reads; with `no_index` for the computation only what it names in vain.
    void read(const Expression& expression, ModelIndex index, Vertex computation, DependencyAnalysis& result)
    {
        const References references = expression.references(nodes_[index].nodeset);
        bool names_itself = false;
        for (const NodeReference& reference : references.nodes) {
            if (!reference.instance.empty()) continue;
            std::string_view path = reference.path;
            bool below = reference.everything_below;
            if (const std::size_t star = path.find("/*"); star != std::string_view::npos) {
                path = path.substr(0, star);
                below = true;
            }
            if (path.empty() || path == "/") path = nodes_.front().nodeset;
            const ModelIndex found = node_by_nodeset_.find(path);
            if (found == no_index) {
                if (!below) result.unknown.push_back({index, std::string(path)});
                continue;
            }
            if (computation == no_index) continue;
            names_itself = names_itself || (found == index && !below);
            (below ? below_ : named_).push_back({found, computation});
        }
        if (references.itself && !names_itself && computation != no_index) named_.push_back({index, computation});
    }

    /// Sorts all edges by where they begin.
    void number_edges()
    {
        std::vector<Edge> edges;
        edges.reserve(computations_.size() + named_.size() + below_.size() + 4 * nodes_.size());
        for (Vertex computation = 0; computation < computation_count(); ++computation) {
            const Computation& computed = computations_[computation];
            const bool cascades = computed.kind == ComputedKind::Relevant || computed.kind == ComputedKind::Readonly;
            edges.push_back({computation, cascades ? inherited(computed.node) : value(computed.node)});
        }
        for (ModelIndex index = 0; index < node_count_; ++index) {
            const ModelIndex parent = nodes_[index].parent;
            if (parent != no_index) {
                edges.push_back({inherited(parent), inherited(index)});
                edges.push_back({anywhere(index), anywhere(parent)});
            }
            edges.push_back({inherited(index), value(index)});
            edges.push_back({value(index), anywhere(index)});
        }
        for (const auto& [node, computation] : named_) edges.push_back({value(node), computation});
        for (const auto& [node, computation] : below_) edges.push_back({anywhere(node), computation});

        begins_.assign(vertex_count() + 1, 0);
        for (const Edge& edge : edges) ++begins_[edge.from + 1];
        for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
        targets_.resize(edges.size());
        std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
        for (const Edge& edge : edges) targets_[next[edge.from]++] = edge.to;
    }

    std::size_t vertex_count() const { return computations_.size() + 3 * nodes_.size(); }

    bool followed(Vertex from, Vertex to) const
    {
        if (is_computation(from)) return !removed_[from];
        const bool from_anywhere = from >= computation_count() + 2 * node_count_;
        return follow_below_ || !(from_anywhere && is_computation(to));
    }

    /// Puts computations in order, the earlier node first where both could come. False where a cycle is left;
    /// `waiting` then tells for each vertex how many it still waits for.
    bool sort(std::vector<std::uint32_t>& waiting)
    {
        waiting.assign(vertex_count(), 0);
        for (Vertex from = 0; from < vertex_count(); ++from)
            for (std::uint32_t i = begins_[from]; i < begins_[from + 1]; ++i)
                if (followed(from, targets_[i])) ++waiting[targets_[i]];
        // Vertices that are no computations only pass on: they come at once, computations in the order of the form.
        std::vector<Vertex> passing;
        std::priority_queue<Vertex, std::vector<Vertex>, std::greater<>> ready;
        const auto enter = [&](Vertex vertex) {
            if (is_computation(vertex))
                ready.push(vertex);
            else
                passing.push_back(vertex);
        };
        for (Vertex vertex = 0; vertex < vertex_count(); ++vertex)
            if (waiting[vertex] == 0) enter(vertex);
        order_.clear();
        std::size_t done = 0;
        while (!passing.empty() || !ready.empty()) {
            Vertex vertex;
            if (!passing.empty()) {
                vertex = passing.back();
                passing.pop_back();
            } else {
                vertex = ready.top();
                ready.pop();
                order_.push_back(vertex);
            }
            ++done;
            for (std::uint32_t i = begins_[vertex]; i < begins_[vertex + 1]; ++i)
                if (followed(vertex, targets_[i]) && --waiting[targets_[i]] == 0) enter(targets_[i]);
        }
        return done == vertex_count();
    }

    /// Each vertex that is left waits for another that is left: going back from one to the next must come round.
    DependencyCycle cycle(const std::vector<std::uint32_t>& waiting) const
    {
        std::vector<Vertex> awaited(vertex_count(), no_index);
        Vertex at = no_index;
        for (Vertex from = 0; from < vertex_count(); ++from) {
            if (waiting[from] == 0) continue;
            if (at == no_index) at = from;
            for (std::uint32_t i = begins_[from]; i < begins_[from + 1]; ++i)
                if (followed(from, targets_[i]) && waiting[targets_[i]] > 0 && awaited[targets_[i]] == no_index)
                    awaited[targets_[i]] = from;
        }
        std::vector<bool> seen(vertex_count(), false);
        for (; !seen[at]; at = awaited[at]) seen[at] = true;
        DependencyCycle result;
        Vertex vertex = at;
        do {
            if (is_computation(vertex)) result.push_back(computations_[vertex]);
            vertex = awaited[vertex];
        } while (vertex != at);
        return result;
    }

    static Computation least_missed(const DependencyCycle& cycle)
    {
        const auto harm = [](const Computation& computation) {
            switch (computation.kind) {
            case ComputedKind::Required:
                return 0;
            case ComputedKind::Readonly:
                return 1;
            case ComputedKind::Relevant:
                return 2;
            case ComputedKind::Calculate:
                break;
            }
            return 3;
        };
        return *std::min_element(cycle.begin(), cycle.end(),
                                 [&](const Computation& a, const Computation& b) { return harm(a) < harm(b); });
    }

    std::size_t position_of(const Computation& computation) const
    {
        return static_cast<std::size_t>(std::find(computations_.begin(), computations_.end(), computation) -
                                        computations_.begin());
    }

    void fill(DependencyGraph& graph) const
    {
        std::vector<std::uint32_t> position(computations_.size());
        for (std::uint32_t i = 0; i < order_.size(); ++i) position[order_[i]] = i;
        graph.order_.reserve(order_.size());
        for (const Vertex computation : order_) graph.order_.push_back(computations_[computation]);
        fill(graph.by_node_, named_, position);
        fill(graph.below_node_, below_, position);
    }

    void fill(DependencyGraph::Lists& lists, const std::vector<std::pair<ModelIndex, Vertex>>& read,
              const std::vector<std::uint32_t>& position) const
    {
        lists.begins.assign(nodes_.size() + 1, 0);
        for (const auto& [node, computation] : read) ++lists.begins[node + 1];
        for (std::size_t i = 1; i < lists.begins.size(); ++i) lists.begins[i] += lists.begins[i - 1];
        lists.items.resize(read.size());
        std::vector<std::uint32_t> next(lists.begins.begin(), lists.begins.end() - 1);
        for (const auto& [node, computation] : read) lists.items[next[node]++] = position[computation];
        for (std::size_t node = 0; node < nodes_.size(); ++node)
            std::sort(lists.items.begin() + lists.begins[node], lists.items.begin() + lists.begins[node + 1]);
    }

    std::span<const ModelNode> nodes_;
    const NodesetIndex& node_by_nodeset_;
    Vertex node_count_;
    std::vector<Computation> computations_;
    std::vector<std::pair<ModelIndex, Vertex>> named_, below_; // what is read, by which computation
    std::vector<bool> removed_;                                // computations whose cycle has been told
    bool follow_below_ = true;
    std::vector<std::uint32_t> begins_, targets_; // edges by where they begin
    std::vector<Vertex> order_;
};

DependencyAnalysis analyse_dependencies(std::span<const ModelNode> nodes, const NodesetIndex& node_by_nodeset,
                                        Faults faults)
{
    if (nodes.empty()) return {};
    return DependencyGraphBuilder(nodes, node_by_nodeset).analyse(faults);
}

} // namespace mahalla
