// What a form does by itself: defaults that are computed, triggers, what begins with the record.
#include "xlsform/survey_sheet.h"

#include "base/text.h"

namespace mahalla {

void SurveySheet::sort_actions()
{
    for (const Action& action : form_.actions()) {
        if (action.node == no_index || is_metadata(form_, action.node)) continue;
        Actions& of_node = actions_[action.node];
        if (action.target) {
            lost(action.node, "", "is set by an action in certain rows only.", "The action is left out.");
            continue;
        }
        for (const FormEvent event : action.events) {
            const bool is_question = action.control != no_index && !form_.control(action.control).is_structure();
            if (event == FormEvent::ValueChanged && is_question) {
                of_node.on_change.push_back(&action);
                continue;
            }
            const bool begins = event == FormEvent::FirstLoad ||
                                (event == FormEvent::InstanceLoad && action.kind == ActionKind::RecordAudio);
            const Action*& place = begins ? of_node.on_load : of_node.on_new_row;
            const bool is_known = begins || event == FormEvent::NewRepeat;
            if (is_known && place == nullptr)
                place = &action;
            else
                lost(action.node, "",
                     is_known ? "is set twice by the event " + std::string(name_of(event)) + "."
                              : "is set by the event " + std::string(name_of(event)) + ", which no column names.",
                     "The action is left out.");
        }
    }
}

void SurveySheet::write_default(ModelIndex index, std::string_view type)
{
    const ModelNode& node = form_.node(index);
    const Actions& actions = actions_[index];
    const bool in_repeat = form_.repeat_around(index) != no_index;
    const Action* action = actions.on_load != nullptr ? actions.on_load : actions.on_new_row;
    if (action == nullptr || action->kind != ActionKind::SetValue) {
        std::string value = node.default_value;
        constexpr std::string_view pictures = "jr://images/";
        if (type == "image" && value.starts_with(pictures)) value.erase(0, pictures.size());
        // Words that look like an expression would be computed, unless they are none after all.
        const bool would_be_computed = is_dynamic_default(value, type) &&
                                       (value.find_first_of("($") != std::string::npos || Expression::parse(value));
        if (would_be_computed) {
            const char quote = value.find('\'') == std::string::npos ? '\'' : '"';
            if (value.find(quote) != std::string::npos)
                lost(index, "default", "begins with an answer that holds both kinds of quotation marks.",
                     "It is left out.");
            else
                table_.put("default", "string(" + (quote + value + quote) + ")");
            return;
        }
        table_.put("default", value);
        return;
    }
    if (!node.default_value.empty())
        lost(index, "default", "begins with an answer and has one computed as well.", "The computed one is written.");
    if (actions.on_load == nullptr)
        lost(index, "default", "has an answer computed in new rows, but not in the first.",
             "A workbook computes it in all of them.");
    if (in_repeat && actions.on_new_row == nullptr)
        lost(index, "default", "has an answer computed in the first rows, but not in new ones.",
             "A workbook computes it in all of them.");
    std::string value = action->value ? references_.written(action->value->text(), index) : action->text;
    if (action->value && !is_dynamic_default(value, type)) value = "string(" + value + ")";
    table_.put("default", value);
}

void SurveySheet::write_trigger(ModelIndex index)
{
    std::string triggers;
    const Action* first = nullptr;
    for (const Action* action : actions_[index].on_change) {
        const ModelIndex question = form_.control(action->control).node;
        const std::string name = references_.name_of(form_.node(question).nodeset, no_index);
        const auto value_of = [&](const Action& a) {
            return a.value          ? references_.written(a.value->text(), form_.control(a.control).node)
                   : a.text.empty() ? std::string()
                                    : "string('" + a.text + "')";
        };
        const bool says_the_same =
            first == nullptr || (first->kind == action->kind && value_of(*first) == value_of(*action));
        if (name.empty() || !says_the_same || form_.node(index).bind.calculate) {
            lost(index, "trigger", "is set when " + form_.node(question).nodeset + " changes.",
                 name.empty() ? "Only a question whose name is the only one of its kind can be a trigger."
                              : "A row has one calculation; that of this action is left out.");
            continue;
        }
        triggers += (first == nullptr ? "${" : ", ${") + name + "}";
        if (first == nullptr) table_.put("calculation", value_of(*action));
        first = action;
    }
    table_.put("trigger", triggers);
}

void SurveySheet::add_recording_quality(ModelIndex index, std::string& parameters)
{
    const std::string* quality = find_attribute(actions_[index].on_load->attributes, "odk:quality");
    if (quality == nullptr) return;
    if (*quality == "voice-only" || *quality == "low" || *quality == "normal")
        add_parameter(parameters, "quality", *quality);
    else
        lost(index, "parameters", "is recorded in a quality that no parameter names: " + *quality + ".",
             "The device's own is taken.");
}

} // namespace mahalla
