#include "xform/write_xform.h"

#include "expression/namespaces.h"
#include "xform/xform_output.h"

#include <algorithm>

namespace mahalla {

namespace {

void write_namespaces(XFormOutput& output)
{
    const FormSettings& settings = output.form.settings();
    const auto is_entities = [](const WrittenAttribute& a) { return a.name.starts_with("entities:"); };
    const bool entities =
        std::any_of(settings.model_attributes.begin(), settings.model_attributes.end(), is_entities) ||
        std::any_of(output.form.nodes().begin(), output.form.nodes().end(),
                    [](const ModelNode& node) { return !node.bind.save_to.empty() || node.prefix() == "entities"; });
    output.xml.attribute("xmlns", "http://www.w3.org/2002/xforms");
    for (const auto& [prefix, uri] : Namespaces::odk().declarations())
        if (!prefix.empty() && (prefix != "entities" || entities)) output.xml.attribute("xmlns:" + prefix, uri);
    for (const NamespaceDeclaration& declaration : settings.namespaces)
        if (!Namespaces::odk().uri(declaration.prefix))
            output.xml.attribute("xmlns:" + declaration.prefix, declaration.uri);
}

void write_submission(XFormOutput& output)
{
    const SubmissionSettings& submission = output.form.settings().submission;
    if (submission.is_empty()) return;
    output.xml.begin("submission");
    output.xml.attribute_unless_empty("action", submission.url);
    // A form that says where to send says how: the only way there is.
    output.xml.attribute_unless_empty(
        "method", submission.method.empty() && !submission.url.empty() ? "post" : submission.method);
    output.xml.attribute_unless_empty("base64RsaPublicKey", submission.public_key);
    output.xml.attribute_unless_empty("orx:auto-send", submission.auto_send);
    output.xml.attribute_unless_empty("orx:auto-delete", submission.auto_delete);
    output.attributes(submission.attributes);
    output.xml.end();
}

void write_model(XFormOutput& output)
{
    output.xml.begin("model");
    output.xml.attribute("odk:xforms-version", "1.0.0");
    output.attributes(output.form.settings().model_attributes);
    write_submission(output);
    write_itext(output);
    write_primary_instance(output);
    write_secondary_instances(output);
    write_binds(output);
    for (const Action& action : output.form.actions())
        if (action.control == no_index) output.action(action);
    output.xml.end();
}

} // namespace

std::string write_xform(const FormDefinition& form, std::string_view root_name)
{
    XmlWriter xml;
    XFormOutput output{form, xml, form.root().nodeset,
                       root_name.empty() ? form.root().nodeset : "/" + std::string(root_name)};
    xml.begin("h:html");
    write_namespaces(output);
    xml.begin("h:head");
    xml.leaf("h:title", form.title());
    write_model(output);
    xml.end();
    write_body(output);
    xml.end();
    return xml.take();
}

} // namespace mahalla
