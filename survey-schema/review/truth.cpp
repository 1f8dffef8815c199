#include "review/truth.h"

#include "base/text.h"
#include "expression/comparison_sign.h"
#include "expression/moment_text.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

/// Comparisons tried for one expression: so many for each of its parts, which none written by hand comes near.
constexpr std::size_t work_for_each_part = 50, work_max = 20'000;

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
    comparisons_.clear();
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
    } else if (auto comparison = comparison_at(at)) {
        found = find_comparison(*std::move(comparison), at);
    } else if (node.operation == Operation::Call && node.count == 1 &&
               (node.function == CoreFunction::Not || node.function == CoreFunction::Boolean)) {
        found = find_at(argument(node, 0));
        found.comparison = no_syntax; // It is around one, and none itself.
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

TruthFinder::Finding TruthFinder::find_comparison(Comparison comparison, SyntaxIndex at)
{
    Finding found;
    found.subject = comparison.subject;
    found.comparison = static_cast<std::uint32_t>(comparisons_.size());
    found.rests_on_unreachable =
        comparison.subject.measure == Measure::Answer && is_unreachable_[comparison.subject.node];
    const bool is_open = is_surely_open(comparison);
    comparisons_.push_back(std::move(comparison));
    if (is_open) return found;
    findings_[at] = found; // Trying looks it up.
    const SyntaxIndex parts[] = {at};
    found.truth = tried(*found.subject, parts, Operation::And);
    return found;
}

TruthFinder::Finding TruthFinder::find_constant(SyntaxIndex at)
{
    Finding found;
    const SyntaxNode& node = tree_->nodes[at];
    if (node.operation == Operation::Call &&
        (node.function == CoreFunction::True || node.function == CoreFunction::False)) {
        found.truth = truth_of(node.function == CoreFunction::True);
        return found;
    }
    if (node.operation == Operation::Text || node.operation == Operation::Number) {
        found.truth = truth_of(node.operation == Operation::Text ? !node.text.empty()
                                                                 : node.number != 0 && !std::isnan(node.number));
        return found;
    }
    Evaluator evaluator(*tree_, EvaluationContext{{}, 1, 1, {}, {}, environment_});
    const bool truth = evaluator.boolean(at, Focus());
    if (evaluator.error())
        found.is_mixed = true;
    else
        found.truth = truth_of(truth);
    return found;
}

void TruthFinder::note(Finding& whole, const Finding& part)
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
    std::vector<std::pair<Subject, SyntaxIndex>> parts;
    for (SyntaxIndex i = 0; i < node.count; i += 2) {
        const SyntaxIndex at = argument(node, i);
        const Finding part = find_at(at);
        note(whole, part);
        decided |= part.truth == decides;
        all_known &= part.truth == opposite(decides);
        if (!part.is_mixed && part.subject) parts.emplace_back(*part.subject, at);
    }
    if (decided)
        whole.truth = decides;
    else if (all_known)
        whole.truth = opposite(decides);
    if (whole.truth != ConditionTruth::Open) return whole;
    std::ranges::sort(parts);
    std::vector<SyntaxIndex> of_one;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        of_one.push_back(parts[i].second);
        if (i + 1 < parts.size() && parts[i + 1].first == parts[i].first) continue;
        const ConditionTruth truth =
            of_one.size() < 2 ? ConditionTruth::Open : tried(parts[i].first, of_one, node.operation);
        // Parts about one subject decide for all only the one way; the other way only where there are no others.
        const bool are_all = of_one.size() == (node.count + 1) / 2;
        if (truth == decides || (truth != ConditionTruth::Open && are_all)) whole.truth = truth;
        of_one.clear();
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

std::optional<TruthFinder::Comparison> TruthFinder::comparison_at(SyntaxIndex at)
{
    const SyntaxNode& node = tree_->nodes[at];
    Comparison comparison;
    if (node.operation == Operation::Call && node.function == ChoiceFunction::Selected) {
        const std::optional<Subject> subject = subject_at(argument(node, 0));
        if (!subject || subject->measure != Measure::Answer) return std::nullopt;
        const SyntaxNode& wanted = tree_->nodes[argument(node, 1)];
        if (wanted.operation != Operation::Text) return std::nullopt;
        comparison.subject = *subject;
        comparison.is_selected = comparison.is_text = true;
        comparison.text = trimmed(wanted.text);
        return comparison;
    }
    if ((node.operation != Operation::Equality && node.operation != Operation::Relational) || node.count != 3)
        return std::nullopt;
    const SyntaxIndex left = argument(node, 0), right = argument(node, 2);
    const auto sign = static_cast<Operator>(argument(node, 1));
    for (const auto& [subject_side, constant_side, read] :
         {std::tuple(left, right, sign), std::tuple(right, left, turned(sign))}) {
        const Operand& constant = operands_[constant_side];
        // Beside a boolean, an answer is no longer itself.
        if (!constant.is_constant || constant.kind == AnswerKind::Boolean) continue;
        const std::optional<Subject> subject = subject_at(subject_side);
        if (!subject) continue;
        comparison.subject = *subject;
        comparison.sign = read;
        if (read_constant(constant_side, comparison)) return comparison;
    }
    return std::nullopt;
}

bool TruthFinder::read_constant(SyntaxIndex at, Comparison& comparison)
{
    const SyntaxNode& node = tree_->nodes[at];
    if (node.operation == Operation::Number) {
        comparison.number = node.number;
        return true;
    }
    // A date counts as days, and a function may give anything.
    Evaluator evaluator(*tree_, EvaluationContext{{}, 1, 1, {}, {}, environment_});
    if (node.operation == Operation::Text) {
        comparison.is_text = true;
        comparison.text = node.text;
        comparison.number = may_be_date(node.text) ? evaluator.number(at, Focus()) : number_of_text(node.text);
        return true;
    }
    const Value value = evaluator.value(at, Focus());
    comparison.number = evaluator.number(at, Focus());
    comparison.is_text = value.kind() == ValueKind::String;
    comparison.text = value.to_string();
    return !evaluator.error();
}

bool TruthFinder::is_surely_open(const Comparison& comparison) const
{
    const Subject& subject = comparison.subject;
    if (subject.measure != Measure::Answer) {
        // There may be more of them than any number, and as few as none.
        const double least = subject.measure == Measure::Position ? 1 : 0;
        const bool is_between = comparison.sign == Operator::Less || comparison.sign == Operator::GreaterEqual
                                    ? comparison.number > least
                                    : comparison.number >= least;
        return is_between && (!is_equality(comparison.sign) || comparison.number == std::floor(comparison.number));
    }
    if (is_unreachable_[subject.node]) return false;
    const bool is_own = subject.node == constrained_;
    const bool by_order = !is_equality(comparison.sign) && !std::isnan(comparison.number);
    switch (source_.kinds[subject.node]) {
    case AnswerKind::Number:
    case AnswerKind::DateLike:
        return by_order || (comparison.is_text && comparison.text.empty() && !is_own);
    case AnswerKind::Unknown:
    case AnswerKind::FreeText:
        return by_order || !is_own;
    case AnswerKind::OneChoice:
    case AnswerKind::SomeChoices: {
        if (comparison.asks_for_number()) return false;
        const ValuesOnOffer* offer = source_.choices.of(subject.node);
        // Its own constraint never sees an empty answer: another choice must be there for it to fail.
        if (is_own) return offer != nullptr && offer->values.size() > 1 && offer->has(comparison.text);
        return comparison.text.empty() || offer == nullptr || offer->has(comparison.text);
    }
    case AnswerKind::Nothing:
    case AnswerKind::Boolean:
    case AnswerKind::TruthWord:
    case AnswerKind::Words:
    case AnswerKind::TimeOfDay:
    case AnswerKind::Point:
    case AnswerKind::Shape:
    case AnswerKind::File:
    case AnswerKind::Tick:
    case AnswerKind::Section:
        break;
    }
    return false;
}

bool TruthFinder::leaves_room(std::span<const SyntaxIndex> parts, Operation joined_by) const
{
    // What is left between the bounds where all hold; for `or`, where none does.
    double low = -HUGE_VAL, high = HUGE_VAL;
    for (const SyntaxIndex part : parts) {
        if (findings_[part].comparison == no_syntax) return false;
        const Comparison& comparison = comparisons_[findings_[part].comparison];
        if (!is_surely_open(comparison) || is_equality(comparison.sign) || comparison.is_selected) return false;
        const bool is_greater = comparison.sign == Operator::Greater || comparison.sign == Operator::GreaterEqual;
        if (is_greater == (joined_by == Operation::And))
            low = std::max(low, comparison.number);
        else
            high = std::min(high, comparison.number);
    }
    return high - low > 1; // A whole number lies in it, and others beyond.
}

bool TruthFinder::Comparison::asks_for_number() const { return !is_selected && (!is_equality(sign) || !is_text); }

ConditionTruth TruthFinder::tried(const Subject& subject, std::span<const SyntaxIndex> parts, Operation joined_by)
{
    if (parts.size() > 1 && leaves_room(parts, joined_by)) return ConditionTruth::Open;
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
        std::erase_if(samples, [](const AnswerSample& sample) { return sample.is_empty; });
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
    if (findings_[at].comparison != no_syntax) {
        const Comparison& comparison = comparisons_[findings_[at].comparison];
        if (comparison.asks_for_number())
            demands.asks_for_number = true;
        else
            demands.texts.insert(comparison.text);
        if (!comparison.is_selected && !std::isnan(comparison.number)) demands.numbers.insert(comparison.number);
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
    if (findings_[at].comparison != no_syntax) return compare(comparisons_[findings_[at].comparison], sample);
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
    if (comparison.is_selected) {
        const auto chosen = words(sample.text);
        return comparison.text.empty() ? chosen.empty() : std::ranges::find(chosen, comparison.text) != chosen.end();
    }
    const bool is_count = comparison.subject.measure != Measure::Answer;
    if (is_equality(comparison.sign) && comparison.is_text && !is_count)
        return compares(comparison.sign, std::string_view(sample.text), std::string_view(comparison.text));
    return compares(comparison.sign, sample.number, comparison.number);
}

} // namespace mahalla
