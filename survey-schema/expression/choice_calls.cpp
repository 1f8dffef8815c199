// if, selections, checklists, choice names and translations.
#include "expression/evaluator.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mahalla {

namespace {

/// Takes the first word off a list of words; empty where none is left.
std::string_view next_word(std::string_view& list)
{
    std::size_t begin = 0;
    while (begin < list.size() && is_white(list[begin])) ++begin;
    std::size_t end = begin;
    while (end < list.size() && !is_white(list[end])) ++end;
    const std::string_view word = list.substr(begin, end - begin);
    list.remove_prefix(end);
    return word;
}

bool is_selected(std::string_view list, std::string_view wanted)
{
    wanted = trimmed(wanted);
    if (wanted.empty()) return trimmed(list).empty();
    for (std::string_view word = next_word(list); !word.empty(); word = next_word(list))
        if (word == wanted) return true;
    return false;
}

} // namespace

Value Evaluator::choice_call(const SyntaxNode& node, const Focus& focus)
{
    std::string storage, second_storage;
    switch (node.function.as<ChoiceFunction>()) {
    case ChoiceFunction::If:
        return value(argument(node, boolean(argument(node, 0), focus) ? 1 : 2), focus);
    case ChoiceFunction::Depend:
        return value(argument(node, 0), focus);
    case ChoiceFunction::BooleanFromString: {
        const std::string_view given = text(argument(node, 0), focus, storage);
        return given == "1" || given == "true";
    }
    case ChoiceFunction::Checklist:
        return checklist(node, focus);
    case ChoiceFunction::WeightedChecklist:
        return weighted_checklist(node, focus);
    case ChoiceFunction::Selected: {
        const std::string_view list = text(argument(node, 0), focus, storage);
        return is_selected(list, text(argument(node, 1), focus, second_storage));
    }
    case ChoiceFunction::SelectedAt: {
        std::string_view list = text(argument(node, 0), focus, storage);
        const double at = std::trunc(number(argument(node, 1), focus));
        if (!(at >= 0)) return "";
        std::string_view word = next_word(list);
        for (double position = 0; position < at && !word.empty(); ++position) word = next_word(list);
        return std::string(word);
    }
    case ChoiceFunction::CountSelected: {
        std::string_view list = text(argument(node, 0), focus, storage);
        double count = 0;
        while (!next_word(list).empty()) ++count;
        return count;
    }
    case ChoiceFunction::ChoiceName:
        return environment_
            .choice_label(text(argument(node, 0), focus, storage), text(argument(node, 1), focus, second_storage),
                          focus.node)
            .value_or(std::string());
    case ChoiceFunction::Itext:
        return environment_.translate(text(argument(node, 0), focus, storage)).value_or(std::string());
    default:
        return {};
    }
}

namespace {

/// -1 as the most means no limit.
bool lies_between(double sum, double least, double most) { return sum >= least && (most == -1 || sum <= most); }

} // namespace

/// The truth of each value of an argument: that of the text for each node of a set.
std::vector<bool> Evaluator::truths_of(const Value& given)
{
    if (given.kind() != ValueKind::Nodes) return {given.to_boolean()};
    std::vector<bool> truths;
    std::string storage;
    for (const NodeRef node : given.nodes()) truths.push_back(!text_of(node, storage).empty());
    return truths;
}

bool Evaluator::checklist(const SyntaxNode& node, const Focus& focus)
{
    double fulfilled = 0;
    for (std::size_t i = 2; i < node.count; ++i)
        for (const bool truth : truths_of(value(argument(node, i), focus))) fulfilled += truth ? 1 : 0;
    return lies_between(fulfilled, number(argument(node, 0), focus), number(argument(node, 1), focus));
}

bool Evaluator::weighted_checklist(const SyntaxNode& node, const Focus& focus)
{
    double sum = 0;
    for (std::size_t i = 2; i + 1 < node.count; i += 2) {
        const std::vector<bool> truths = truths_of(value(argument(node, i), focus));
        const Value weight = value(argument(node, i + 1), focus);
        const bool weight_each = weight.kind() == ValueKind::Nodes;
        for (std::size_t k = 0; k < truths.size(); ++k) {
            if (weight_each && k >= weight.nodes().size()) break;
            if (truths[k]) sum += weight_each ? number_of(weight.nodes()[k]) : number_of(weight);
            if (!weight_each) break; // A weight that is one number is that of the first node alone.
        }
    }
    return lies_between(sum, number(argument(node, 0), focus), number(argument(node, 1), focus));
}

} // namespace mahalla
