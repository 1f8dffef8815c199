#include "base/text.h"
#include "xform/submission.h"
#include "xform/submission_ids.h"
#include "xform/xml_writer.h"

#include <map>
#include <set>

namespace mahalla {

namespace {

constexpr std::string_view usual_namespaces[][2] = {
    {"jr", "http://openrosa.org/javarosa"},
    {"orx", "http://openrosa.org/xforms"},
    {"odk", "http://www.opendatakit.org/xforms"},
    {"entities", "http://www.opendatakit.org/xforms/entities"},
};

class SubmissionWriter {
public:
    SubmissionWriter(const FormDefinition& form, const Record& record) : form_(form), record_(record), ids_(form) {}

    Result<std::string> write()
    {
        MAHALLA_TRY(const AnswerPath root, AnswerPath::parse("/" + form_.root().name));
        if (auto walked = write_node(0, root); !walked) return tl::unexpected(walked.error());
        return xml_.take();
    }

private:
    bool is_relevant(const AnswerPath& path) const
    {
        const auto found = record_.answers.find(path);
        return found == record_.answers.end() || found->second.relevant;
    }

    /// An answer stands, or may stand, at or below the node: nothing there was left out for not being relevant. A group
    /// in which all is irrelevant is irrelevant itself.
    bool is_present(ModelIndex index, const AnswerPath& path) const
    {
        const ModelNode& node = form_.node(index);
        if (index == ids_.meta) return true; // The instanceID is there in any case.
        if (node.kind == ModelNodeKind::Value || node.children.empty()) return is_relevant(path);
        for (const ModelIndex child : node.children) {
            const Result<AnswerPath> below = path.child(form_.node(child).name);
            if (!below) continue;
            if (form_.node(child).kind != ModelNodeKind::Repeat) {
                if (is_present(child, *below)) return true;
                continue;
            }
            const auto rows = record_.rosters.find(*below);
            if (rows != record_.rosters.end() && !rows->second.empty()) return true;
        }
        return false;
    }

    std::string value_of(ModelIndex index, const AnswerPath& path) const
    {
        if (const auto found = record_.answers.find(path); found != record_.answers.end())
            return found->second.relevant && !found->second.unresolved ? found->second.value : std::string();
        const ModelNode& node = form_.node(index);
        if (node.kind == ModelNodeKind::Attribute) return node.default_value;
        return index == ids_.instance_id ? instance_id_of(record_.id) : std::string();
    }

    void write_namespaces()
    {
        if (!form_.settings().record_namespace.empty()) xml_.attribute("xmlns", form_.settings().record_namespace);
        std::set<std::string_view> used;
        for (const ModelNode& node : form_.nodes()) used.insert(node.prefix());
        if (ids_.meta == no_index) used.insert("orx");
        for (const auto& [prefix, uri] : usual_namespaces)
            if (used.contains(prefix)) xml_.attribute("xmlns:" + std::string(prefix), uri);
        for (const NamespaceDeclaration& declaration : form_.settings().namespaces)
            if (used.contains(declaration.prefix)) xml_.attribute("xmlns:" + declaration.prefix, declaration.uri);
    }

    Result<void> write_attributes(const ModelNode& node, const AnswerPath& path)
    {
        for (const ModelIndex index : node.attributes) {
            MAHALLA_TRY(const AnswerPath at, path.child("@" + form_.node(index).name));
            if (is_relevant(at)) xml_.attribute(form_.node(index).name, value_of(index, at));
        }
        return {};
    }

    bool has_attribute(const ModelNode& node, std::string_view name) const
    {
        for (const ModelIndex index : node.attributes)
            if (form_.node(index).name == name) return true;
        return false;
    }

    // The form is at most 200 deep, and so is this.
    Result<void> write_node(ModelIndex index, const AnswerPath& path)
    {
        const ModelNode& node = form_.node(index);
        xml_.begin(node.name);
        if (index == 0) {
            write_namespaces();
            if (!has_attribute(node, "id")) xml_.attribute("id", form_.id());
            if (!has_attribute(node, "version")) xml_.attribute_unless_empty("version", form_.version());
        }
        if (auto written = write_attributes(node, path); !written) return written;
        if (node.children.empty() && index != ids_.meta) xml_.text(value_of(index, path));
        for (const ModelIndex child : node.children)
            if (auto written = write_child(child, path); !written) return written;
        if (index == 0 && ids_.meta == no_index) {
            xml_.begin(ids_.meta_name);
            write_missing_ids();
            xml_.end();
        }
        if (index == ids_.meta) write_missing_ids();
        xml_.end();
        return {};
    }

    /// The ids of the submission that the form has no nodes for.
    void write_missing_ids()
    {
        const auto write = [&](const std::string& name, const AnswerPath& path, const std::string& otherwise) {
            const auto answer = record_.answers.find(path);
            const std::string& value = answer == record_.answers.end() ? otherwise : answer->second.value;
            if (!value.empty()) xml_.leaf(name, value);
        };
        if (ids_.instance_id == no_index)
            write(ids_.instance_id_name, ids_.instance_id_path, instance_id_of(record_.id));
        if (!ids_.form_has_deprecated_id) write(ids_.deprecated_id_name, ids_.deprecated_id_path, {});
    }

    Result<void> write_child(ModelIndex index, const AnswerPath& parent)
    {
        MAHALLA_TRY(const AnswerPath path, parent.child(form_.node(index).name));
        if (form_.node(index).kind != ModelNodeKind::Repeat)
            return is_present(index, path) ? write_node(index, path) : Result<void>();
        const auto rows = record_.rosters.find(path);
        if (rows == record_.rosters.end()) return {};
        for (const RowId& row : rows->second) {
            const AnswerPath at = path.with_row(row);
            if (!is_present(index, at)) continue;
            if (auto written = write_node(index, at); !written) return written;
        }
        return {};
    }

    const FormDefinition& form_;
    const Record& record_;
    const SubmissionIds ids_;
    XmlWriter xml_;
};

} // namespace

Result<std::string> write_submission(const FormDefinition& form, const Record& record)
{
    if (record.form.id != form.id())
        return failure(ErrorKind::Invalid, "The record is of another form; write it with the form it was made with.");
    return SubmissionWriter(form, record).write();
}

} // namespace mahalla
