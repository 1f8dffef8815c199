#include "review/type_review.h"

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"
#include "expression/moment_text.h"
#include "review/expression_words.h"
#include "review/path_target.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

/// So many days after 1970-01-01 somebody may mean a day by a number.
constexpr double day_numbers_from = 3000;

bool is_time_of_day(std::string_view text)
{
    const std::size_t colon = text.find(':');
    return colon != std::string_view::npos && colon > 0 && colon <= 2 &&
           std::ranges::all_of(text.substr(0, colon), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_text_kind(AnswerKind kind) { return kind == AnswerKind::Words || kind == AnswerKind::Nothing; }

bool is_truth(AnswerKind kind) { return kind == AnswerKind::Boolean || kind == AnswerKind::TruthWord; }

bool is_value(const Operand& operand) { return operand.node != no_index && operand.kind != AnswerKind::Section; }

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

bool TypeReview::unfit(SyntaxIndex left, SyntaxIndex right, std::string why, std::string help)
{
    return tell("comparison-unfit", words(left) + " is compared with " + words(right) + ": " + why, std::move(help));
}

bool TypeReview::compare_equal(SyntaxIndex left, SyntaxIndex right)
{
    const Operand& answer = (*operands_)[left];
    const Operand& other = (*operands_)[right];
    const bool other_is_words = is_text(right) && other.kind == AnswerKind::Words;
    const bool other_is_number = is_number(right);
    const std::string_view text = is_text(right) ? at_index(right).text : std::string_view();
    switch (answer.kind) {
    case AnswerKind::Boolean:
        if (!is_text(right) || other.kind == AnswerKind::Nothing) return false;
        return unfit(left, right, "beside true and false, every text counts as true.",
                     "Leave the comparison out, or put not(…) around what is compared.");
    case AnswerKind::TruthWord:
        if (other_is_number)
            return unfit(left, right, "a calculation keeps the words true and false, never a number.",
                         "Compare it with 'true' or 'false'.");
        if (!is_text(right) || text.empty() || text == "true" || text == "false") return false;
        return unfit(left, right, "it holds the word true or the word false, nothing else.",
                     "Compare it with 'true' or 'false'.");
    case AnswerKind::SomeChoices:
        if (!other_is_number && (!is_text(right) || text.empty())) return false;
        for (const std::string_view value : mahalla::words(text))
            if (expect_choice(answer.node, value, false)) return true;
        only_choice_.emplace_back(left, right);
        return false;
    case AnswerKind::OneChoice:
    case AnswerKind::Tick:
        if (other_is_number) return expect_choice(answer.node, number_to_text(at_index(right).number), true);
        return is_text(right) && !text.empty() && expect_choice(answer.node, text, false);
    case AnswerKind::Number:
        if (!other_is_words) return false;
        return unfit(left, right, "the first is a number, the second is none.", "Compare it with a number.");
    case AnswerKind::DateLike:
        if (other_is_words || (other_is_number && at_index(right).number < day_numbers_from))
            return unfit(left, right, "the first is a date, the second is none.",
                         "Write a date as '2026-12-31'; for its year, format-date(…, '%Y').");
        return false;
    case AnswerKind::TimeOfDay:
        if (!other_is_number && !other_is_words) return false;
        return unfit(left, right, "the first is a time of day, the second is none.",
                     "Write decimal-time(…) around the first: half a day is 0.5.");
    case AnswerKind::Section:
        if (!is_text(right) && !other_is_number) return false;
        return unfit(left, right, "a group or repeat has no answer of its own.", "Name a question inside it.");
    case AnswerKind::Point:
    case AnswerKind::Shape:
    case AnswerKind::File:
        if (!other_is_number) return false;
        return unfit(left, right, "the first is no number.", "Compare it with '' to see whether it is answered.");
    case AnswerKind::Unknown:
    case AnswerKind::Nothing:
    case AnswerKind::Words:
    case AnswerKind::FreeText:
        break;
    }
    return false;
}

bool TypeReview::compare_order(SyntaxIndex left, SyntaxIndex right)
{
    for (const auto& [date, other] : {std::pair(left, right), std::pair(right, left)}) {
        if ((*operands_)[date].kind != AnswerKind::DateLike) continue;
        const Operand& beside = (*operands_)[other];
        const bool is_day_number = is_number(other) && at_index(other).number >= day_numbers_from;
        if (beside.kind == AnswerKind::Number && !is_day_number)
            return unfit(date, other,
                         "a date counts as the days since 1970-01-01, so this holds for every date or for none.",
                         "For an age, write int((today() - …) div 365.25); for a year, format-date(…, '%Y').");
        if (is_text_kind(beside.kind) && beside.is_constant && is_text(other) && !trimmed(at_index(other).text).empty())
            return unfit(date, other, "the first is a date, the second is none, so this is never true.",
                         "Write a date as '2026-12-31'.");
        if (beside.kind == AnswerKind::TimeOfDay)
            return unfit(date, other, "a date and a time of day have no order.", "Compare two dates or two times.");
        return false;
    }
    bool told = false;
    for (const auto& [part, other] : {std::pair(left, right), std::pair(right, left)}) {
        const AnswerKind kind = (*operands_)[part].kind;
        if (kind == AnswerKind::FreeText && (*operands_)[other].kind != AnswerKind::Number) continue;
        if (kind == AnswerKind::Boolean) continue;
        told |= expect_number(part);
    }
    return told;
}

bool TypeReview::expect_number(SyntaxIndex at, bool converts_on_purpose)
{
    const Operand& operand = (*operands_)[at];
    const auto told = [&](const std::string& why, std::string help) {
        return tell("number-expected", words(at) + why, std::move(help));
    };
    switch (operand.kind) {
    case AnswerKind::Nothing:
    case AnswerKind::Words:
        if (!operand.is_constant && operand.node == no_index) return false; // Made by a function: who knows.
        return told(" is no number, so that nothing can be computed with it.", "Write a number.");
    case AnswerKind::TruthWord:
        return told(" holds the word true or the word false, and no number.", "Make its calculation if(…, 1, 0).");
    case AnswerKind::FreeText:
        if (converts_on_purpose) return false;
        return told(" is a text question; whoever types anything but a number there gets no result here.",
                    "Make it an integer or decimal question.");
    case AnswerKind::OneChoice: {
        const ValuesOnOffer* offer = choices_.of(operand.node);
        if (offer == nullptr || !offer->numbers.empty()) return false;
        return told(" is computed with, but no name of its choices is a number.",
                    "Name the choices by numbers, or write if(…, …, …).");
    }
    case AnswerKind::SomeChoices:
        if (converts_on_purpose) return false;
        return told(" may hold several choices, which are no number together.",
                    "Write count-selected(…) for how many they are, selected(…, …) for one of them.");
    case AnswerKind::TimeOfDay:
        return told(" is a time of day, which does not count as a number.",
                    "Write decimal-time(…) around it: half a day is 0.5.");
    case AnswerKind::Point:
    case AnswerKind::Shape:
    case AnswerKind::File:
    case AnswerKind::Tick:
        return told(" is " + std::string(words_for(operand.kind)) + ", and no number.",
                    "Use a question that gives a number.");
    case AnswerKind::Section:
        return told(" is a group or repeat, and has no answer of its own.", "Name a question inside it.");
    case AnswerKind::Unknown:
    case AnswerKind::Boolean:
    case AnswerKind::Number:
    case AnswerKind::DateLike:
        break;
    }
    return false;
}

bool TypeReview::expect_date(SyntaxIndex at, const char* what)
{
    const Operand& operand = (*operands_)[at];
    switch (operand.kind) {
    case AnswerKind::Words:
        if (!operand.is_constant && operand.node == no_index) return false;
        break;
    case AnswerKind::TruthWord:
    case AnswerKind::Boolean:
    case AnswerKind::FreeText:
    case AnswerKind::OneChoice:
    case AnswerKind::SomeChoices:
    case AnswerKind::TimeOfDay:
    case AnswerKind::Point:
    case AnswerKind::Shape:
    case AnswerKind::File:
    case AnswerKind::Tick:
    case AnswerKind::Section:
        break;
    case AnswerKind::Unknown:
    case AnswerKind::Nothing:
    case AnswerKind::Number:
    case AnswerKind::DateLike:
        return false;
    }
    if (operand.kind == AnswerKind::OneChoice && operand.node != no_index && choices_.of(operand.node) == nullptr)
        return false;
    return tell("date-expected",
                std::string(what) + " is given " + words(at) + ", which is " + std::string(words_for(operand.kind)) +
                    ".",
                operand.kind == AnswerKind::TimeOfDay ? "Take its parts with substr(…), or ask for a dateTime."
                                                      : "Give it a question of type date or dateTime.");
}

bool TypeReview::expect_place(SyntaxIndex at)
{
    const Operand& operand = (*operands_)[at];
    if (!is_value(operand)) return false;
    switch (operand.kind) {
    case AnswerKind::Number:
    case AnswerKind::TruthWord:
    case AnswerKind::DateLike:
    case AnswerKind::TimeOfDay:
    case AnswerKind::OneChoice:
    case AnswerKind::SomeChoices:
    case AnswerKind::File:
    case AnswerKind::Tick:
        break;
    case AnswerKind::Unknown: // A calculation, or a choice from a map.
    case AnswerKind::Nothing:
    case AnswerKind::Boolean:
    case AnswerKind::Words:
    case AnswerKind::FreeText:
    case AnswerKind::Point:
    case AnswerKind::Shape:
    case AnswerKind::Section:
        return false;
    }
    return tell("place-expected",
                words(at) + " is " + std::string(words_for(operand.kind)) + ", and no place on the map.",
                "Name a question of type geopoint, geotrace or geoshape.");
}

bool TypeReview::expect_choices(SyntaxIndex at)
{
    const Operand& operand = (*operands_)[at];
    if (operand.node == no_index) return false;
    switch (operand.kind) {
    case AnswerKind::Unknown:
    case AnswerKind::Nothing:
    case AnswerKind::Boolean:
    case AnswerKind::Words: // A calculation may put choices together.
    case AnswerKind::OneChoice:
    case AnswerKind::SomeChoices:
        return false;
    case AnswerKind::TruthWord:
    case AnswerKind::Number:
    case AnswerKind::FreeText:
    case AnswerKind::DateLike:
    case AnswerKind::TimeOfDay:
    case AnswerKind::Point:
    case AnswerKind::Shape:
    case AnswerKind::File:
    case AnswerKind::Tick:
    case AnswerKind::Section:
        break;
    }
    return tell("choices-expected",
                "A question with choices is expected here, but " + words(at) + " is " +
                    std::string(words_for(operand.kind)) + ".",
                operand.kind == AnswerKind::Section ? "Name a question inside it."
                                                    : "Compare it with =, or name a select question.");
}

bool TypeReview::expect_condition(SyntaxIndex at)
{
    const Operand& operand = (*operands_)[at];
    if (is_text(at) && operand.kind != AnswerKind::Nothing)
        return tell("condition-always-true",
                    words(at) + " stands between quotation marks: any such text counts as true.",
                    "Write true() or false(), or the comparison that is meant.");
    if (at_index(at).operation != Operation::Path || operand.node == no_index || !operand.is_single) return false;
    if (operand.kind == AnswerKind::TruthWord)
        return tell("answer-as-condition", words(at) + " counts as true here even where it says false.",
                    "Write " + words(at) + " = 'true'.");
    return tell("answer-as-condition",
                words(at) + " counts as true here whatever is answered, and even where nothing is.",
                "Write " + words(at) + " != '' to ask whether it is answered, or compare it with an answer.");
}

bool TypeReview::expect_choice(ModelIndex select, std::string_view value, bool as_number)
{
    const ValuesOnOffer* offer = select == no_index ? nullptr : choices_.of(select);
    if (offer == nullptr || offer->has(value)) return false;
    if (as_number && offer->has_number(number_of_text(value))) return false;
    if (findings_.is_full("choice-unknown")) return tell("choice-unknown", {}, {}); // Its words would not be told.
    const std::string name = select == owner_ ? "this question" : findings_.name_of(select);
    std::string help;
    constexpr std::size_t candidates_max = 500, listed_max = 8;
    for (const std::string& candidate : offer->values)
        if (equal_ignoring_ascii_case(candidate, value)) help = "Did you mean " + in_quotes(candidate) + "?";
    // Of a letter or two, everything is a neighbour.
    if (help.empty() && value.size() > 2 && offer->values.size() <= candidates_max)
        if (const auto nearest = nearest_word(value, offer->values)) help = "Did you mean " + in_quotes(*nearest) + "?";
    if (help.empty()) {
        help = "Its choices are ";
        for (std::size_t i = 0; i < std::min(listed_max, offer->values.size()); ++i)
            help += (i > 0 ? ", " : "") + offer->values[i];
        help += offer->values.size() > listed_max ? "…" : ".";
    }
    return tell("choice-unknown", in_quotes(value) + " is no choice of " + name + ": nobody can take it.",
                std::move(help));
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
