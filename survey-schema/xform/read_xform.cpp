#include "xform/read_xform.h"

#include "xform/body_reader.h"
#include "xform/instance_reader.h"
#include "xform/model_reader.h"
#include "xform/own_extensions.h"
#include "xform/text_reader.h"
#include "xform/xform_context.h"
#include "xform/xml_reader.h"

namespace mahalla {

namespace {

void read_model(XFormContext& context, NodeIndex model, NodeIndex primary)
{
    context.draft().settings.model_attributes =
        context.other_attributes(model, [](std::string_view local, std::string_view uri) {
            return local == "xforms-version" && uri == odk_namespace;
        });
    // Binds come before actions, which may name them by id, whatever their order in the file.
    for (NodeIndex child = context.first(model); child != no_node; child = context.next(child))
        if (context.is(child, "bind")) read_bind(context, child);
    for (NodeIndex child = context.first(model); child != no_node; child = context.next(child)) {
        if (child == primary || context.is(child, "bind")) continue;
        if (context.is(child, "itext"))
            read_itext(context, child);
        else if (context.is(child, "instance"))
            read_secondary_instance(context, child);
        else if (context.is(child, "submission"))
            read_submission_settings(context, child);
        else if (is_action(context, child))
            read_action(context, child, no_index, "/" + context.draft().nodes.front().name);
        else
            context.report_element(child, "The model");
    }
}

/// Choices of a question are a choice list, whatever its columns are called.
void mark_choice_lists(FormDraft& draft)
{
    for (const Control& control : draft.controls) {
        if (!control.itemset) continue;
        for (const std::string& id : control.itemset->nodeset.references(control.ref).instances)
            for (SecondaryInstance& instance : draft.instances)
                if (instance.id == id && instance.content) instance.is_choice_list = true;
    }
}

FormReading refused(std::string code, std::string message, std::string help)
{
    FormReading reading;
    Diagnostic& diagnostic = reading.diagnostics.emplace_back();
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    return reading;
}

FormReading no_xform(std::string message)
{
    return refused("xform-structure", std::move(message),
                   "An XForm is h:html with h:head (title, model with an instance) and h:body.");
}

} // namespace

FormReading read_xform(ByteView bytes)
{
    XmlLimits limits;
    limits.bytes_max = xform_bytes_max;
    Result<std::shared_ptr<const Document>> document = read_xml(as_text(bytes), limits);
    if (!document)
        return refused("xml-invalid", document.error().message, "Ask for the file again, or export it anew.");

    FormReading reading;
    FormDraft draft;
    XFormContext context(*document, draft, reading.diagnostics);
    const NodeIndex html = (*document)->document_element();
    if (html == no_node || !context.is(html, "html")) return no_xform("The file is XML, but no XForm.");
    const NodeIndex head = context.find(html, "head"), body = context.find(html, "body");
    const NodeIndex model = head == no_node ? no_node : context.find(head, "model");
    const NodeIndex primary = model == no_node ? no_node : context.find(model, "instance");
    const NodeIndex root = primary == no_node ? no_node : context.first(primary);
    if (root == no_node) return no_xform("The form has no instance.");

    if (const NodeIndex title = context.find(head, "title"); title != no_node)
        draft.settings.title = context.trimmed_text(title);
    context.reserve(root, body);
    if (body != no_node) find_repeats(context, body, "/" + context.written_name(root));
    read_primary_instance(context, root);
    read_model(context, model, primary);
    if (body != no_node) read_body(context, body);
    mark_choice_lists(draft);
    for (NodeIndex child = context.first(head); child != no_node; child = context.next(child))
        if ((*document)->namespace_uri(child) == own_namespace)
            read_own_extensions(**document, child, draft);
        else if (child != model && !context.is(child, "title"))
            context.report_element(child, "The head");
    for (NodeIndex child = context.first(html); child != no_node; child = context.next(child))
        if (child != head && child != body) context.report_element(child, "The form");
    context.report_other_attributes(html, {});
    context.report_other_attributes(primary, {"id"});

    FormReading checked = FormDefinition::create(std::move(draft));
    reading.diagnostics.insert(reading.diagnostics.end(), checked.diagnostics.begin(), checked.diagnostics.end());
    if (!has_errors(reading.diagnostics)) reading.form = std::move(checked.form);
    return reading;
}

} // namespace mahalla
