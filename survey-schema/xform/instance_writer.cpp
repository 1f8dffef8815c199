#include "xform/xform_output.h"

#include <algorithm>
#include <unordered_map>

namespace mahalla {

namespace {

using Overrides = std::unordered_map<ModelIndex, const std::string*>;

class InstanceWriter {
public:
    explicit InstanceWriter(XFormOutput& output) : output_(output), form_(output.form) {}

    void write()
    {
        const ModelNode& root = form_.root();
        output_.xml.begin(output_.new_root.substr(1));
        output_.xml.attribute_unless_empty("xmlns", form_.settings().record_namespace);
        const auto has = [&](std::string_view name) {
            return std::any_of(root.attributes.begin(), root.attributes.end(),
                               [&](ModelIndex index) { return form_.node(index).name == name; });
        };
        if (!has("id")) output_.xml.attribute("id", form_.id());
        if (!has("version")) output_.xml.attribute_unless_empty("version", form_.version());
        write_inside(root, {});
        output_.xml.end();
    }

private:
    /// What stands around a node.
    struct Place {
        const InitialRow* row =
            nullptr;                ///< The row that the form begins with; null in a template and outside of repeats.
        bool has_templates = false; ///< The templates of the repeats in it stand elsewhere: in the row's own template.
    };

    void write_node(ModelIndex index, const Place& place)
    {
        const ModelNode& node = form_.node(index);
        if (node.kind == ModelNodeKind::Repeat) {
            write_repeat(index, place);
            return;
        }
        output_.xml.begin(node.name);
        write_inside(node, place);
        if (node.kind == ModelNodeKind::Value) output_.xml.text(value_of(index));
        output_.xml.end();
    }

    void write_inside(const ModelNode& node, const Place& place)
    {
        for (const ModelIndex attribute : node.attributes)
            output_.xml.attribute(form_.node(attribute).name, value_of(attribute));
        for (const ModelIndex child : node.children) write_node(child, place);
    }

    void write_repeat(ModelIndex index, const Place& place)
    {
        const ModelNode& node = form_.node(index);
        const std::vector<InitialRow>& rows = rows_of(index, place.row);
        const bool needs_template = node.has_template || rows.empty();
        if (needs_template && !place.has_templates) {
            output_.xml.begin(node.name);
            output_.xml.attribute("jr:template", "");
            const Overrides around = std::exchange(overrides_, {});
            write_inside(node, {});
            overrides_ = around;
            output_.xml.end();
        }
        bool has_templates = needs_template || place.has_templates;
        for (const InitialRow& first : rows) {
            output_.xml.begin(node.name);
            Overrides around = overrides_;
            for (const InitialValue& value : first.values) overrides_[value.node] = &value.value;
            write_inside(node, {&first, has_templates});
            overrides_ = std::move(around);
            output_.xml.end();
            has_templates = true; // without a template, the first row is it
        }
    }

    const std::vector<InitialRow>& rows_of(ModelIndex repeat, const InitialRow* row) const
    {
        static const std::vector<InitialRow> none;
        if (!row) return form_.node(repeat).rows;
        for (const InitialRows& inner : row->inner)
            if (inner.repeat == repeat) return inner.rows;
        return none;
    }

    const std::string& value_of(ModelIndex index) const
    {
        const auto found = overrides_.find(index);
        return found == overrides_.end() ? form_.node(index).default_value : *found->second;
    }

    XFormOutput& output_;
    const FormDefinition& form_;
    Overrides overrides_;
    /// A row is being written whose repeat has its template before it, and in it the templates of repeats inside.
    bool template_stands_above_ = false;
};

/// Copies an element with its attributes and what is inside, names as `Document` has them.
void copy_element(const Document& document, NodeIndex element, XmlWriter& xml)
{
    const auto name = [&](NodeIndex node) {
        std::string whole(document.prefix(node));
        if (!whole.empty()) whole += ':';
        return whole.append(document.local_name(node));
    };
    xml.begin(name(element));
    for (NodeIndex a = document.first_attribute(element); a != no_node; a = document.next_attribute(a))
        xml.attribute(name(a), document.text(a));
    bool has_elements = false;
    for (NodeIndex child = document.first_child(element); child != no_node; child = document.next_sibling(child))
        has_elements = has_elements || document.kind(child) == NodeKind::Element;
    for (NodeIndex child = document.first_child(element); child != no_node; child = document.next_sibling(child)) {
        if (document.kind(child) == NodeKind::Element)
            copy_element(document, child, xml);
        else if (document.kind(child) == NodeKind::Text && !has_elements)
            xml.text(document.text(child)); // between elements only the author's indentation stands
    }
    xml.end();
}

} // namespace

void write_primary_instance(XFormOutput& output)
{
    output.xml.begin("instance");
    InstanceWriter(output).write();
    output.xml.end();
}

void write_secondary_instances(XFormOutput& output)
{
    for (const SecondaryInstance& instance : output.form.instances()) {
        output.xml.begin("instance");
        output.xml.attribute("id", instance.id);
        output.xml.attribute_unless_empty("src", instance.source);
        if (instance.content) {
            const Document& document = *instance.content;
            for (NodeIndex child = document.first_child(instance.above_root); child != no_node;
                 child = document.next_sibling(child))
                if (document.kind(child) == NodeKind::Element) copy_element(document, child, output.xml);
        }
        output.xml.end();
    }
}

} // namespace mahalla
