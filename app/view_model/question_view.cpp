#include "view_model/question_view.h"

#include "base/number.h"
#include "base/text.h"
#include "form/form_definition.h"

#include <algorithm>

namespace mahalla {

namespace {

/// The form's control for a node of a session: the node's ref without positions is its nodeset.
const Control* control_of(const FormDefinition& form, std::string_view ref)
{
    std::string nodeset;
    for (std::size_t i = 0; i < ref.size(); ++i) {
        if (ref[i] == '[') {
            i = ref.find(']', i);
            if (i == std::string_view::npos) break;
        } else {
            nodeset += ref[i];
        }
    }
    const ModelIndex node = form.find_node(nodeset);
    if (node == no_index || form.controls_of(node).empty()) return nullptr;
    return &form.control(form.controls_of(node).front());
}

bool has_word(std::string_view appearance, std::string_view wanted)
{
    const auto all = words(appearance);
    return std::find(all.begin(), all.end(), wanted) != all.end();
}

QuestionKind kind_of_input(const NodeState& state)
{
    const std::string& type = state.value_type;
    if (type == "int" || type == "integer") return QuestionKind::Integer;
    if (type == "decimal") return QuestionKind::Decimal;
    if (type == "date") return QuestionKind::Day;
    if (type == "geopoint") return QuestionKind::Position;
    if (type == "time" || type == "dateTime" || type == "geotrace" || type == "geoshape") return QuestionKind::Text;
    return has_word(state.appearance, "multiline") ? QuestionKind::LongText : QuestionKind::Text;
}

QuestionKind kind_of_select(const NodeState& state, const Control* control)
{
    if (control != nullptr && control->kind == ControlKind::SelectMultiple) return QuestionKind::SelectMultiple;
    bool opens = state.choices.size() > choices_in_sight_max;
    for (const std::string_view word : {"minimal", "autocomplete", "search", "autocomplete_chars"})
        opens = opens || has_word(state.appearance, word);
    return opens ? QuestionKind::SelectOneOfMany : QuestionKind::SelectOne;
}

QuestionKind kind_of(const NodeState& state, const Control* control)
{
    switch (state.type) {
    case NodeType::Note:
        return QuestionKind::Note;
    case NodeType::Input:
        return kind_of_input(state);
    case NodeType::Select:
        return kind_of_select(state, control);
    case NodeType::Rank:
        return instrument_of_rank(state.appearance).kind == Instrument::Kind::PairwiseRanking
                   ? QuestionKind::PairwiseRanking
                   : QuestionKind::Ranking;
    case NodeType::Range:
        return QuestionKind::Range;
    case NodeType::Trigger:
        return QuestionKind::Acknowledge;
    case NodeType::Upload:
        return QuestionKind::Unsupported;
    case NodeType::Root:
    case NodeType::Group:
    case NodeType::Repeat:
    case NodeType::RepeatInstance:
    case NodeType::Value:
        return QuestionKind::Unsupported;
    }
    return QuestionKind::Unsupported;
}

double number_attribute(const Control* control, std::string_view name, double fallback)
{
    const std::string* text = control == nullptr ? nullptr : control->attribute(name);
    return text == nullptr ? fallback : number_from_text(*text).value_or(fallback);
}

} // namespace

QuestionView question_view(const FormSession& session, const NodeState& state, bool show_missing)
{
    const Control* control = control_of(session.form(), state.ref);
    QuestionView view;
    view.ref = state.ref;
    view.kind = kind_of(state, control);
    view.label = state.label;
    view.hint = state.hint;
    view.value = state.typed;
    view.choices = state.choices;
    view.required = state.required;
    view.readonly = state.readonly;
    if (state.violation && (*state.violation != Violation::Required || show_missing)) view.problem = state.message;
    if (view.kind == QuestionKind::Range) {
        view.range_start = number_attribute(control, "start", 1);
        view.range_end = number_attribute(control, "end", 10);
        view.range_step = number_attribute(control, "step", 1);
    }
    return view;
}

QuestionView piling_view(const FormSession& session, SessionNode group, const NodeState& state, int counters)
{
    QuestionView view;
    view.ref = state.ref;
    view.kind = QuestionKind::Piling;
    view.label = state.label;
    view.hint = state.hint;
    view.counters = counters;
    view.readonly = state.readonly;
    for (const SessionNode child : session.children(group)) {
        const NodeState item = session.state(child);
        if (!item.relevant || item.type != NodeType::Input) continue;
        const auto count = integer_from_text(item.value);
        view.items.push_back(
            {item.ref, item.label, static_cast<int>(std::clamp<long long>(count.value_or(0), 0, counters))});
        if (item.violation && view.problem.empty()) view.problem = item.message;
    }
    return view;
}

} // namespace mahalla
