#include "review/answer_kind.h"

namespace mahalla {

namespace {

/// Numbers are often asked for as texts, for their leading zeros; such questions say so in one way or another.
bool is_meant_as_number(const ModelNode& node, const Control& control)
{
    if (control.has_appearance("numbers")) return true;
    if (!node.bind.constraint) return false;
    const std::string& constraint = node.bind.constraint->text();
    for (const char* call : {"regex", "number", "int", "<", ">"})
        if (constraint.find(call) != std::string::npos) return true;
    return false;
}

AnswerKind kind_of_control(const FormDefinition& form, const ModelNode& node, ControlIndex index)
{
    const Control& control = form.control(index);
    switch (control.kind) {
    case ControlKind::SelectOne:
        return AnswerKind::OneChoice;
    case ControlKind::SelectMultiple:
    case ControlKind::Rank:
        return AnswerKind::SomeChoices;
    case ControlKind::Range:
        return AnswerKind::Number;
    case ControlKind::Trigger:
        return AnswerKind::Tick;
    case ControlKind::Upload:
        return AnswerKind::File;
    case ControlKind::Input: {
        const Bind& bind = node.bind;
        if (bind.data_type != DataType::String) return kind_of(bind.data_type);
        // `query` makes it a select over a table beside the form.
        const bool typed_by_a_person = !bind.calculate && !bind.readonly && bind.preload.empty() &&
                                       node.default_value.empty() && control.attribute("query") == nullptr;
        return typed_by_a_person && !is_meant_as_number(node, control) ? AnswerKind::FreeText : AnswerKind::Unknown;
    }
    case ControlKind::Group:
    case ControlKind::Repeat:
        break;
    }
    return AnswerKind::Unknown;
}

} // namespace

std::string_view words_for(AnswerKind kind)
{
    switch (kind) {
    case AnswerKind::Unknown:
        break;
    case AnswerKind::Nothing:
        return "always empty";
    case AnswerKind::Boolean:
        return "true or false";
    case AnswerKind::TruthWord:
        return "the word true or false";
    case AnswerKind::Number:
        return "a number";
    case AnswerKind::Words:
        return "a text";
    case AnswerKind::FreeText:
        return "whatever a person types";
    case AnswerKind::DateLike:
        return "a date";
    case AnswerKind::TimeOfDay:
        return "a time of day";
    case AnswerKind::OneChoice:
        return "one choice";
    case AnswerKind::SomeChoices:
        return "a list of choices";
    case AnswerKind::Point:
        return "a position";
    case AnswerKind::Shape:
        return "a line or an area";
    case AnswerKind::File:
        return "a file";
    case AnswerKind::Tick:
        return "“OK” or empty";
    case AnswerKind::Section:
        return "a group or repeat";
    }
    return "unknown";
}

AnswerKind kind_of(DataType type)
{
    switch (type) {
    case DataType::String:
    case DataType::Barcode:
    case DataType::Intent:
    case DataType::Boolean:
        return AnswerKind::Unknown;
    case DataType::Integer:
    case DataType::Decimal:
        return AnswerKind::Number;
    case DataType::DateOnly:
    case DataType::DateTime:
        return AnswerKind::DateLike;
    case DataType::TimeOnly:
        return AnswerKind::TimeOfDay;
    case DataType::Geopoint:
        return AnswerKind::Point;
    case DataType::Geotrace:
    case DataType::Geoshape:
        return AnswerKind::Shape;
    case DataType::Binary:
        return AnswerKind::File;
    }
    return AnswerKind::Unknown;
}

AnswerKinds::AnswerKinds(const FormDefinition& form) : form_(form), kinds_(form.nodes().size(), AnswerKind::Unknown)
{
    std::vector<bool> is_set_by_action(form.nodes().size());
    for (const Action& action : form.actions())
        if (action.node != no_index) is_set_by_action[action.node] = true;
    for (ModelIndex index = 0; index < kinds_.size(); ++index) {
        const ModelNode& node = form.node(index);
        if (node.kind == ModelNodeKind::Group || node.kind == ModelNodeKind::Repeat) {
            kinds_[index] = AnswerKind::Section;
            continue;
        }
        const auto controls = form.controls_of(index);
        kinds_[index] = controls.empty() ? kind_of(node.bind.data_type) : kind_of_control(form, node, controls.front());
        if (kinds_[index] == AnswerKind::FreeText && is_set_by_action[index]) kinds_[index] = AnswerKind::Unknown;
    }
}

void AnswerKinds::note_calculation(ModelIndex node, AnswerKind value)
{
    if (kinds_[node] != AnswerKind::Unknown || !form_.controls_of(node).empty()) return;
    if (form_.node(node).bind.data_type != DataType::String) return;
    const bool is_sure = value == AnswerKind::Boolean || value == AnswerKind::Number || value == AnswerKind::Words ||
                         value == AnswerKind::DateLike;
    if (is_sure) kinds_[node] = value == AnswerKind::Boolean ? AnswerKind::TruthWord : value;
}

} // namespace mahalla
