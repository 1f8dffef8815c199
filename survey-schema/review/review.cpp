#include "review/review.h"

#include "review/condition_review.h"
#include "review/default_review.h"
#include "review/length_review.h"
#include "review/reach_review.h"
#include "review/translation_review.h"
#include "review/type_review.h"

#include <algorithm>

namespace mahalla {

namespace {

/// One run over one form.
class FormReview {
public:
    explicit FormReview(const FormDefinition& form)
        : form_(form), findings_(form), kinds_(form), choices_(form),
          conditions_(form), source_{form, kinds_, choices_}, types_(kinds_, choices_, findings_),
          truths_(source_, conditions_.is_unreachable)
    {}

    Diagnostics review()
    {
        // Each after what it reads: what a calculation gives and who is never asked is known when it is needed.
        visit_computations(form_, [&](const FormExpression& found) { look_at(found); });
        visit_other_expressions(form_, [&](const FormExpression& found) { look_at(found); });
        review_reach(conditions_, findings_);
        review_defaults(kinds_, choices_, findings_);
        review_lengths(findings_);
        review_translations(findings_);
        return findings_.take();
    }

private:
    void look_at(const FormExpression& found)
    {
        const ReviewPlace place = findings_.place(found.owner, column_for(found));
        const Operand result = types_.review(found, place, operands_);
        if (found.use == ExpressionUse::Calculation) kinds_.note_calculation(found.owner, result.kind);
        const ConditionTruth truth = truths_.find(found, operands_);
        conditions_.note(found, truth, truths_.rests_on_unreachable(found.expression.tree().top));
        // A constraint on what nobody types is none on an answer: it is told of as such, or holds the whole record.
        const bool is_idle = found.use == ExpressionUse::Constraint && !is_answered_by_a_person(found.owner);
        if (!is_idle) review_conditions(found, place, operands_, truths_, findings_);
        if (found.use == ExpressionUse::Constraint && truth == ConditionTruth::Open && !is_idle)
            review_constraint(found, place);
    }

    bool is_answered_by_a_person(ModelIndex node) const
    {
        const Bind& bind = form_.node(node).bind;
        return !form_.controls_of(node).empty() && !bind.calculate &&
               conditions_.readonly[node] != ConditionTruth::Always;
    }

    /// A constraint judges the answer of its own question.
    void review_constraint(const FormExpression& found, const ReviewPlace& place)
    {
        const ExpressionTree& tree = found.expression.tree();
        const auto reads_itself = [&](const SyntaxNode& node) {
            const auto at = static_cast<std::size_t>(&node - tree.nodes.data());
            const bool is_implied = node.operation == Operation::Call && node.uses_focus && node.count == 0;
            // What leads nowhere we know of may lead here.
            const bool is_unknown = node.operation == Operation::Path && operands_[at].node == no_index;
            return is_implied || is_unknown || operands_[at].node == found.owner;
        };
        if (std::ranges::any_of(tree.nodes, reads_itself)) return;
        findings_.add(place, "constraint-elsewhere",
                      "The constraint does not look at the answer it belongs to: it lets every answer pass, or none.",
                      "Write “.” for the answer of this question.");
    }

    /// A count that is an expression becomes a calculation beside its repeat, in the repeat's row.
    std::string column_for(const FormExpression& found) const
    {
        constexpr std::string_view ending = "_count";
        const ModelNode& owner = form_.node(found.owner);
        if (found.use == ExpressionUse::Calculation && owner.sheet_row > 0 && owner.nodeset.ends_with(ending)) {
            const ModelIndex repeat = form_.find_node(owner.nodeset.substr(0, owner.nodeset.size() - ending.size()));
            if (repeat != no_index && form_.node(repeat).sheet_row == owner.sheet_row) return "repeat_count";
        }
        return std::string(column_of(found.use));
    }

    const FormDefinition& form_;
    ReviewFindings findings_;
    AnswerKinds kinds_;
    ChoiceValues choices_;
    NodeConditions conditions_;
    SampleSource source_;
    TypeReview types_;
    TruthFinder truths_;
    std::vector<Operand> operands_;
};

} // namespace

Diagnostics review(const FormDefinition& form) { return FormReview(form).review(); }

} // namespace mahalla
