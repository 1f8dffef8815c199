#include "review/type_review.h"

#include "base/text.h"
#include "expression/moment_text.h"
#include "review/expression_words.h"
#include "review/path_target.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

bool is_time_of_day(std::string_view text)
{
    const std::size_t colon = text.find(':');
    return colon != std::string_view::npos && colon > 0 && colon <= 2 &&
           std::ranges::all_of(text.substr(0, colon), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_truth(AnswerKind kind) { return kind == AnswerKind::Boolean || kind == AnswerKind::TruthWord; }

} // namespace

Operand TypeReview::review(const FormExpression& found, const ReviewPlace& place, std::vector<Operand>& operands)
{
    tree_ = &found.expression.tree();
    operands_ = &operands;
    operands.assign(tree_->nodes.size(), Operand());
    place_ = place;
    owner_ = found.context;
    only_choice_.clear();
    Operand result = visit(tree_->top, {found.context, found.context});
    switch (found.use) {
    case ExpressionUse::Relevant:
    case ExpressionUse::Required:
    case ExpressionUse::Readonly:
    case ExpressionUse::Constraint:
        result.has_been_told |= expect_condition(tree_->top);
        break;
    case ExpressionUse::Calculation:
    case ExpressionUse::Default:
    case ExpressionUse::Trigger:
        check_result(found, result);
        break;
    case ExpressionUse::RepeatCount:
        result.has_been_told |= expect_number(tree_->top, true);
        break;
    case ExpressionUse::NoAddRemove:
    case ExpressionUse::ChoiceFilter:
    case ExpressionUse::Output:
        break;
    }
    operands[tree_->top] = result;
    tell_only_choices();
    return result;
}

/// Whoever also asks what is selected, or how many, knows that there may be several.
void TypeReview::tell_only_choices()
{
    const auto asks_for_several = [&](ModelIndex select) {
        return std::ranges::any_of(tree_->nodes, [&](const SyntaxNode& node) {
            const bool asks = node.operation == Operation::Call && (node.function == ChoiceFunction::Selected ||
                                                                    node.function == ChoiceFunction::CountSelected);
            return asks && (*operands_)[argument(node, 0)].node == select;
        });
    };
    std::vector<ModelIndex> told;
    for (const auto& [left, right] : only_choice_) {
        const ModelIndex select = (*operands_)[left].node;
        if (asks_for_several(select) || std::ranges::find(told, select) != told.end()) continue;
        told.push_back(select);
        tell("select-multiple-compared",
             words(left) + " may hold several choices; it equals " + words(right) + " only where this is the only one.",
             "If others may be chosen too, write selected(" + words(left) + ", " + words(right) + ").");
    }
}

Operand TypeReview::visit(SyntaxIndex at, Scope scope)
{
    const Operand operand = visited(at, scope);
    (*operands_)[at] = operand;
    return operand;
}

Operand TypeReview::visited(SyntaxIndex at, Scope scope)
{
    const SyntaxNode& node = tree_->nodes[at];
    switch (node.operation) {
    case Operation::Number:
        return {AnswerKind::Number, no_index, false, true, false};
    case Operation::Text:
        return literal(node);
    case Operation::Or:
    case Operation::And:
        return logic(node, scope);
    case Operation::Equality:
    case Operation::Relational:
        return comparison(node, scope);
    case Operation::Additive:
    case Operation::Multiplicative:
        return arithmetic(node, scope);
    case Operation::Union:
        for (SyntaxIndex i = 0; i < node.count; i += 2) visit(argument(node, i), scope);
        return {};
    case Operation::Negate: {
        Operand operand = visit(node.first, scope);
        operand.has_been_told |= expect_number(node.first);
        return {AnswerKind::Number, no_index, false, operand.is_constant, operand.has_been_told};
    }
    case Operation::Call:
        return call(at, scope);
    case Operation::Unknown:
        return {};
    case Operation::Path:
        return path(tree_->paths[node.first], scope);
    }
    return {};
}

Operand TypeReview::literal(const SyntaxNode& node) const
{
    Operand operand;
    operand.is_constant = true;
    const std::string_view text = trimmed(node.text);
    if (text.empty())
        operand.kind = AnswerKind::Nothing;
    else if (std::isnan(number_of_text(text)) && !may_be_date(text) && !is_time_of_day(text))
        operand.kind = AnswerKind::Words;
    return operand;
}

Operand TypeReview::path(const SyntaxPath& path, Scope scope)
{
    if (path.start == PathStart::Filter) visit(path.filter, scope);
    const PathTarget target = target_of(form_, *tree_, path, scope.context, scope.current);
    bool any_predicates = path.predicate_count > 0;
    for (SyntaxIndex i = 0; i < path.step_count; ++i)
        any_predicates |= tree_->steps[path.first_step + i].predicate_count > 0;
    if (any_predicates) {
        // What stands in brackets is asked of each node that the path has come to.
        predicates(path.first_predicate, path.predicate_count, {no_index, scope.current});
        SyntaxPath begun = path;
        for (begun.step_count = 1; begun.step_count <= path.step_count; ++begun.step_count) {
            const SyntaxStep& step = tree_->steps[path.first_step + begun.step_count - 1];
            if (step.predicate_count == 0) continue;
            const PathTarget here = target_of(form_, *tree_, begun, scope.context, scope.current);
            predicates(step.first_predicate, step.predicate_count, {here.node, scope.current});
        }
    }
    Operand operand;
    if (target.node == no_index) return operand;
    operand.kind = kinds_[target.node];
    operand.node = target.node;
    operand.is_single = target.is_single;
    return operand;
}

void TypeReview::predicates(SyntaxIndex first, SyntaxIndex count, Scope scope)
{
    for (SyntaxIndex i = 0; i < count; ++i) visit(tree_->operands[first + i], scope);
}

Operand TypeReview::logic(const SyntaxNode& node, Scope scope)
{
    Operand result{AnswerKind::Boolean, no_index, false, true, false};
    for (SyntaxIndex i = 0; i < node.count; i += 2) {
        const Operand operand = visit(argument(node, i), scope);
        result.is_constant &= operand.is_constant;
        result.has_been_told |= operand.has_been_told;
        result.has_been_told |= expect_condition(argument(node, i));
    }
    return result;
}

Operand TypeReview::comparison(const SyntaxNode& node, Scope scope)
{
    Operand result{AnswerKind::Boolean, no_index, false, true, false};
    for (SyntaxIndex i = 0; i < node.count; i += 2) {
        const Operand operand = visit(argument(node, i), scope);
        result.is_constant &= operand.is_constant;
        result.has_been_told |= operand.has_been_told;
    }
    if (node.count != 3) return result;
    const SyntaxIndex left = argument(node, 0), right = argument(node, 2);
    result.has_been_told |= node.operation == Operation::Equality
                                ? compare_equal(left, right) || compare_equal(right, left)
                                : compare_order(left, right);
    return result;
}

Operand TypeReview::arithmetic(const SyntaxNode& node, Scope scope)
{
    Operand result{AnswerKind::Number, no_index, false, true, false};
    for (SyntaxIndex i = 0; i < node.count; i += 2) {
        const Operand operand = visit(argument(node, i), scope);
        result.is_constant &= operand.is_constant;
        result.has_been_told |= operand.has_been_told;
        result.has_been_told |= expect_number(argument(node, i));
        // A date and a number of days give a date again, as a number.
        if (operand.kind == AnswerKind::DateLike || operand.kind == AnswerKind::Unknown)
            result.kind = AnswerKind::Unknown;
    }
    return result;
}

void TypeReview::check_result(const FormExpression& found, const Operand& result)
{
    const ModelNode& owner = form_.node(found.owner);
    if (owner.kind == ModelNodeKind::Group || owner.kind == ModelNodeKind::Repeat || result.has_been_told) return;
    const AnswerKind wanted = kind_of(owner.bind.data_type);
    const AnswerKind given = result.kind;
    const bool is_scalar =
        wanted == AnswerKind::Number || wanted == AnswerKind::DateLike || wanted == AnswerKind::TimeOfDay;
    const bool is_place = wanted == AnswerKind::Point || wanted == AnswerKind::Shape;
    const bool never_fits =
        (is_scalar && (is_truth(given) || given == AnswerKind::Words || given == AnswerKind::File ||
                       given == AnswerKind::Point || given == AnswerKind::Shape)) ||
        (wanted == AnswerKind::Number && (given == AnswerKind::DateLike || given == AnswerKind::TimeOfDay)) ||
        (is_place && (is_truth(given) || given == AnswerKind::Words || given == AnswerKind::Number ||
                      given == AnswerKind::DateLike));
    if (!never_fits) return;
    tell("calculation-unfit",
         "The result is " + std::string(words_for(given)) + ", but the question takes " +
             std::string(words_for(wanted)) + ".",
         "Change the question's type, or the calculation.");
}

bool TypeReview::is_number(SyntaxIndex at) const { return at_index(at).operation == Operation::Number; }

std::string TypeReview::words(SyntaxIndex at) const
{
    const SyntaxNode& node = at_index(at);
    if (node.operation == Operation::Text) return "'" + std::string(node.text.substr(0, 60)) + "'";
    std::string text = words_of_part(*tree_, at, *operands_, findings_, owner_);
    return text.empty() ? "a part of the expression" : text;
}

bool TypeReview::tell(std::string_view code, std::string message, std::string help)
{
    // A sentence begins with a capital, a name as it is.
    if (!message.empty() && message[0] >= 'a' && message[0] <= 'z' && message.starts_with("a part")) message[0] = 'A';
    findings_.add(place_, code, std::move(message), std::move(help));
    return true;
}

} // namespace mahalla
