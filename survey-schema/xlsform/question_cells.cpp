// What the cells of one row say.
#include "xlsform/survey_sheet.h"

#include "base/number.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

/// "yes" and "no" are what people write for conditions that always or never hold.
std::string as_answer(std::string text)
{
    if (text == "true()") return "yes";
    if (text == "false()") return "no";
    return text;
}

void add_parameter(std::string& parameters, std::string_view name, std::string_view value)
{
    if (!parameters.empty()) parameters += ' ';
    parameters.append(name).append("=").append(value);
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

std::string_view upload_type(std::string_view media_type)
{
    for (const std::string_view type : {"image", "audio", "video", "osm"})
        if (media_type.starts_with(type)) return type;
    return "file";
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

std::string_view text_id_of(std::string_view reference)
{
    constexpr std::string_view begin = "jr:itext('", end = "')";
    if (!reference.starts_with(begin) || !reference.ends_with(end) || reference.size() < begin.size() + end.size())
        return {};
    return reference.substr(begin.size(), reference.size() - begin.size() - end.size());
}

std::string SurveySheet::type_of_shown(ModelIndex index, const Control& control)
{
    const Bind& bind = form_.node(index).bind;
    switch (control.kind) {
    case ControlKind::SelectOne:
        return "select_one";
    case ControlKind::SelectMultiple:
        return "select_multiple";
    case ControlKind::Rank:
        return "rank";
    case ControlKind::Range:
        return "range";
    case ControlKind::Trigger:
        return bind.type.empty() ? "trigger" : "acknowledge";
    case ControlKind::Upload: {
        const std::string* media = control.attribute("mediatype");
        const std::string_view type = upload_type(media == nullptr ? std::string_view() : *media);
        const std::string tags = type == "osm" ? lists_.tags_of(control) : std::string();
        return std::string(type) + (tags.empty() ? "" : " " + tags);
    }
    case ControlKind::Input:
    case ControlKind::Group:
    case ControlKind::Repeat:
        break;
    }
    const Actions& actions = actions_[index];
    const bool is_note = bind.data_type == DataType::String && expression(bind.readonly, index) == "true()" &&
                         !bind.calculate && actions.on_load == nullptr && actions.on_change.empty();
    if (is_note) return "note";
    switch (bind.data_type) {
    case DataType::Integer:
        return "integer";
    case DataType::Decimal:
    case DataType::DateOnly:
    case DataType::TimeOnly:
    case DataType::DateTime:
    case DataType::Geopoint:
    case DataType::Geotrace:
    case DataType::Geoshape:
    case DataType::Barcode:
        return std::string(name_of(bind.data_type));
    case DataType::String:
    case DataType::Boolean:
    case DataType::Binary:
    case DataType::Intent:
        break;
    }
    return "text";
}

std::string SurveySheet::type_of_hidden(ModelIndex index) const
{
    const Bind& bind = form_.node(index).bind;
    const Actions& actions = actions_[index];
    const QuestionType* metadata = find_question_type(bind.preload_parameters);
    if (metadata != nullptr && metadata->preload == bind.preload && !bind.preload.empty())
        return std::string(metadata->name);
    if (actions.on_load != nullptr && actions.on_load->kind == ActionKind::SetGeopoint) return "start-geopoint";
    if (actions.on_load != nullptr && actions.on_load->kind == ActionKind::RecordAudio) return "background-audio";
    if (!actions.on_change.empty() && actions.on_change.front()->kind == ActionKind::SetGeopoint)
        return "background-geopoint";
    const bool is_computed_on_change = !actions.on_change.empty() && actions.on_change.front()->value;
    return bind.calculate || is_computed_on_change ? "calculate" : "hidden";
}

std::string SurveySheet::list_cell(ModelIndex index, const Control& control, std::string& filter,
                                   std::string& parameters)
{
    if (!control.itemset) return lists_.list_of(control);
    std::string_view nodeset = trimmed(control.itemset->nodeset.text());
    if (nodeset.starts_with("randomize(") && nodeset.ends_with(')')) {
        nodeset = trimmed(nodeset.substr(10, nodeset.size() - 11));
        add_parameter(parameters, "randomize", "true");
        // The seed stands behind the last comma outside of the filter.
        const std::size_t comma = nodeset.rfind(','), bracket = nodeset.rfind(']');
        if (comma != std::string_view::npos && (bracket == std::string_view::npos || comma > bracket)) {
            const std::string seed(trimmed(nodeset.substr(comma + 1))), name = references_.name_of(seed, index);
            if (number_from_text(seed) || !name.empty())
                add_parameter(parameters, "seed", name.empty() ? seed : "${" + name + "}");
            else
                lost(index, "parameters", "has an expression as the seed of its order.",
                     "Compute it in a calculate question, and name that: seed=${name}.");
            nodeset = trimmed(nodeset.substr(0, comma));
        }
    }
    const std::size_t open = nodeset.find('[');
    const bool has_filter = open != std::string_view::npos && nodeset.ends_with(']');
    const std::string_view base = trimmed(nodeset.substr(0, open));
    const std::string_view inside =
        has_filter ? nodeset.substr(open + 1, nodeset.size() - open - 2) : std::string_view();
    const std::string value(trimmed(control.itemset->value.text())), label(trimmed(control.itemset->label.text()));
    const auto put_columns = [&](std::string_view usual_value, std::string_view usual_label) {
        if (value != usual_value) add_parameter(parameters, "value", value);
        if (label != usual_label) add_parameter(parameters, "label", label);
    };

    constexpr std::string_view begin = "instance(", end = ")/root/item";
    if (base.starts_with(begin) && base.ends_with(end) && base.size() > begin.size() + end.size() + 2) {
        const std::string id(base.substr(begin.size() + 1, base.size() - begin.size() - end.size() - 2));
        const SecondaryInstance* instance = form_.find_instance(id);
        if (instance != nullptr) filter = references_.written(inside, index, true);
        if (instance != nullptr && !instance->content) {
            const std::string ending =
                instance->source.substr(std::min(instance->source.rfind('.'), instance->source.size()));
            const bool is_geojson = ending == ".geojson";
            put_columns(is_geojson ? "id" : "name", is_geojson ? "title" : "label");
            return id + (is_geojson || ending == ".csv" ? ending : ".xml");
        }
        if (instance != nullptr && lists_.holds(*instance)) {
            if (value != "name" || (label != "label" && label != "jr:itext(itextId)"))
                lost(index, "type", "stores or shows other columns of its list than name and label.",
                     "Call the columns of “" + id + "” so.");
            return id;
        }
    }
    // Rows of a repeat as choices: the path ends with the question that is shown.
    const std::string name = references_.name_of(std::string(base) + "/" + value, index);
    const ModelIndex target = form_.find_node(std::string(base) + "/" + value);
    if (!name.empty() || target != no_index) {
        const std::string reference = name.empty() ? std::string(form_.node(target).local_name()) : name;
        if (value != label)
            lost(index, "type", "shows another question of the rows than it stores.", "It shows the stored one.");
        if (inside != "./" + value + " != ''") filter = references_.written(inside, index, true);
        return "${" + reference + "}";
    }
    lost(index, "type", "takes its choices from where no workbook can: " + std::string(base), "It is written as text.");
    filter.clear();
    parameters.clear();
    return {};
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
    if (source.empty())
        lost(index, "parameters", "takes what it shows from where no workbook can.", "That is left out.");
    else
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
    for (const WrittenAttribute& attribute : control.attributes) {
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

} // namespace mahalla
