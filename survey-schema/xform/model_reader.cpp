#include "xform/model_reader.h"

#include "base/text.h"
#include "xform/text_reader.h"

#include <array>

namespace mahalla {

namespace {

std::string root_nodeset(XFormContext& context) { return "/" + context.draft().nodes.front().name; }

struct BindReader {
    XFormContext& context;
    NodeIndex element;
    const std::string& nodeset;
    Bind& bind;

    void take_expression(std::string_view name, std::string_view value, std::optional<Expression>& place)
    {
        const Purpose purpose(name, nodeset);
        std::optional<Expression> read = name == "calculate" ? context.calculation(value, element, purpose)
                                                             : context.expression(value, element, purpose);
        if (read) place = std::move(read);
    }

    /// Takes the attribute where it is one that a bind has a place for.
    bool take(std::string_view local, std::string_view uri, std::string_view value)
    {
        if (uri.empty()) return take_plain(local, value);
        if (uri == javarosa_namespace) return take_javarosa(local, value);
        if (uri == entities_namespace && local == "saveto") {
            bind.save_to = value;
            return true;
        }
        return false;
    }

    bool take_plain(std::string_view local, std::string_view value)
    {
        if (local == "nodeset" || local == "id") return true;
        if (local == "type") {
            bind.type = value;
            const std::optional<DataType> type = data_type_of(trimmed(value));
            bind.data_type = type.value_or(DataType::String);
            if (!type && !trimmed(value).empty())
                context.warning(element, "bind-type-unknown", nodeset + " has the unknown type “" + bind.type + "”.",
                                "It is read as text; use one of string, int, decimal, date, time, dateTime, geopoint, "
                                "geotrace, geoshape, binary, barcode.");
            return true;
        }
        const std::array<std::pair<std::string_view, std::optional<Expression>*>, 5> expressions = {
            {{"relevant", &bind.relevant},
             {"required", &bind.required},
             {"readonly", &bind.readonly},
             {"constraint", &bind.constraint},
             {"calculate", &bind.calculate}}};
        for (const auto& [name, place] : expressions)
            if (local == name) {
                take_expression(name, value, *place);
                return true;
            }
        return false;
    }

    bool take_javarosa(std::string_view local, std::string_view value)
    {
        if (local == "requiredMsg")
            bind.required_message = read_message(value);
        else if (local == "constraintMsg")
            bind.constraint_message = read_message(value);
        else if (local == "preload")
            bind.preload = value;
        else if (local == "preloadParams")
            bind.preload_parameters = value;
        else
            return false;
        return true;
    }
};

/// `/data/person[position() = 1]/age` as `/data/person/age`.
std::string without_predicates(std::string_view path)
{
    std::string result;
    std::size_t depth = 0;
    char quote = 0;
    for (const char c : path) {
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '[') {
            ++depth;
        } else if (c == ']' && depth > 0) {
            --depth;
        } else if (depth == 0) {
            result += c;
        } else if (c == '\'' || c == '"') {
            quote = c;
        }
    }
    return result;
}

void read_target(XFormContext& context, NodeIndex element, const std::string& nodeset, Action& action)
{
    const std::string_view path = context.attribute(element, "ref");
    action.ref = context.resolved(without_predicates(path), nodeset);
    if (path.find('[') != std::string_view::npos)
        action.target = context.expression(path, element, "target of an action");
}

} // namespace

void read_bind(XFormContext& context, NodeIndex element)
{
    const Document& document = context.document();
    const std::string nodeset = context.resolved(context.attribute(element, "nodeset"), root_nodeset(context));
    if (const std::string_view id = context.attribute(element, "id"); !id.empty())
        context.bind_by_id.emplace(id, nodeset);
    const ModelIndex index = context.find_node(nodeset);
    if (index == no_index) {
        context.warning(element, "bind-without-node", "A bind names " + nodeset + ", which is not in the form.",
                        "Take the bind out, or correct its nodeset.");
        return;
    }
    BindReader reader{context, element, nodeset, context.draft().nodes[index].bind};
    for (NodeIndex a = document.first_attribute(element); a != no_node; a = document.next_attribute(a))
        if (!reader.take(document.local_name(a), document.namespace_uri(a), document.text(a)))
            reader.bind.attributes.push_back({context.written_name(a), std::string(document.text(a))});
}

void read_submission_settings(XFormContext& context, NodeIndex element)
{
    SubmissionSettings& settings = context.draft().settings.submission;
    settings.url = context.attribute(element, "action");
    settings.method = context.attribute(element, "method");
    settings.public_key = context.attribute(element, "base64RsaPublicKey");
    settings.auto_send = context.attribute(element, "auto-send", openrosa_namespace);
    settings.auto_delete = context.attribute(element, "auto-delete", openrosa_namespace);
    settings.attributes = context.other_attributes(element, [](std::string_view local, std::string_view uri) {
        if (uri == openrosa_namespace) return local == "auto-send" || local == "auto-delete";
        return uri.empty() && (local == "action" || local == "method" || local == "base64RsaPublicKey");
    });
    if (!settings.method.empty() && settings.method != "post" && settings.method != "form-data-post")
        context.warning(element, "submission-method-unknown",
                        "The submission method “" + settings.method + "” is unknown.", "Use “post”.");
}

bool is_action(const XFormContext& context, NodeIndex element)
{
    return context.is(element, "setvalue") || context.is(element, "setgeopoint") || context.is(element, "recordaudio");
}

void read_action(XFormContext& context, NodeIndex element, ControlIndex control, const std::string& nodeset)
{
    const Document& document = context.document();
    Action action;
    action.control = control;
    if (context.is(element, "setgeopoint")) action.kind = ActionKind::SetGeopoint;
    if (context.is(element, "recordaudio")) action.kind = ActionKind::RecordAudio;

    const auto is_event = [](std::string_view local, std::string_view uri) {
        return local == "event" && (uri.empty() || uri == "http://www.w3.org/2001/xml-events");
    };
    for (NodeIndex a = document.first_attribute(element); a != no_node; a = document.next_attribute(a)) {
        if (!is_event(document.local_name(a), document.namespace_uri(a))) continue;
        for (const std::string_view name : words(document.text(a))) {
            const std::optional<FormEvent> event = form_event_of(name);
            if (event)
                action.events.push_back(*event);
            else
                context.error(
                    element, "event-unknown", "There is no event “" + std::string(name) + "”.",
                    "Use odk-instance-first-load, odk-instance-load, odk-new-repeat or xforms-value-changed.");
        }
        if (action.events.empty()) return; // what is wrong has been said
    }

    const std::string_view bind = context.attribute(element, "bind");
    if (const auto found = context.bind_by_id.find(std::string(bind)); found != context.bind_by_id.end())
        action.ref = found->second;
    else
        read_target(context, element, nodeset, action);
    action.value = context.calculation(context.attribute(element, "value"), element, "value of an action");
    if (!action.value) document.append_string_value(element, action.text);
    action.attributes = context.other_attributes(element, [&](std::string_view local, std::string_view uri) {
        return is_event(local, uri) || (uri.empty() && (local == "ref" || local == "bind" || local == "value"));
    });
    context.draft().actions.push_back(std::move(action));
}

} // namespace mahalla
