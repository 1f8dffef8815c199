#include "review/truth.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace mahalla {

namespace {

/// Comparisons tried for one expression: so many for each of its parts, which none written by hand comes near.
constexpr std::size_t work_for_each_part = 50, work_max = 20'000;

bool compares(Operator sign, auto left, auto right)
{
    switch (sign) {
    case Operator::Equal:
        return left == right;
    case Operator::NotEqual:
        return left != right;
    case Operator::Less:
        return left < right;
    case Operator::LessEqual:
        return left <= right;
    case Operator::Greater:
        return left > right;
    case Operator::GreaterEqual:
        return left >= right;
    case Operator::Or:
    case Operator::And:
    case Operator::Add:
    case Operator::Subtract:
    case Operator::Multiply:
    case Operator::Divide:
    case Operator::Modulo:
    case Operator::Union:
        break;
    }
    return false;
}

bool is_equality(Operator sign) { return sign == Operator::Equal || sign == Operator::NotEqual; }

Operator mirrored(Operator sign)
{
    if (sign == Operator::Less) return Operator::Greater;
    if (sign == Operator::LessEqual) return Operator::GreaterEqual;
    if (sign == Operator::Greater) return Operator::Less;
    if (sign == Operator::GreaterEqual) return Operator::LessEqual;
    return sign;
}

ConditionTruth opposite(ConditionTruth truth)
{
    if (truth == ConditionTruth::Open) return truth;
    return truth == ConditionTruth::Always ? ConditionTruth::Never : ConditionTruth::Always;
}

ConditionTruth truth_of(bool truth) { return truth ? ConditionTruth::Always : ConditionTruth::Never; }

} // namespace

ConditionTruth TruthFinder::find(const FormExpression& found, std::span<const Operand> operands)
{
    tree_ = &found.expression.tree();
    operands_ = operands;
    findings_.assign(tree_->nodes.size(), Finding());
    constants_.clear();
    work_left_ = std::min(work_max, work_for_each_part * tree_->nodes.size());
    constrained_ = found.use == ExpressionUse::Constraint ? found.context : no_index;
    return find_at(tree_->top).truth;
}

TruthFinder::Finding TruthFinder::find_at(SyntaxIndex at)
{
    const SyntaxNode& node = tree_->nodes[at];
    Finding found;
    if (operands_[at].is_constant) {
        found = find_constant(at);
    } else if (node.operation == Operation::Or || node.operation == Operation::And) {
        found = find_logic(node);
    } else if (const auto comparison = comparison_at(at)) {
        found.subject = comparison->subject;
        const SyntaxIndex parts[] = {at};
        found.truth = tried(comparison->subject, parts, Operation::And);
        found.rests_on_unreachable =
            comparison->subject.measure == Measure::Answer && is_unreachable_[comparison->subject.node];
    } else if (node.operation == Operation::Call && node.count == 1 &&
               (node.function == CoreFunction::Not || node.function == CoreFunction::Boolean)) {
        found = find_at(argument(node, 0));
        if (node.function == CoreFunction::Not) found.truth = opposite(found.truth);
    } else {
        // Conditions may stand deeper: if(…), sums of comparisons.
        found.is_mixed = true;
        if (node.operation == Operation::Negate)
            find_at(node.first);
        else if (node.operation == Operation::Call)
            for (SyntaxIndex i = 0; i < node.count; ++i) find_at(argument(node, i));
        else if (node.operation != Operation::Path && node.operation != Operation::Number &&
                 node.operation != Operation::Text && node.operation != Operation::Unknown)
            for (SyntaxIndex i = 0; i < node.count; i += 2) find_at(argument(node, i));
    }
    findings_[at] = found;
    return found;
}

TruthFinder::Finding TruthFinder::find_constant(SyntaxIndex at)
{
    Evaluator evaluator(*tree_, EvaluationContext{{}, 1, 1, {}, {}, environment_});
    const bool truth = evaluator.boolean(at, Focus());
    Finding found;
    if (evaluator.error())
        found.is_mixed = true;
    else
        found.truth = truth_of(truth);
    return found;
}

void TruthFinder::note(Finding& whole, const Finding& part) const
{
    if (part.is_mixed || (whole.subject && part.subject && *whole.subject != *part.subject)) whole.is_mixed = true;
    if (!whole.subject) whole.subject = part.subject;
    whole.rests_on_unreachable |= part.rests_on_unreachable;
}

TruthFinder::Finding TruthFinder::find_logic(const SyntaxNode& node)
{
    const ConditionTruth decides = node.operation == Operation::And ? ConditionTruth::Never : ConditionTruth::Always;
    Finding whole;
    bool all_known = true, decided = false;
    std::map<Subject, std::vector<SyntaxIndex>> by_subject;
    for (SyntaxIndex i = 0; i < node.count; i += 2) {
        const SyntaxIndex at = argument(node, i);
        const Finding part = find_at(at);
        note(whole, part);
        decided |= part.truth == decides;
        all_known &= part.truth == opposite(decides);
        if (!part.is_mixed && part.subject) by_subject[*part.subject].push_back(at);
    }
    if (decided)
        whole.truth = decides;
    else if (all_known)
        whole.truth = opposite(decides);
    if (whole.truth != ConditionTruth::Open) return whole;
    for (const auto& [subject, parts] : by_subject) {
        if (parts.size() < 2) continue;
        const ConditionTruth truth = tried(subject, parts, node.operation);
        // Parts about one subject decide for all only the one way; the other way only where there are no others.
        const bool are_all = parts.size() == (node.count + 1) / 2;
        if (truth == decides || (truth != ConditionTruth::Open && are_all)) whole.truth = truth;
    }
    return whole;
}

std::optional<Subject> TruthFinder::subject_at(SyntaxIndex at) const
{
    const SyntaxNode& node = tree_->nodes[at];
    const Operand& operand = operands_[at];
    if (node.operation == Operation::Path)
        return operand.node != no_index && operand.is_single && operand.kind != AnswerKind::Section
                   ? std::optional(Subject{operand.node, Measure::Answer})
                   : std::nullopt;
    if (node.operation != Operation::Call || node.count != 1) return std::nullopt;
    const Operand& given = operands_[argument(node, 0)];
    if (given.node == no_index) return std::nullopt;
    if (node.function == CoreFunction::Count || node.function == NodeFunction::CountNonEmpty)
        return Subject{given.node, Measure::Count};
    if (node.function == CoreFunction::Position) return Subject{given.node, Measure::Position};
    if (!given.is_single) return std::nullopt;
    if (node.function == CoreFunction::StringLength) return Subject{given.node, Measure::Length};
    if (node.function == ChoiceFunction::CountSelected) return Subject{given.node, Measure::ChosenCount};
    return std::nullopt;
}

std::optional<TruthFinder::Comparison> TruthFinder::comparison_at(SyntaxIndex at) const
{
    const SyntaxNode& node = tree_->nodes[at];
    if (node.operation == Operation::Call && node.function == ChoiceFunction::Selected) {
        const SyntaxIndex wanted = argument(node, 1);
        const std::optional<Subject> subject = subject_at(argument(node, 0));
        if (!subject || subject->measure != Measure::Answer || tree_->nodes[wanted].operation != Operation::Text)
            return std::nullopt;
        return Comparison{*subject, Operator::Equal, wanted, true};
    }
    if ((node.operation != Operation::Equality && node.operation != Operation::Relational) || node.count != 3)
        return std::nullopt;
    const SyntaxIndex left = argument(node, 0), right = argument(node, 2);
    const auto sign = static_cast<Operator>(argument(node, 1));
    for (const auto& [subject_side, constant_side, read] :
         {std::tuple(left, right, sign), std::tuple(right, left, mirrored(sign))}) {
        const std::optional<Subject> subject = subject_at(subject_side);
        // Beside a boolean, an answer is no longer itself.
        const bool usable =
            operands_[constant_side].is_constant && operands_[constant_side].kind != AnswerKind::Boolean;
        if (subject && usable) return Comparison{*subject, read, constant_side, false};
    }
    return std::nullopt;
}

const TruthFinder::Constant* TruthFinder::constant_at(SyntaxIndex at)
{
    const auto [found, is_new] = constants_.try_emplace(at);
    if (is_new) {
        const SyntaxNode& node = tree_->nodes[at];
        Evaluator evaluator(*tree_, EvaluationContext{{}, 1, 1, {}, {}, environment_});
        const double number = evaluator.number(at, Focus());
        const Value value = evaluator.value(at, Focus());
        if (node.operation == Operation::Text)
            found->second = Constant{true, std::string(node.text), number};
        else if (!evaluator.error())
            found->second = Constant{value.kind() == ValueKind::String, value.to_string(), number};
    }
    return found->second ? &*found->second : nullptr;
}

ConditionTruth TruthFinder::tried(const Subject& subject, std::span<const SyntaxIndex> parts, Operation joined_by)
{
    Demands demands;
    for (const SyntaxIndex part : parts)
        if (!collect(part, demands)) return ConditionTruth::Open;
    std::vector<AnswerSample> samples;
    const bool is_answer = subject.measure == Measure::Answer;
    if (is_answer && is_unreachable_[subject.node])
        samples.push_back(sample_of({}));
    else
        samples = source_.samples(subject, demands);
    if (is_answer && subject.node == constrained_)
        std::erase_if(samples, [](const AnswerSample& sample) { return sample.text.empty(); });
    if (samples.empty()) return ConditionTruth::Open;

    bool some_hold = false, some_fail = false;
    for (const AnswerSample& sample : samples) {
        const auto fits = [&](SyntaxIndex part) { return holds(part, sample); };
        const bool truth =
            joined_by == Operation::And ? std::ranges::all_of(parts, fits) : std::ranges::any_of(parts, fits);
        (truth ? some_hold : some_fail) = true;
        if (work_left_ == 0 || (some_hold && some_fail)) return ConditionTruth::Open;
    }
    return truth_of(some_hold);
}

bool TruthFinder::collect(SyntaxIndex at, Demands& demands)
{
    if (work_left_ == 0) return false;
    --work_left_;
    if (operands_[at].is_constant) return true;
    const SyntaxNode& node = tree_->nodes[at];
    if (const auto comparison = comparison_at(at)) {
        const Constant* constant = constant_at(comparison->constant);
        if (!constant) return false;
        const bool by_number = !comparison->is_selected && (!is_equality(comparison->sign) || !constant->is_text);
        if (by_number) {
            demands.asks_for_number = true;
            if (!std::isnan(constant->number)) demands.numbers.insert(constant->number);
        } else {
            demands.texts.insert(comparison->is_selected ? std::string(trimmed(constant->text)) : constant->text);
            if (!std::isnan(constant->number)) demands.numbers.insert(constant->number);
        }
        return true;
    }
    const SyntaxIndex step = node.operation == Operation::Call ? 1 : 2;
    for (SyntaxIndex i = 0; i < node.count; i += step)
        if (!collect(argument(node, i), demands)) return false;
    return true;
}

bool TruthFinder::holds(SyntaxIndex at, const AnswerSample& sample)
{
    if (work_left_ == 0) return false;
    --work_left_;
    const SyntaxNode& node = tree_->nodes[at];
    if (operands_[at].is_constant) return findings_[at].truth == ConditionTruth::Always;
    if (const auto comparison = comparison_at(at)) return compare(*comparison, sample);
    if (node.operation == Operation::Call) {
        const bool truth = holds(argument(node, 0), sample);
        return node.function == CoreFunction::Not ? !truth : truth;
    }
    const bool is_or = node.operation == Operation::Or;
    for (SyntaxIndex i = 0; i < node.count; i += 2)
        if (holds(argument(node, i), sample) == is_or) return is_or;
    return !is_or;
}

bool TruthFinder::compare(const Comparison& comparison, const AnswerSample& sample)
{
    const Constant* constant = constant_at(comparison.constant);
    if (!constant) return false;
    if (comparison.is_selected) {
        const std::string_view wanted = trimmed(constant->text);
        const auto chosen = words(sample.text);
        return wanted.empty() ? chosen.empty() : std::ranges::find(chosen, wanted) != chosen.end();
    }
    const bool is_count = comparison.subject.measure != Measure::Answer;
    if (is_equality(comparison.sign) && constant->is_text && !is_count)
        return compares(comparison.sign, std::string_view(sample.text), std::string_view(constant->text));
    return compares(comparison.sign, sample.number, constant->number);
}

} // namespace mahalla
