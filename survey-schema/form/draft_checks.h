#pragma once
#include "base/diagnostic.h"
#include "form/dependency_graph.h"
#include "form/form_draft.h"

#include <string_view>
#include <unordered_map>
#include <vector>

namespace mahalla {

/// What `FormDefinition::create` does with a draft, step by step: each completes a part and reports what is wrong with
/// it.
class DraftChecks {
public:
    DraftChecks(FormDraft& draft, Diagnostics& diagnostics) : draft_(draft), diagnostics_(diagnostics) {}

    /// Nodesets, children and attributes of each node; false where the rest cannot be looked at.
    bool complete_nodes(NodesetIndex& node_by_nodeset);
    void complete_controls(const NodesetIndex& node_by_nodeset);
    void complete_actions(const NodesetIndex& node_by_nodeset);
    void check_instances();
    void check_translations(std::unordered_map<std::string_view, std::size_t>& translation_by_id);
    void report(const DependencyAnalysis& analysis, const NodesetIndex& node_by_nodeset);

private:
    void complete_control(Control& control, const NodesetIndex& node_by_nodeset);
    void check_choices(const Control& control);
    void check_translated(const Text& text, const std::unordered_map<std::string_view, std::size_t>& translation_by_id);
    void add(Severity severity, std::string code, int row, std::string message, std::string help);
    void error(std::string code, int row, std::string message, std::string help);
    void warning(std::string code, int row, std::string message, std::string help);
    std::string did_you_mean(std::string_view path, const NodesetIndex& node_by_nodeset) const;

    FormDraft& draft_;
    Diagnostics& diagnostics_;
};

} // namespace mahalla
