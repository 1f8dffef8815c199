#include "xform/submission_ids.h"

#include "xform/submission.h"

namespace mahalla {

namespace {

ModelIndex child_called(const FormDefinition& form, ModelIndex parent, std::string_view local)
{
    for (const ModelIndex child : form.node(parent).children)
        if (form.node(child).local_name() == local) return child;
    return no_index;
}

} // namespace

SubmissionIds::SubmissionIds(const FormDefinition& form) : meta(child_called(form, 0, "meta"))
{
    meta_name = meta == no_index ? "orx:meta" : form.node(meta).name;
    const std::string prefix = meta_name.substr(0, meta_name.size() - 4);
    instance_id_name = prefix + "instanceID";
    deprecated_id_name = prefix + "deprecatedID";
    if (meta != no_index) {
        instance_id = child_called(form, meta, "instanceID");
        if (instance_id != no_index) instance_id_name = form.node(instance_id).name;
        const ModelIndex deprecated = child_called(form, meta, "deprecatedID");
        form_has_deprecated_id = deprecated != no_index;
        if (form_has_deprecated_id) deprecated_id_name = form.node(deprecated).name;
    }
    const auto root = AnswerPath::parse("/" + form.root().name);
    const auto above = root ? root->child(meta_name) : root;
    if (!above) return;
    instance_id_path = above->child(instance_id_name).value_or(AnswerPath());
    deprecated_id_path = above->child(deprecated_id_name).value_or(AnswerPath());
}

std::string instance_id_of(const RecordId& id)
{
    std::string text = id.text();
    for (const std::size_t place : {20U, 16U, 12U, 8U}) text.insert(place, "-");
    return "uuid:" + text;
}

void begin_edition(const FormDefinition& form, Record& record, Random& random)
{
    const SubmissionIds ids(form);
    if (ids.instance_id_path.empty() || ids.deprecated_id_path.empty()) return;
    Answer& id = record.answers[ids.instance_id_path];
    record.answers[ids.deprecated_id_path] = {id.value.empty() ? instance_id_of(record.id) : id.value, true, false};
    id = {instance_id_of(RecordId::random(random)), true, false};
}

} // namespace mahalla
