#pragma once
#include "expression/evaluator.h"
#include "review/answer_samples.h"
#include "review/form_expressions.h"
#include "review/operand.h"

#include <optional>
#include <span>
#include <vector>

namespace mahalla {

/// Whether a condition depends on what is answered.
enum class ConditionTruth : std::uint8_t { Open, Always, Never };

/// Works out which conditions of an expression are the same whatever is answered.
///
/// Conditions over one question are tried on samples of its answers, so that `. > 5 and . < 3` is never true and
/// `${a} != 'x' or ${a} != 'y'` always is; those over several only where one of their questions decides alone. Answers
/// of questions that are never relevant are empty. A constraint is not asked about an empty answer of its own question.
class TruthFinder {
public:
    /// `is_unreachable` by node: the questions that are known to be never relevant.
    TruthFinder(const SampleSource& source, const std::vector<bool>& is_unreachable)
        : source_(source), is_unreachable_(is_unreachable)
    {}

    /// `operands` are those of the expression's tree. The results stay until the next call.
    ConditionTruth find(const FormExpression& found, std::span<const Operand> operands);
    ConditionTruth truth_at(SyntaxIndex at) const { return findings_[at].truth; }
    /// It is so only because some question that it reads is never asked.
    bool rests_on_unreachable(SyntaxIndex at) const { return findings_[at].rests_on_unreachable; }

private:
    /// What is known about one operation.
    struct Finding {
        ConditionTruth truth = ConditionTruth::Open;
        /// The one subject it is about; none where it is constant; `is_mixed` where it is about several, or more than
        /// comparisons.
        std::optional<Subject> subject;
        bool is_mixed = false;
        bool rests_on_unreachable = false;
        std::uint32_t comparison = no_syntax; ///< In `comparisons_`.
    };
    /// A subject compared with a constant.
    struct Comparison {
        Subject subject;
        Operator sign = Operator::Equal;
        bool is_selected = false; ///< `selected(subject, constant)` in place of a sign.
        bool is_text = false;     ///< The constant is a text.
        std::string text;
        double number = 0;

        bool asks_for_number() const;
    };

    Finding find_at(SyntaxIndex at);
    Finding find_logic(const SyntaxNode& node);
    Finding find_comparison(Comparison comparison, SyntaxIndex at);
    Finding find_constant(SyntaxIndex at);
    static void note(Finding& whole, const Finding& part);
    std::optional<Comparison> comparison_at(SyntaxIndex at);
    std::optional<Subject> subject_at(SyntaxIndex at) const;
    /// Fills in the constant; false where it cannot be computed.
    bool read_constant(SyntaxIndex at, Comparison& comparison);
    /// Some answer fulfils the comparison and some does not, as can be seen without trying: the usual case.
    bool is_surely_open(const Comparison& comparison) const;
    /// The same of several comparisons of one subject by order, joined: `. >= 0 and . <= 120`.
    bool leaves_room(std::span<const SyntaxIndex> parts, Operation joined_by) const;

    /// Tries all samples on the parts at once: joined by `and`, or by `or`.
    ConditionTruth tried(const Subject& subject, std::span<const SyntaxIndex> parts, Operation joined_by);
    bool collect(SyntaxIndex at, Demands& demands);
    bool holds(SyntaxIndex at, const AnswerSample& sample);
    static bool compare(const Comparison& comparison, const AnswerSample& sample);

    SyntaxIndex argument(const SyntaxNode& node, std::size_t i) const { return tree_->operands[node.first + i]; }

    const SampleSource& source_;
    const std::vector<bool>& is_unreachable_;
    EvaluationEnvironment environment_;
    const ExpressionTree* tree_ = nullptr;
    std::span<const Operand> operands_;
    std::vector<Finding> findings_;
    std::vector<Comparison> comparisons_;
    std::size_t work_left_ = 0;
    ModelIndex constrained_ = no_index; ///< The question whose constraint this is.
};

} // namespace mahalla
