#include "random_steps.h"

#include <vector>

namespace mahalla::test {

std::string everything(const FormSession& session)
{
    std::string text;
    for (const NodeState& state : session.states()) {
        text += state.ref + " = " + state.value;
        // What is calculated while nobody reads it may be older or newer: it is worked out when somebody does.
        if (state.relevant || state.type != NodeType::Value) text += " typed " + state.typed;
        if (!state.relevant) text += ", not relevant";
        if (state.readonly) text += ", readonly";
        if (state.required) text += ", required";
        if (state.violation) text += std::string(", ") + name_of(*state.violation);
        if (state.count > 0) text += ", rows " + std::to_string(state.count);
        if (!state.label.empty()) text += ", " + state.label;
        for (const ChoiceState& choice : state.choices) text += " [" + choice.value + ' ' + choice.label + ']';
        text += '\n';
    }
    return text;
}

RandomStep take_random_step(FormSession& session, Random& random)
{
    static const char* const values[] = {"0", "1", "2", "3", "a", "b", "b c", "word", "2026-11-21", "1.5", ""};
    std::vector<NodeState> questions, series, rows;
    for (NodeState& state : session.states()) {
        if (state.type == NodeType::Repeat)
            series.push_back(std::move(state));
        else if (state.type == NodeType::RepeatInstance)
            rows.push_back(std::move(state));
        else if (state.type != NodeType::Value && state.type != NodeType::Group && state.type != NodeType::Root)
            questions.push_back(std::move(state));
    }
    const auto draw = [&](const std::vector<NodeState>& list) { return list[random.below(list.size())]; };
    RandomStep step;
    const auto kind = random.below(10);
    if (kind == 0 && !series.empty()) {
        const NodeState chosen = draw(series);
        step.words = "add to " + chosen.ref;
        step.done = session.add_repeat(chosen.ref).has_value();
    } else if (kind == 1 && !rows.empty()) {
        const NodeState chosen = draw(rows);
        step.words = "remove " + chosen.ref;
        step.done = session.remove_repeat(chosen.ref).has_value();
    } else if (!questions.empty()) {
        const NodeState chosen = draw(questions);
        std::string value = values[random.below(std::size(values))];
        if (!chosen.choices.empty() && random.below(4) > 0)
            value = chosen.choices[random.below(chosen.choices.size())].value;
        step.words = "answer " + chosen.ref + " = " + value;
        step.answered = session.find(chosen.ref);
        step.done = session.answer(chosen.ref, value).has_value();
    }
    return step;
}

} // namespace mahalla::test
