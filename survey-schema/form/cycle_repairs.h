#pragma once
#include "base/diagnostic.h"
#include "form/dependency_graph.h"
#include "form/form_draft.h"

#include <string_view>
#include <unordered_map>

namespace mahalla {

/// Takes a draft's circles apart by leaving out what `analyse_dependencies` chose (dependency-cycle, a warning then).
///
/// Where that was a calculation that nobody can answer in its place, every condition and calculation that reads it is
/// left out too (calculation-left-out), however far away: over an empty value they would hide questions or refuse
/// answers.
class CycleRepairs {
public:
    CycleRepairs(FormDraft& draft, const NodesetIndex& node_by_nodeset, Diagnostics& diagnostics)
        : draft_(draft), node_by_nodeset_(node_by_nodeset), diagnostics_(diagnostics)
    {}

    void leave_out(const DependencyAnalysis& analysis);

private:
    /// An expression of a node's bind, and what leaving it out means.
    struct Cell {
        ModelIndex node = no_index;
        std::optional<Expression> Bind::*expression = nullptr;
        std::string_view name, effect;
    };

    void find_readers();
    void find_answerable();
    void leave_out(const Cell& cell, ModelIndex told_at, std::string code, std::string message);

    FormDraft& draft_;
    const NodesetIndex& node_by_nodeset_;
    Diagnostics& diagnostics_;
    std::unordered_map<ModelIndex, std::vector<Cell>> readers_;
    static constexpr std::size_t told_max = 1000;
    std::size_t told_ = 0;
    std::vector<bool> answerable_;  ///< By node: somebody can answer what is not computed.
    std::vector<ModelIndex> empty_; ///< Calculations left out whose readers have not been looked at.
};

} // namespace mahalla
