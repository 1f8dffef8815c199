#include "base/text.h"
#include "xform/submission.h"
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
    SubmissionWriter(const FormDefinition& form, const Record& record) : form_(form), record_(record) {}

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
        const bool is_instance_id = node.local_name() == "instanceID" && node.parent != no_index &&
                                    form_.node(node.parent).local_name() == "meta";
        return is_instance_id ? "uuid:" + uuid_text(record_.id) : std::string();
    }

    /// 8-4-4-4-12, as every ODK server expects it.
    static std::string uuid_text(const RecordId& id)
    {
        std::string text = id.text();
        for (const std::size_t place : {20U, 16U, 12U, 8U}) text.insert(place, "-");
        return text;
    }

    void write_namespaces()
    {
        if (!form_.settings().record_namespace.empty()) xml_.attribute("xmlns", form_.settings().record_namespace);
        std::set<std::string_view> used;
        for (const ModelNode& node : form_.nodes()) used.insert(node.prefix());
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
        if (node.children.empty()) xml_.text(value_of(index, path));
        for (const ModelIndex child : node.children)
            if (auto written = write_child(child, path); !written) return written;
        xml_.end();
        return {};
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
