// What functions can do something with.
#include "review/type_review.h"

#include "base/number.h"
#include "base/text.h"
#include "review/path_target.h"

#include <algorithm>

namespace mahalla {

namespace {

/// What is always the same has no hand in the world: not the clock, not chance, not other files, not the language.
bool depends_on_the_world(Function function)
{
    switch (function.kind()) {
    case FunctionKind::Core: {
        const auto core = function.as<CoreFunction>();
        return core == CoreFunction::Last || core == CoreFunction::Position || core == CoreFunction::Id ||
               core == CoreFunction::Lang || core == CoreFunction::Count || core == CoreFunction::Sum ||
               core == CoreFunction::LocalName || core == CoreFunction::NamespaceUri || core == CoreFunction::Name;
    }
    case FunctionKind::Text: {
        const auto text = function.as<TextFunction>();
        return text == TextFunction::Once || text == TextFunction::Uuid || text == TextFunction::Property ||
               text == TextFunction::Version || text == TextFunction::ExtractSigned;
    }
    case FunctionKind::Number:
        return function == NumberFunction::Random;
    case FunctionKind::Choice:
        return function == ChoiceFunction::ChoiceName || function == ChoiceFunction::Itext ||
               function == ChoiceFunction::Depend;
    case FunctionKind::Calendar:
        return function == DateFunction::Today || function == DateFunction::Now;
    case FunctionKind::Node:
    case FunctionKind::Place:
        return true;
    }
    return true;
}

bool is_date(const Operand& operand) { return operand.kind == AnswerKind::DateLike; }

} // namespace

Operand TypeReview::call(SyntaxIndex at, Scope scope)
{
    const SyntaxNode& node = at_index(at);
    Operand result;
    result.is_constant = !depends_on_the_world(node.function) && !node.uses_focus;
    for (SyntaxIndex i = 0; i < node.count; ++i) {
        const Operand given = visit(argument(node, i), scope);
        result.is_constant &= given.is_constant;
        result.has_been_told |= given.has_been_told;
    }
    result.has_been_told |= check_call(node, scope);
    result.kind = kind_of_call(node);
    // The answer of another row is an answer still: it may be compared with the same choices.
    if (node.function == NodeFunction::IndexedRepeat) {
        result.kind = (*operands_)[argument(node, 0)].kind;
        result.node = (*operands_)[argument(node, 0)].node;
    }
    return result;
}

AnswerKind TypeReview::kind_of_call(const SyntaxNode& node) const
{
    const auto given = [&](std::size_t i) -> const Operand& { return (*operands_)[argument(node, i)]; };
    const Function function = node.function;
    if (function == DateFunction::Today || function == DateFunction::Now || function == DateFunction::ToDate ||
        function == DateFunction::ToDateTime)
        return AnswerKind::DateLike;
    if (function == ChoiceFunction::If || function == TextFunction::Coalesce) {
        const std::size_t first = function == ChoiceFunction::If ? 1 : 0;
        const AnswerKind a = given(first).kind, b = given(first + 1).kind;
        if (a == b || b == AnswerKind::Nothing) return a;
        return a == AnswerKind::Nothing ? b : AnswerKind::Unknown;
    }
    switch (node.type) {
    case StaticType::Boolean:
        return AnswerKind::Boolean;
    case StaticType::Number:
        // Rounding a date, or taking the later of two, leaves a number of days.
        if (function == DateFunction::DecimalDateTime) return AnswerKind::Unknown;
        for (SyntaxIndex i = 0; function.kind() == FunctionKind::Number && i < node.count; ++i)
            if (is_date(given(i)) || given(i).kind == AnswerKind::Unknown) return AnswerKind::Unknown;
        return function == CoreFunction::Sum ? AnswerKind::Unknown : AnswerKind::Number;
    case StaticType::Any:
    case StaticType::String:
    case StaticType::Nodes:
        break;
    }
    return AnswerKind::Unknown;
}

bool TypeReview::check_call(const SyntaxNode& node, Scope scope)
{
    const Function function = node.function;
    bool told = false;
    if (function.kind() == FunctionKind::Number || function == CoreFunction::Sum || function == CoreFunction::Number) {
        const bool on_purpose = function == CoreFunction::Number || function == NumberFunction::Int;
        for (SyntaxIndex i = 0; i < node.count; ++i) told |= expect_number(argument(node, i), on_purpose);
        return told;
    }
    if (node.count == 0) return false;
    const SyntaxIndex first = argument(node, 0);
    if (function == CoreFunction::Count) return check_count(node);
    if (function == CoreFunction::Position) return check_position(node);
    if (function == CoreFunction::Not || function == CoreFunction::Boolean || function == ChoiceFunction::If)
        return expect_condition(first);
    if (function == ChoiceFunction::Selected) return check_selected(node);
    if (function == ChoiceFunction::SelectedAt || function == ChoiceFunction::CountSelected)
        return expect_choices(first);
    if (function == ChoiceFunction::ChoiceName) return check_choice_name(node, scope);
    if (function == NodeFunction::IndexedRepeat) return check_indexed_repeat(node);
    if (function == DateFunction::FormatDate) return expect_date(first, "format-date");
    if (function == DateFunction::FormatDateTime) return expect_date(first, "format-date-time");
    if (function == DateFunction::DecimalDateTime) return expect_date(first, "decimal-date-time");
    if (function.kind() == FunctionKind::Place)
        for (SyntaxIndex i = 0; i < node.count; ++i) told |= expect_place(argument(node, i));
    return told;
}

bool TypeReview::check_count(const SyntaxNode& node)
{
    const SyntaxIndex at = argument(node, 0);
    const Operand& counted = (*operands_)[at];
    if (counted.node == no_index || !counted.is_single) return false;
    const bool is_choices = counted.kind == AnswerKind::SomeChoices;
    return tell("repeat-expected", "count() counts rows; of " + words(at) + " there is always one, answered or not.",
                is_choices ? "For how many choices are taken, write count-selected(" + words(at) + ")."
                           : "Name a repeat, or a question of all its rows; for what is answered, count-non-empty(…).");
}

bool TypeReview::check_position(const SyntaxNode& node)
{
    const SyntaxIndex at = argument(node, 0);
    const Operand& placed = (*operands_)[at];
    if (placed.node == no_index || form_.node(placed.node).kind == ModelNodeKind::Repeat) return false;
    const ModelIndex repeat = form_.repeat_around(placed.node);
    return tell("repeat-expected", "position() is given " + words(at) + ", which is no repeat, so that it is always 1.",
                repeat == no_index ? "Name the repeat whose rows are numbered."
                                   : "Name the repeat: position(" + findings_.name_of(repeat) + ").");
}

bool TypeReview::check_selected(const SyntaxNode& node)
{
    const SyntaxIndex list = argument(node, 0), wanted = argument(node, 1);
    const Operand& from = (*operands_)[list];
    const AnswerKind second = (*operands_)[wanted].kind;
    if (const auto listed = is_text(list) ? mahalla::words(at_index(list).text) : std::vector<std::string_view>();
        listed.size() > 1 && second == AnswerKind::OneChoice) {
        // selected('a_lot cannot', ${seeing}): whether the one choice taken is among these.
        const ModelIndex asked = (*operands_)[wanted].node;
        return std::any_of(listed.begin(), listed.end(),
                           [&](std::string_view choice) { return expect_choice(asked, choice, false); });
    }
    if (is_text(list) && from.kind == AnswerKind::Words &&
        (second == AnswerKind::OneChoice || second == AnswerKind::SomeChoices))
        return tell("choices-expected", "selected() is given its two values the wrong way round.",
                    "Write selected(" + words(wanted) + ", " + words(list) + ").");
    if (expect_choices(list)) return true;
    if (from.kind != AnswerKind::OneChoice && from.kind != AnswerKind::SomeChoices) return false;
    if (is_number(wanted)) return expect_choice(from.node, number_to_text(at_index(wanted).number), false);
    const std::string_view value = is_text(wanted) ? trimmed(at_index(wanted).text) : std::string_view();
    return !value.empty() && expect_choice(from.node, value, false);
}

bool TypeReview::check_choice_name(const SyntaxNode& node, Scope scope)
{
    const SyntaxIndex value = argument(node, 0), path = argument(node, 1);
    const Operand& named = (*operands_)[path];
    if (at_index(path).operation == Operation::Path && named.node != no_index)
        return tell("choices-expected", "jr:choice-name() wants the question's path between quotation marks.",
                    "Write '" + words(path) + "' as the second value.");
    if (!is_text(path)) return false;
    const auto parsed = Expression::parse(trimmed(at_index(path).text));
    if (!parsed) return false;
    const ExpressionTree& tree = parsed->tree();
    const SyntaxNode& top = tree.nodes[tree.top];
    if (top.operation != Operation::Path) return false;
    const PathTarget target = target_of(form_, tree, tree.paths[top.first], scope.current, scope.current);
    if (target.node == no_index) return false;
    const AnswerKind kind = kinds_[target.node];
    if (kind == AnswerKind::OneChoice || kind == AnswerKind::SomeChoices)
        return is_text(value) && !trimmed(at_index(value).text).empty() &&
               expect_choice(target.node, trimmed(at_index(value).text), false);
    return tell("choices-expected",
                "jr:choice-name() is asked for a choice of " + findings_.name_of(target.node) +
                    ", which has no choices.",
                "Name the select question whose choice is meant.");
}

bool TypeReview::check_indexed_repeat(const SyntaxNode& node)
{
    const ModelIndex wanted = (*operands_)[argument(node, 0)].node;
    for (SyntaxIndex i = 1; i + 1 < node.count; i += 2) {
        const SyntaxIndex at = argument(node, i);
        const ModelIndex repeat = (*operands_)[at].node;
        if (repeat == no_index) continue;
        if (form_.node(repeat).kind != ModelNodeKind::Repeat)
            return tell("repeat-expected", "indexed-repeat() is given " + words(at) + ", which is no repeat.",
                        "Name the repeat that the question stands in.");
        if (wanted != no_index && !is_within(form_, wanted, repeat))
            return tell("repeat-expected",
                        words(argument(node, 0)) + " does not stand in the repeat " + words(at) + ".",
                        "Name the repeat that the question stands in.");
    }
    return false;
}

} // namespace mahalla
