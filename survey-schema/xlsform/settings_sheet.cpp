#include "xlsform/settings_sheet.h"

#include "base/text.h"
#include "xlsform/survey_sheet.h"

#include <algorithm>

namespace mahalla {

namespace {

class SettingsRow {
public:
    SettingsRow(const FormDefinition& form, const ReferenceWriter& references, Findings& findings)
        : form_(form), references_(references), findings_(findings)
    {
        table_.begin_row();
    }

    Sheet write(const SettingsNeeds& needs)
    {
        const FormSettings& written = form_.settings();
        table_.put("form_title", written.title);
        table_.put("form_id", written.id);
        table_.put("version", written.version);
        const std::string root(form_.root().local_name());
        table_.put("name", root == "data" ? "" : root);
        table_.put("style", written.style);
        put_submission(written.submission);
        if (!form_.languages().empty()) {
            const std::string& first = form_.languages().front();
            // Unmarked, the default is the language that is used first.
            const bool must_be_named =
                written.default_language_marked || (!needs.first_language.empty() && needs.first_language != first);
            if (must_be_named && first != "default") table_.put("default_language", first);
        }
        std::string namespaces;
        for (const NamespaceDeclaration& declaration : written.namespaces)
            namespaces += declaration.prefix + "=\"" + declaration.uri + "\" ";
        table_.put("namespaces", std::string(trimmed(namespaces)));
        table_.put("instance_xmlns", written.record_namespace);
        for (const WrittenAttribute& attribute : written.model_attributes)
            if (attribute.name != "entities:entities-version")
                lost("The model's attribute " + attribute.name + " has no setting.");
        put_root_attributes();
        put_metadata();
        if (needs.duplicates) table_.put("allow_choice_duplicates", "yes");
        if (needs.keep_blanks) table_.put("clean_text_values", "no");
        return table_.sheet("settings");
    }

private:
    void lost(std::string what, std::string help = "It is left out.")
    {
        findings_.warning({"settings", 2, ""}, "lost-in-xlsform", std::move(what), std::move(help));
    }

    void put_submission(const SubmissionSettings& submission)
    {
        table_.put("submission_url", submission.url);
        table_.put("public_key", submission.public_key);
        table_.put("auto_send", submission.auto_send);
        table_.put("auto_delete", submission.auto_delete);
        if (!submission.method.empty() && submission.method != "post")
            lost("The submission's method “" + submission.method + "” has no setting.", "It becomes “post”.");
        for (const WrittenAttribute& attribute : submission.attributes)
            if (attribute.name == "odk:client-editable" && attribute.value == "true")
                table_.put("client_editable", "yes");
            else
                lost("The submission's attribute " + attribute.name + " has no setting.");
    }

    void put_root_attributes()
    {
        for (const ModelIndex index : form_.root().attributes) {
            const ModelNode& attribute = form_.node(index);
            if (attribute.name == "id" || attribute.name == "version") continue;
            if (attribute.name == "odk:prefix" || attribute.name == "odk:delimiter")
                table_.put(std::string(attribute.local_name()), attribute.default_value);
            else
                table_.put("attribute::" + attribute.name, attribute.default_value);
        }
    }

    void put_metadata()
    {
        bool has_id = false;
        for (ModelIndex index = 1; index < form_.nodes().size(); ++index) {
            const ModelNode& node = form_.node(index);
            const bool is_of_record = node.parent != no_index && form_.node(node.parent).local_name() == "meta" &&
                                      form_.node(node.parent).parent == 0;
            if (!is_of_record || node.local_name() == "entity" || node.local_name() == "audit") continue;
            if (node.local_name() == "instanceID") {
                has_id = true;
                if (!node.bind.preload.empty() && node.bind.preload != "uid")
                    table_.put("instance_id", node.bind.preload);
                const std::string calculation = node.bind.calculate ? collapsed(node.bind.calculate->text()) : "";
                // Older converters computed what `uid` says.
                if (!calculation.empty() && calculation.find("uuid()") == std::string::npos)
                    lost("The record's instanceID is computed in a way that no setting says.",
                         "It becomes a random one.");
            } else if (node.local_name() == "instanceName") {
                if (node.bind.calculate)
                    table_.put("instance_name", references_.written(node.bind.calculate->text(), index));
            } else {
                lost("The record's metadata hold " + node.nodeset + ", which no setting says.");
            }
        }
        if (!has_id) table_.put("omit_instanceID", "yes");
    }

    const FormDefinition& form_;
    const ReferenceWriter& references_;
    Findings& findings_;
    SheetTable table_{{"form_title", "form_id"}};
};

} // namespace

Sheet settings_sheet(const FormDefinition& form, const ReferenceWriter& references, const SettingsNeeds& needs,
                     Findings& findings)
{
    return SettingsRow(form, references, findings).write(needs);
}

SheetTable entity_table(const FormDefinition& form, const ReferenceWriter& references, Findings& findings)
{
    SheetTable table{{"list_name", "label"}};
    for (ModelIndex index = 1; index < form.nodes().size(); ++index) {
        const ModelNode& entity = form.node(index);
        if (entity.local_name() != "entity" || form.node(entity.parent).local_name() != "meta") continue;
        const auto attribute = [&](std::string_view name) -> const ModelNode* {
            for (const ModelIndex at : entity.attributes)
                if (form.node(at).local_name() == name) return &form.node(at);
            return nullptr;
        };
        const auto calculation = [&](const ModelNode* node) {
            if (node == nullptr || !node->bind.calculate) return std::string();
            return references.written(node->bind.calculate->text(), form.find_node(node->nodeset));
        };
        table.begin_row();
        const std::string list = attribute("dataset") == nullptr ? "" : attribute("dataset")->default_value;
        table.put("list_name", list);
        std::string label;
        for (const ModelIndex child : entity.children)
            if (form.node(child).local_name() == "label") label = calculation(&form.node(child));
        const std::string id = calculation(attribute("id"));
        if (label.empty() && id.empty()) {
            findings.warning({"entities", table.row_number(), "label"}, "lost-in-xlsform",
                             "The entity of the list “" + list + "” is created without a label.",
                             "The list's name stands for it; say what each is called.");
            label = "'" + list + "'";
        }
        table.put("label", label);
        table.put("entity_id", id);
        table.put("create_if", calculation(attribute("create")));
        table.put("update_if", calculation(attribute("update")));
    }
    return table;
}

} // namespace mahalla
