#include "review/condition_review.h"

#include "review/expression_words.h"

namespace mahalla {

namespace {

bool is_condition(ExpressionUse use)
{
    return use == ExpressionUse::Relevant || use == ExpressionUse::Required || use == ExpressionUse::Readonly ||
           use == ExpressionUse::Constraint;
}

class ConditionReview {
public:
    ConditionReview(const FormExpression& found, const ReviewPlace& place, std::span<const Operand> operands,
                    const TruthFinder& truths, ReviewFindings& findings)
        : found_(found), tree_(found.expression.tree()), place_(place), operands_(operands), truths_(truths),
          findings_(findings)
    {}

    void review()
    {
        const ConditionTruth truth = truths_.truth_at(tree_.top);
        const bool is_whole = is_condition(found_.use) && truth != ConditionTruth::Open;
        if (!is_whole) return review_part(tree_.top);
        if (found_.use == ExpressionUse::Relevant && truth == ConditionTruth::Never) return;
        if (found_.use == ExpressionUse::Constraint && truth == ConditionTruth::Never)
            return findings_.add(place_, "answer-impossible",
                                 "The constraint" + quoted(tree_.top) + " refuses every answer.",
                                 "Correct it; to keep people from answering, use readonly or relevant.");
        if (operands_[tree_.top].is_constant || is_known(tree_.top)) return;
        tell(truth, "The condition" + quoted(tree_.top));
    }

private:
    void review_part(SyntaxIndex at)
    {
        const SyntaxNode& node = tree_.nodes[at];
        const Operand& operand = operands_[at];
        if (operand.is_constant) return;
        const ConditionTruth truth = truths_.truth_at(at);
        if (truth != ConditionTruth::Open) {
            if (!is_known(at)) tell(truth, "A part of this" + quoted(at));
            return;
        }
        if (node.operation == Operation::Negate) return review_part(node.first);
        if (node.operation == Operation::Path || node.operation == Operation::Number ||
            node.operation == Operation::Text || node.operation == Operation::Unknown)
            return;
        const SyntaxIndex step = node.operation == Operation::Call ? 1 : 2;
        for (SyntaxIndex i = 0; i < node.count; i += step) review_part(tree_.operands[node.first + i]);
    }

    void tell(ConditionTruth truth, const std::string& what)
    {
        const bool always = truth == ConditionTruth::Always;
        findings_.add(place_, always ? "condition-always-true" : "condition-always-false",
                      what +
                          (always ? " is always true, whatever is answered." : " is never true, whatever is answered."),
                      always ? "Is “and” meant where “or” stands? Correct it, or leave it out."
                             : "Is “or” meant where “and” stands? Correct it, or leave it out.");
    }

    /// What it follows from has been told.
    bool is_known(SyntaxIndex at) const { return operands_[at].has_been_told || truths_.rests_on_unreachable(at); }

    std::string quoted(SyntaxIndex at) const
    {
        const std::string words = words_of_part(tree_, at, operands_, findings_, found_.context);
        return words.empty() ? std::string() : " " + in_quotes(words);
    }

    const FormExpression& found_;
    const ExpressionTree& tree_;
    const ReviewPlace& place_;
    std::span<const Operand> operands_;
    const TruthFinder& truths_;
    ReviewFindings& findings_;
};

} // namespace

void review_conditions(const FormExpression& found, const ReviewPlace& place, std::span<const Operand> operands,
                       const TruthFinder& truths, ReviewFindings& findings)
{
    ConditionReview(found, place, operands, truths, findings).review();
}

} // namespace mahalla
