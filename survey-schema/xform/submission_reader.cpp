#include "base/text.h"
#include "record/submission_id.h"
#include "xform/submission.h"
#include "xform/submission_ids.h"
#include "xform/xml_reader.h"

#include <unordered_map>

namespace mahalla {

namespace {

constexpr std::string_view jr_namespace = "http://openrosa.org/javarosa";

std::string qualified_name(const Document& document, NodeIndex node)
{
    std::string name(document.prefix(node));
    if (!name.empty()) name += ':';
    return name.append(document.local_name(node));
}

/// How many children of an element have the same name; counted when somebody asks.
class Namesakes {
public:
    Namesakes(const Document& document, NodeIndex parent) : document_(document), parent_(parent) {}

    std::size_t count(NodeIndex child)
    {
        if (counts_.empty())
            for (NodeIndex at = document_.first_child(parent_); at != no_node; at = document_.next_sibling(at))
                if (document_.kind(at) == NodeKind::Element) ++counts_[qualified_name(document_, at)];
        return counts_[qualified_name(document_, child)];
    }

private:
    const Document& document_;
    const NodeIndex parent_;
    std::unordered_map<std::string, std::size_t> counts_;
};

class SubmissionReader {
public:
    SubmissionReader(const FormDefinition& form, const Document& document, Random& random)
        : form_(form), document_(document), random_(random)
    {}

    Result<Record> read()
    {
        const NodeIndex root = document_.document_element();
        if (root == no_node || document_.local_name(root) != form_.root().local_name())
            return failure(ErrorKind::Invalid, "The submission is of another form: its root is not the form's.");
        if (const auto id = document_.attribute(root, "id"); id && *id != form_.id())
            return failure(ErrorKind::Invalid, "The submission is of another form: its id is not the form's.");
        record_.form.id = form_.id();
        record_.form.version = form_.version();
        MAHALLA_TRY(const AnswerPath path, AnswerPath::parse("/" + form_.root().name));
        if (auto read = read_node(root, 0, path); !read) return tl::unexpected(read.error());
        if (record_.id.is_none()) record_.id = RecordId::random(random_);
        return std::move(record_);
    }

private:
    /// The child of `parent` that the element means: its local name counts, for prefixes differ between writers.
    ModelIndex node_of(NodeIndex element, const ModelNode& parent) const
    {
        const std::string_view local = document_.local_name(element);
        ModelIndex similar = no_index;
        for (const ModelIndex child : parent.children) {
            const ModelNode& node = form_.node(child);
            if (node.local_name() != local) continue;
            if (node.namespace_uri == document_.namespace_uri(element)) return child;
            if (similar == no_index) similar = child;
        }
        return similar;
    }

    bool holds_elements(NodeIndex element) const
    {
        for (NodeIndex child = document_.first_child(element); child != no_node; child = document_.next_sibling(child))
            if (document_.kind(child) == NodeKind::Element) return true;
        return false;
    }

    // The form is at most 200 deep, and the reader follows the form.
    Result<void> read_node(NodeIndex element, ModelIndex index, const AnswerPath& path)
    {
        const ModelNode& node = form_.node(index);
        if (auto read = read_attributes(element, node, path); !read) return read;
        if (!holds_elements(element)) return read_value(element, node, path);
        Namesakes children(document_, element);
        for (NodeIndex child = document_.first_child(element); child != no_node;
             child = document_.next_sibling(child)) {
            if (document_.kind(child) != NodeKind::Element) continue;
            const ModelIndex found = node_of(child, node);
            // Several where this form has one: rows of what was a repeat.
            const bool is_known =
                found != no_index && (form_.node(found).kind == ModelNodeKind::Repeat || children.count(child) == 1);
            auto read = is_known ? read_child(child, found, path) : read_unknown(child, path, children);
            if (!read) return read;
        }
        return {};
    }

    Result<void> read_child(NodeIndex element, ModelIndex index, const AnswerPath& parent)
    {
        MAHALLA_TRY(const AnswerPath path, parent.child(form_.node(index).name));
        if (form_.node(index).kind != ModelNodeKind::Repeat) return read_node(element, index, path);
        if (document_.attribute(element, "template", jr_namespace)) return {};
        const RowId row = RowId::random(random_);
        record_.rosters[path].push_back(row);
        return read_node(element, index, path.with_row(row));
    }

    /// What another version of the form asked. `AnswerPath` bounds the depth.
    Result<void> read_unknown(NodeIndex element, const AnswerPath& parent, Namesakes& siblings)
    {
        if (document_.attribute(element, "template", jr_namespace)) return {};
        MAHALLA_TRY(AnswerPath path, parent.child(qualified_name(document_, element)));
        if (siblings.count(element) > 1) {
            const RowId row = RowId::random(random_);
            record_.rosters[path].push_back(row);
            path = path.with_row(row);
        }
        Namesakes inner(document_, element);
        for (NodeIndex at = document_.first_attribute(element); at != no_node; at = document_.next_attribute(at))
            if (auto read = read_unknown_attribute(at, path); !read) return read;
        for (NodeIndex child = document_.first_child(element); child != no_node;
             child = document_.next_sibling(child)) {
            if (document_.kind(child) != NodeKind::Element) continue;
            if (auto read = read_unknown(child, path, inner); !read) return read;
        }
        if (holds_elements(element)) return {};
        Answer answer;
        document_.append_string_value(element, answer.value);
        if (is_submission_id(path)) return add_submission_id(path, std::move(answer));
        return answer.value.empty() ? Result<void>() : add(path, std::move(answer));
    }

    /// An id that the form has no node for stands where the writer looks for it, whatever prefix it was written with.
    Result<void> add_submission_id(const AnswerPath& path, Answer answer)
    {
        const SubmissionIds ids(form_);
        const bool is_instance_id = path.name().ends_with("instanceID");
        if (is_instance_id) take_record_id(answer.value);
        const AnswerPath& place = is_instance_id ? ids.instance_id_path : ids.deprecated_id_path;
        return answer.value.empty() || place.empty() ? Result<void>() : add(place, std::move(answer));
    }

    bool is_of_another_version(NodeIndex attribute, const ModelNode& node) const
    {
        const std::string_view local = document_.local_name(attribute);
        const std::string_view uri = document_.namespace_uri(attribute);
        if (uri == jr_namespace) return false; // jr:template belongs to no answer.
        if (node.parent == no_index && (local == "id" || local == "version")) return false;
        for (const ModelIndex known : node.attributes)
            if (form_.node(known).local_name() == local && form_.node(known).namespace_uri == uri) return false;
        return true;
    }

    Result<void> read_unknown_attribute(NodeIndex attribute, const AnswerPath& path)
    {
        Answer answer;
        document_.append_string_value(attribute, answer.value);
        if (answer.value.empty()) return {};
        MAHALLA_TRY(const AnswerPath at, path.child("@" + qualified_name(document_, attribute)));
        return add(at, std::move(answer));
    }

    Result<void> read_value(NodeIndex element, const ModelNode& node, const AnswerPath& path)
    {
        Answer answer;
        document_.append_string_value(element, answer.value);
        // An empty group says nothing; one with words was a question.
        if (!node.children.empty() && trimmed(answer.value).empty()) return {};
        if (node.local_name() == "instanceID") take_record_id(answer.value);
        return add(path, std::move(answer));
    }

    Result<void> read_attributes(NodeIndex element, const ModelNode& node, const AnswerPath& path)
    {
        for (const ModelIndex index : node.attributes) {
            const ModelNode& attribute = form_.node(index);
            const auto value = document_.attribute(element, attribute.local_name(), attribute.namespace_uri);
            if (!value || *value == attribute.default_value) continue;
            MAHALLA_TRY(const AnswerPath at, path.child("@" + attribute.name));
            if (auto added = add(at, {std::string(*value)}); !added) return added;
        }
        for (NodeIndex at = document_.first_attribute(element); at != no_node; at = document_.next_attribute(at))
            if (is_of_another_version(at, node))
                if (auto read = read_unknown_attribute(at, path); !read) return read;
        return {};
    }

    Result<void> add(const AnswerPath& path, Answer answer)
    {
        if (answer.value.size() > Record::value_bytes_max)
            return failure(ErrorKind::Invalid, "The submission has an answer that is longer than 256 KiB.");
        if (record_.answers.size() >= Record::answers_max)
            return failure(ErrorKind::Invalid, "The submission has more than 200,000 answers.");
        record_.answers[path] = std::move(answer);
        return {};
    }

    void take_record_id(std::string_view text)
    {
        if (!text.starts_with("uuid:")) return;
        if (auto id = RecordId::from_text(replaced_all(text.substr(5), "-", ""))) record_.id = *id;
    }

    const FormDefinition& form_;
    const Document& document_;
    Random& random_;
    Record record_;
};

} // namespace

Result<Record> read_submission(const FormDefinition& form, std::string_view xml, Random& random)
{
    XmlLimits limits;
    limits.bytes_max = submission_bytes_max;
    MAHALLA_TRY(const std::shared_ptr<const Document> document, read_xml(xml, limits));
    return SubmissionReader(form, *document, random).read();
}

} // namespace mahalla
