// What the cells of one row say.
#include "xlsform/survey_sheet.h"

#include "base/number.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mahalla {

namespace {

/// "yes" and "no" are what people write for conditions that always or never hold.
std::string as_answer(std::string text)
{
    if (text == "true()") return "yes";
    if (text == "false()") return "no";
    return text;
}

/// The cell of parameters separates by these.
bool can_be_parameter(std::string_view value)
{
    return !value.empty() && value.find_first_of(" \t\r\n,;=") == std::string_view::npos && lower_ascii(value) == value;
}

struct ParameterOf {
    std::string_view attribute, types, parameter;
};

/// Attributes of binds and of controls that have a name of their own among a type's parameters.
constexpr std::array parameters_of_binds = {
    ParameterOf{"odk:quality", "audio", "quality"}, ParameterOf{"orx:max-pixels", "image", "max-pixels"},
    ParameterOf{"odk:allow-mock-accuracy", "geopoint geotrace geoshape", "allow-mock-accuracy"}};
constexpr std::array parameters_of_controls = {
    ParameterOf{"start", "range", "start"},
    ParameterOf{"end", "range", "end"},
    ParameterOf{"step", "range", "step"},
    ParameterOf{"odk:tick-interval", "range", "tick_interval"},
    ParameterOf{"odk:placeholder", "range", "placeholder"},
    ParameterOf{"accuracyThreshold", "geopoint", "capture-accuracy"},
    ParameterOf{"unacceptableAccuracyThreshold", "geopoint", "warning-accuracy"},
    ParameterOf{"rows", "text", "rows"}};

std::string_view parameter_for(const auto& table, std::string_view attribute, std::string_view type)
{
    for (const ParameterOf& known : table) {
        if (known.attribute != attribute) continue;
        const std::vector<std::string_view> types = words(known.types);
        if (std::find(types.begin(), types.end(), type) != types.end()) return known.parameter;
    }
    return {};
}

/// A range that its rules let pass: numbers, and a step that leads from the start to the end.
bool is_range_of_workbook(const Control& control)
{
    const auto number = [&](const char* name, double otherwise) {
        const std::string* value = control.attribute(name);
        return value == nullptr ? std::optional(otherwise) : number_from_text(*value);
    };
    const auto start = number("start", 1), end = number("end", 10), step = number("step", 1);
    if (!start || !end || !step || !std::isfinite(*start) || !std::isfinite(*end)) return false;
    return *step != 0 && *step <= std::abs(*end - *start);
}

/// What the type's own bind says, which a row need not say again.
std::string expected_data_type(std::string_view type, const Control* control)
{
    if (control != nullptr && control->is_select()) return control->kind == ControlKind::Rank ? "odk:rank" : "string";
    if (type == "range" && control != nullptr) {
        for (const char* name : {"start", "end", "step", "odk:tick-interval", "odk:placeholder"})
            if (const std::string* value = control->attribute(name); value != nullptr && !integer_from_text(*value))
                return "decimal";
        return "int";
    }
    const QuestionType* known = find_question_type(type == "image" ? "photo" : type);
    return known == nullptr ? std::string() : std::string(known->data_type);
}

} // namespace

void add_parameter(std::string& parameters, std::string_view name, std::string_view value)
{
    if (!parameters.empty()) parameters += ' ';
    parameters.append(name).append("=").append(value);
}

std::string_view text_id_of(std::string_view reference)
{
    constexpr std::string_view begin = "jr:itext('", end = "')";
    if (!reference.starts_with(begin) || !reference.ends_with(end) || reference.size() < begin.size() + end.size())
        return {};
    return reference.substr(begin.size(), reference.size() - begin.size() - end.size());
}

void SurveySheet::write_label(ModelIndex index, const Control& control)
{
    const std::string& nodeset = form_.node(index).nodeset;
    const bool has_label = texts_.put(table_, "label", control.label, owner(index, "The label of " + nodeset));
    const bool has_hint = texts_.put(table_, "hint", control.hint, owner(index, "The hint of " + nodeset));
    const bool makes_its_own = control.appearance == "label";
    // A workbook shows nothing that has no words, and computes without a word what has a calculation.
    const bool is_computed = form_.node(index).bind.calculate.has_value() || !actions_[index].on_change.empty();
    if (has_label || (has_hint && !is_computed) || makes_its_own) return;
    lost(index, "label", "is asked without a word.", "Its name stands for its label; say what is asked.");
    table_.put("label", form_.node(index).name);
}

void SurveySheet::write_bind(ModelIndex index, std::string_view type)
{
    const ModelNode& node = form_.node(index);
    const Bind& bind = node.bind;
    const bool is_section = node.kind != ModelNodeKind::Value;
    const Control* control = is_section ? nullptr : question_of(index);
    const std::string expected = expected_data_type(type, control);
    const bool says_the_same = data_type_of(bind.type) && data_type_of(bind.type) == data_type_of(expected);
    if (!bind.type.empty() && bind.type != expected && !says_the_same) table_.put("bind::type", bind.type);
    table_.put("relevant", as_answer(expression(bind.relevant, index)));
    if (is_section && bind.required)
        lost(index, "required", "is a required group, which has no meaning.", "Require a question in it.");
    else
        table_.put("required", as_answer(expression(bind.required, index)));
    if (type != "note") table_.put("readonly", as_answer(expression(bind.readonly, index)));
    table_.put("constraint", expression(bind.constraint, index));
    table_.put("calculation", expression(bind.calculate, index));
    texts_.put(table_, "required_message", bind.required_message,
               owner(index, "The required_message of " + node.nodeset));
    texts_.put(table_, "constraint_message", bind.constraint_message,
               owner(index, "The constraint_message of " + node.nodeset));
    const QuestionType* known = find_question_type(type);
    if (known == nullptr || known->preload.empty()) {
        table_.put("bind::jr:preload", bind.preload);
        table_.put("bind::jr:preloadParams", bind.preload_parameters);
    }
    table_.put("save_to", save_to(index));
    for (const WrittenAttribute& column : node.columns) table_.put(column.name, column.value);
    for (const ModelIndex attribute : node.attributes)
        table_.put("instance::" + form_.node(attribute).name,
                   references_.written(form_.node(attribute).default_value, index));
    std::string parameters;
    if (is_section)
        for (const WrittenAttribute& attribute : bind.attributes)
            write_bind_attribute(index, type, attribute, parameters);
}

std::string SurveySheet::save_to(ModelIndex index) const
{
    const std::string& property = form_.node(index).bind.save_to;
    if (property.empty() || entity_lists_.size() < 2) return property;
    // With several entities, the property belongs to the one that stands nearest around the question.
    for (ModelIndex around = form_.node(index).parent; around != no_index; around = form_.node(around).parent)
        for (const char* name : {"/meta/entity/@dataset", "/orx:meta/entity/@dataset"})
            if (const ModelIndex dataset = form_.find_node(form_.node(around).nodeset + name); dataset != no_index)
                return form_.node(dataset).default_value + "#" + property;
    return property;
}

void SurveySheet::write_bind_attribute(ModelIndex index, std::string_view type, const WrittenAttribute& attribute,
                                       std::string& parameters)
{
    const std::string_view id = text_id_of(attribute.value);
    if (attribute.name == "jr:noAppErrorString" && !id.empty()) {
        texts_.put(table_, "noAppErrorString", Text::translated(std::string(id)),
                   owner(index, "The noAppErrorString of " + form_.node(index).nodeset));
        return;
    }
    const std::string_view parameter = parameter_for(parameters_of_binds, attribute.name, type);
    if (!parameter.empty() && can_be_parameter(attribute.value))
        add_parameter(parameters, parameter, attribute.value);
    else
        table_.put("bind::" + attribute.name, references_.written(attribute.value, index));
}

void SurveySheet::write_control(ModelIndex index, const Control& control, std::string_view type,
                                std::string& parameters)
{
    table_.put("appearance", references_.written(control.appearance, index));
    write_control_attributes(index, control, type, parameters);
    if (!control.itemset || control.is_select()) return;
    // Ticks with labels, and the places that are shown beside the one asked for.
    const std::vector<std::string> instances = control.itemset->nodeset.references(control.ref).instances;
    const std::string rows = references_.name_of(
        std::string(trimmed(control.itemset->nodeset.text().substr(0, control.itemset->nodeset.text().find('[')))),
        index);
    const std::string source = !instances.empty() ? instances.front() : rows.empty() ? "" : "${" + rows + "}";
    const bool takes_some = type == "range" || type == "geopoint" || type == "geotrace" || type == "geoshape";
    if (source.empty() || !takes_some)
        return lost(index, "parameters", "takes what it shows from where no workbook can.", "That is left out.");
    add_parameter(parameters, type == "range" ? "tick_labelset" : "reference-geometry", source);
    const std::string& nodeset = control.itemset->nodeset.text();
    const std::size_t open = nodeset.find('[');
    if (open == std::string::npos || !nodeset.ends_with(']')) return;
    const std::string inside = nodeset.substr(open + 1, nodeset.size() - open - 2);
    const bool is_of_rows = instances.empty(); // Rows without an answer are left out by themselves.
    if (!is_of_rows || inside != "./" + std::string(trimmed(control.itemset->value.text())) + " != ''")
        table_.put("choice_filter", references_.written(inside, index, true));
}

void SurveySheet::write_control_attributes(ModelIndex index, const Control& control, std::string_view type,
                                           std::string& parameters)
{
    const QuestionType* known = find_question_type(type == "image" ? "photo" : type.starts_with("osm") ? "osm" : type);
    const bool is_lost_range = type == "range" && !is_range_of_workbook(control);
    if (is_lost_range)
        lost(index, "parameters", "has a start, an end or a step that a range of a workbook may not have.",
             "It becomes one from 1 to 10.");
    for (const WrittenAttribute& attribute : control.attributes) {
        if (is_lost_range && !parameter_for(parameters_of_controls, attribute.name, type).empty()) continue;
        if (attribute.name == "mediatype" && known != nullptr && known->media_type == attribute.value) continue;
        const std::string_view parameter = parameter_for(parameters_of_controls, attribute.name, type);
        if (!parameter.empty() && can_be_parameter(attribute.value) &&
            (parameter != "rows" || integer_from_text(attribute.value)))
            add_parameter(parameters, parameter, attribute.value);
        else
            table_.put(attribute.name == "jr:count" ? "repeat_count" : "body::" + attribute.name,
                       references_.written(attribute.value, index));
    }
}

} // namespace mahalla
