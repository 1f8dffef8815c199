#include "session/choices.h"

#include "base/text.h"
#include "form/external_choices.h"
#include "session/table_choices.h"
#include "session/texts.h"

#include <unordered_set>

namespace mahalla {

namespace {

const Control* control_of(LiveEvaluator& evaluator, NodeIndex node)
{
    const ProgramNode& program = evaluator.program().node(evaluator.tree().model(node));
    if (!program.is_select()) return nullptr;
    return &evaluator.program().form().control(program.control);
}

bool searches(LiveEvaluator& evaluator, NodeIndex node)
{
    return evaluator.program().node(evaluator.tree().model(node)).search != nullptr;
}

/// A list without a seed is shuffled once a question and then stays.
std::uint64_t seed_of(NodeIndex node) { return 0x6d6168616c6c61ULL + node; }

NodeSet items_of(LiveEvaluator& evaluator, NodeIndex node)
{
    const ProgramNode& program = evaluator.program().node(evaluator.tree().model(node));
    if (!program.itemset_nodes) return {};
    const LiveEvaluator::FixedChance chance(evaluator, seed_of(node));
    return evaluator.nodes(*program.itemset_nodes, node).value_or(NodeSet());
}

/// An item is a row of the control's itemset, or of the table of external choices.
std::string value_of(LiveEvaluator& evaluator, const Control& control, NodeRef item, NodeIndex node)
{
    if (control.itemset) return evaluator.text_at(control.itemset->value, item, node).value_or(std::string());
    NameTest name;
    name.local = "name";
    const NodeIndex cell = item.source->first_child_element(item.node, name);
    return cell == no_node ? std::string() : string_value({item.source, cell});
}

std::string label_of(LiveEvaluator& evaluator, const Control& control, NodeRef item, NodeIndex node)
{
    if (!control.itemset) return label_of_external_choice(evaluator, item);
    return evaluator.text_at(control.itemset->label, item, node).value_or(std::string());
}

void add_media(LiveEvaluator& evaluator, const ProgramNode& program, NodeRef item, NodeIndex node, ChoiceState& choice)
{
    const FormDefinition& form = evaluator.program().form();
    const auto id = evaluator.text_at(*program.choice_text_id, item, node);
    const TranslatedText* text = id ? form.find_translation(*id) : nullptr;
    if (!text) return;
    const auto media = [&](std::string_view kind) {
        return words_of_parts(evaluator, form.parts_of(*text, evaluator.language(), kind), node);
    };
    choice.image = media("image");
    choice.audio = media("audio");
    choice.video = media("video");
    choice.big_image = media("big-image");
}

/// Calls `visit` with every value on offer until it says that it has seen enough.
void for_each_value(LiveEvaluator& evaluator, NodeIndex select, const std::function<bool(const std::string&)>& visit)
{
    const Control* control = control_of(evaluator, select);
    if (!control) return;
    if (searches(evaluator, select)) {
        for (const ChoiceState& choice : choices_of(evaluator, select))
            if (!visit(choice.value)) return;
        return;
    }
    for (const Choice& choice : control->choices)
        if (!visit(choice.value)) return;
    for (const NodeRef item : items_of(evaluator, select))
        if (!visit(value_of(evaluator, *control, item, select))) return;
}

/// The choices as the form lists them, before a search puts rows of a file into their places.
std::vector<ChoiceState> listed_choices(LiveEvaluator& evaluator, const Control& control, NodeIndex node)
{
    std::vector<ChoiceState> choices;
    for (const Choice& choice : control.choices) {
        const auto words = [&](std::string_view form) { return words_of(evaluator, choice.label, node, form); };
        choices.push_back(
            {choice.value, words({}), words("image"), words("audio"), words("video"), words("big-image")});
    }
    const ProgramNode& program = evaluator.program().node(evaluator.tree().model(node));
    const NodeSet items = items_of(evaluator, node);
    choices.reserve(items.size());
    for (const NodeRef item : items) {
        ChoiceState choice;
        choice.value = value_of(evaluator, control, item, node);
        choice.label = label_of(evaluator, control, item, node);
        if (program.choice_text_id) add_media(evaluator, program, item, node, choice);
        choices.push_back(std::move(choice));
    }
    return choices;
}

} // namespace

std::vector<ChoiceState> choices_of(LiveEvaluator& evaluator, NodeIndex node)
{
    const Control* control = control_of(evaluator, node);
    if (!control) return {};
    std::vector<ChoiceState> listed = listed_choices(evaluator, *control, node);
    return searches(evaluator, node) ? searched_choices(evaluator, node, std::move(listed)) : listed;
}

std::optional<std::string> label_of_choice(LiveEvaluator& evaluator, NodeIndex select, std::string_view value)
{
    const Control* control = control_of(evaluator, select);
    if (!control) return std::nullopt;
    if (searches(evaluator, select)) {
        for (const ChoiceState& choice : choices_of(evaluator, select))
            if (choice.value == value) return choice.label;
        return std::nullopt;
    }
    for (const Choice& choice : control->choices)
        if (choice.value == value) return words_of(evaluator, choice.label, select);
    for (const NodeRef item : items_of(evaluator, select))
        if (value_of(evaluator, *control, item, select) == value) return label_of(evaluator, *control, item, select);
    return std::nullopt;
}

std::string offered_of(LiveEvaluator& evaluator, NodeIndex select, std::string_view chosen)
{
    if (has_unknown_choices(evaluator, select)) return std::string(chosen);
    // The value of a single choice may hold spaces; several are kept apart by them.
    const Control* control = control_of(evaluator, select);
    const bool single = control->kind != ControlKind::SelectMultiple && control->kind != ControlKind::Rank;
    const auto values = single ? std::vector<std::string_view>{chosen} : words(chosen);
    std::unordered_set<std::string_view> missing(values.begin(), values.end());
    for_each_value(evaluator, select, [&](const std::string& value) {
        missing.erase(value);
        return !missing.empty();
    });
    std::vector<std::string> offered;
    for (const std::string_view value : values)
        if (!missing.contains(value)) offered.emplace_back(value);
    return joined(offered, " ");
}

bool has_unknown_choices(LiveEvaluator& evaluator, NodeIndex select)
{
    const Control* control = control_of(evaluator, select);
    if (!control) return true;
    const ProgramNode& program = evaluator.program().node(evaluator.tree().model(select));
    if (program.search) return !has_searched_table(evaluator, select);
    if (find_search_call(control->appearance)) return true; // one that cannot be run
    if (control->attribute("query"))
        return !program.itemset_nodes ||
               (!evaluator.program().external_choices() && !evaluator.has_external_instance(external_choices_file));
    if (!control->itemset) return control->choices.empty();
    const FormDefinition& form = evaluator.program().form();
    for (const std::string& id : program.itemset_instances) {
        const SecondaryInstance* instance = form.find_instance(id);
        if (instance && !instance->content && !evaluator.has_external_instance(id)) return true;
    }
    return false;
}

} // namespace mahalla
