#include "review/reach_review.h"

#include "expression/syntax_tree.h"
#include "review/path_target.h"

#include <algorithm>

namespace mahalla {

namespace {

class ReachReview {
public:
    ReachReview(const NodeConditions& conditions, ReviewFindings& findings)
        : conditions_(conditions), findings_(findings), form_(conditions.form), is_filled_(form_.nodes().size()),
          shown_below_(form_.nodes().size())
    {}

    void review()
    {
        note_what_is_filled();
        count_questions();
        for (ModelIndex node = 0; node < form_.nodes().size(); ++node) {
            review_relevant(node);
            if (conditions_.is_unreachable[node]) continue;
            review_blocked(node);
            review_idle_conditions(node);
        }
        for (const Control& control : form_.controls())
            if (control.kind == ControlKind::Repeat) review_count(control);
        review_triggers();
    }

private:
    /// What gets a value without a person: by a calculation, a default, a preload, an action.
    void note_what_is_filled()
    {
        for (ModelIndex node = 0; node < form_.nodes().size(); ++node) {
            const ModelNode& model = form_.node(node);
            is_filled_[node] = model.bind.calculate || !model.default_value.empty() || !model.bind.preload.empty();
        }
        for (const Action& action : form_.actions())
            if (action.node != no_index) is_filled_[action.node] = true;
    }

    void count_questions()
    {
        for (ModelIndex node = static_cast<ModelIndex>(form_.nodes().size()); node-- > 1;) {
            const bool is_section = !form_.node(node).children.empty();
            if (!is_section && !form_.controls_of(node).empty()) ++shown_below_[node];
            shown_below_[form_.node(node).parent] += shown_below_[node];
        }
    }

    void review_relevant(ModelIndex node)
    {
        if (conditions_.relevant[node] != ConditionTruth::Never) return;
        const ModelNode& model = form_.node(node);
        if (node > 0 && conditions_.is_unreachable[model.parent]) return; // Told of the group.
        const bool is_section = !model.children.empty();
        std::string what = in_quotes(model.name);
        if (is_section)
            what = "The group " + what + ", " + std::to_string(shown_below_[node]) +
                   (shown_below_[node] == 1 ? " question, is never asked" : " questions, is never asked");
        else
            what += form_.controls_of(node).empty() ? " never has a value" : " is never asked";
        findings_.add(findings_.place(node, "relevant"), "question-unreachable",
                      what + ": its relevant " +
                          (conditions_.follows[node] ? "waits for a question that is never asked itself."
                                                     : "is never true, whatever is answered."),
                      "Correct the condition; leave it only if this part is switched off on purpose.");
    }

    /// Conditions further up make it a stop that the author wants: "you cannot go on before…".
    bool is_always_relevant(ModelIndex node) const
    {
        for (;; node = form_.node(node).parent) {
            if (conditions_.relevant[node] != ConditionTruth::Always) return false;
            if (node == 0) return true;
        }
    }

    void review_blocked(ModelIndex node)
    {
        if (conditions_.required[node] != ConditionTruth::Always ||
            conditions_.readonly[node] != ConditionTruth::Always)
            return;
        if (is_filled_[node] || form_.controls_of(node).empty() || !is_always_relevant(node)) return;
        if (form_.repeat_around(node) != no_index) return; // A repeat may have no rows.
        findings_.add(findings_.place(node, "required"), "answer-impossible",
                      "This must be answered and cannot be: it is required, read-only and empty, so that no interview "
                      "can be finished.",
                      "Clear required.");
    }

    void review_idle_conditions(ModelIndex node)
    {
        const ModelNode& model = form_.node(node);
        if (model.kind != ModelNodeKind::Value) return;
        const auto controls = form_.controls_of(node);
        const bool is_note = !controls.empty() && form_.is_note(controls.front()) && !is_filled_[node];
        if (!controls.empty() && !is_note) return;
        const std::string why = is_note ? "A note has no answer, so that this is never checked."
                                        : "Nobody is asked for this value, so that this is never checked.";
        if (model.bind.constraint)
            findings_.add(findings_.place(node, "constraint"), "condition-without-question", why,
                          "Move it to a question that is asked, or show a note where it is not so.");
        if (model.bind.required && conditions_.required[node] != ConditionTruth::Never && !is_note)
            findings_.add(findings_.place(node, "required"), "condition-without-question", why, "Clear required.");
    }

    /// The count where it is a number whatever is answered.
    std::optional<double> constant_count(const Expression& expression, ModelIndex node) const
    {
        const ExpressionTree& tree = expression.tree();
        const SyntaxNode* top = &tree.nodes[tree.top];
        if (top->operation == Operation::Path) {
            // Workbooks put the count into a calculation of its own.
            const ModelIndex source = target_of(form_, tree, tree.paths[top->first], node, node).node;
            if (source == no_index || !form_.node(source).bind.calculate || !form_.controls_of(source).empty())
                return std::nullopt;
            const ExpressionTree& calculation = form_.node(source).bind.calculate->tree();
            const SyntaxNode& value = calculation.nodes[calculation.top];
            return value.operation == Operation::Number ? std::optional(value.number) : std::nullopt;
        }
        return top->operation == Operation::Number ? std::optional(top->number) : std::nullopt;
    }

    void review_count(const Control& control)
    {
        if (!control.count || conditions_.is_unreachable[control.node]) return;
        const auto count = constant_count(*control.count, control.node);
        if (!count || *count >= 1) return;
        findings_.add(findings_.place(control.node, "repeat_count"), "repeat-without-rows",
                      "The repeat " + in_quotes(form_.node(control.node).name) + " always has 0 rows.",
                      "Correct the count, or delete the repeat.");
    }

    void review_triggers()
    {
        std::vector<ConditionTruth> can_start(form_.nodes().size(), ConditionTruth::Open);
        for (const Action& action : form_.actions()) {
            if (action.node == no_index || action.control == no_index) continue;
            const ModelIndex source = form_.control(action.control).node;
            const bool on_change_alone = action.events.size() == 1 && action.events.front() == FormEvent::ValueChanged;
            const bool never = on_change_alone && source != no_index && conditions_.is_unreachable[source];
            ConditionTruth& known = can_start[action.node];
            known = !never ? ConditionTruth::Always : known == ConditionTruth::Open ? ConditionTruth::Never : known;
        }
        for (ModelIndex node = 0; node < can_start.size(); ++node)
            if (can_start[node] == ConditionTruth::Never && !conditions_.is_unreachable[node])
                findings_.add(findings_.place(node, "trigger"), "trigger-unreachable",
                              in_quotes(form_.node(node).name) +
                                  " is set when another question is answered, which is never asked.",
                              "Name a trigger that is asked.");
    }

    const NodeConditions& conditions_;
    ReviewFindings& findings_;
    const FormDefinition& form_;
    std::vector<bool> is_filled_;
    std::vector<std::size_t> shown_below_; ///< Questions at and below each node.
};

} // namespace

NodeConditions::NodeConditions(const FormDefinition& definition)
    : form(definition), relevant(definition.nodes().size(), ConditionTruth::Always),
      required(definition.nodes().size(), ConditionTruth::Never),
      readonly(definition.nodes().size(), ConditionTruth::Never), follows(definition.nodes().size()),
      is_unreachable(definition.nodes().size())
{}

void NodeConditions::note(const FormExpression& found, ConditionTruth truth, bool follows_from_another)
{
    if (found.use == ExpressionUse::Required) required[found.owner] = truth;
    if (found.use == ExpressionUse::Readonly) readonly[found.owner] = truth;
    if (found.use != ExpressionUse::Relevant) return;
    relevant[found.owner] = truth;
    if (truth != ConditionTruth::Never) return;
    follows[found.owner] = follows_from_another;
    std::vector<ModelIndex> open = {found.owner};
    while (!open.empty()) {
        const ModelIndex node = open.back();
        open.pop_back();
        if (is_unreachable[node]) continue; // And so is all below it.
        is_unreachable[node] = true;
        open.insert(open.end(), form.node(node).children.begin(), form.node(node).children.end());
    }
}

void review_reach(const NodeConditions& conditions, ReviewFindings& findings)
{
    ReachReview(conditions, findings).review();
}

} // namespace mahalla
