#include "form/cycle_repairs.h"

#include "base/text.h"

#include <array>

namespace mahalla {

namespace {

/// The expressions of a bind; the first four in the order of `ComputedKind`.
struct BindExpression {
    std::optional<Expression> Bind::*expression;
    std::string_view name, effect;
};
constexpr std::array bind_expressions = {BindExpression{&Bind::calculate, "calculation", "it is not computed"},
                                         BindExpression{&Bind::relevant, "relevant", "it is always asked"},
                                         BindExpression{&Bind::readonly, "readonly", "the answer can be changed"},
                                         BindExpression{&Bind::required, "required", "an answer may be missing"},
                                         BindExpression{&Bind::constraint, "constraint", "every answer is taken"}};

} // namespace

void CycleRepairs::leave_out(const DependencyAnalysis& analysis)
{
    find_readers();
    find_answerable();
    for (std::size_t i = 0; i < analysis.left_out.size(); ++i) {
        const BindExpression& chosen = bind_expressions[static_cast<std::size_t>(analysis.left_out[i].kind)];
        leave_out({analysis.left_out[i].node, chosen.expression, chosen.name, chosen.effect},
                  analysis.cycles[i].front().node, "dependency-cycle", told(analysis.cycles[i], draft_.nodes));
    }
    while (!empty_.empty()) {
        const ModelIndex read = empty_.back();
        empty_.pop_back();
        for (const Cell& cell : readers_[read])
            if (draft_.nodes[cell.node].bind.*cell.expression)
                leave_out(cell, cell.node, "calculation-left-out",
                          "The " + std::string(cell.name) + " of " + draft_.nodes[cell.node].nodeset + " reads " +
                              draft_.nodes[read].nodeset + ", whose calculation is left out.");
    }
    if (told_ <= told_max) return;
    Diagnostic& rest = diagnostics_.emplace_back();
    rest.severity = Severity::Warning;
    rest.code = "more-problems";
    rest.message = std::to_string(told_ - told_max) + " more expressions that read them are left out.";
    rest.help = "Mend the circles first.";
}

void CycleRepairs::find_readers()
{
    for (ModelIndex index = 0; index < draft_.nodes.size(); ++index)
        for (const BindExpression& candidate : bind_expressions) {
            const std::optional<Expression>& expression = draft_.nodes[index].bind.*candidate.expression;
            if (!expression) continue;
            for (const NodeReference& reference : expression->references(draft_.nodes[index].nodeset).nodes) {
                const ModelIndex read = node_by_nodeset_.find(reference.path);
                if (reference.instance.empty() && read != no_index)
                    readers_[read].push_back({index, candidate.expression, candidate.name, candidate.effect});
            }
        }
}

void CycleRepairs::find_answerable()
{
    answerable_.assign(draft_.nodes.size(), false);
    for (const Control& control : draft_.controls) {
        if (control.node == no_index) continue;
        const std::optional<Expression>& readonly = draft_.nodes[control.node].bind.readonly;
        const bool is_note = readonly && trimmed(readonly->text()) == "true()";
        if (!is_note) answerable_[control.node] = true;
    }
}

void CycleRepairs::leave_out(const Cell& cell, ModelIndex told_at, std::string code, std::string message)
{
    ModelNode& node = draft_.nodes[cell.node];
    (node.bind.*cell.expression).reset();
    if (cell.expression == &Bind::calculate && !answerable_[cell.node]) empty_.push_back(cell.node);
    if (++told_ > told_max) return;
    Diagnostic& diagnostic = diagnostics_.emplace_back();
    diagnostic.severity = Severity::Warning;
    diagnostic.row = draft_.nodes[told_at].sheet_row;
    if (diagnostic.row > 0) diagnostic.sheet = "survey";
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.help =
        "Left out: the " + std::string(cell.name) + " of " + node.nodeset + "; " + std::string(cell.effect) + ".";
}

} // namespace mahalla
