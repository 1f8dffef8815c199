#include "xform/instance_reader.h"

#include "base/text.h"

namespace mahalla {

namespace {

/// Children of one name beside each other.
struct Namesakes {
    std::string name;
    std::vector<NodeIndex> elements;
};

class PrimaryInstanceReader {
public:
    explicit PrimaryInstanceReader(XFormContext& context) : context_(context), document_(context.document()) {}

    void read(NodeIndex root)
    {
        FormSettings& settings = context_.draft().settings;
        settings.id = context_.attribute(root, "id");
        settings.version = context_.attribute(root, "version");
        if (const std::string_view uri = document_.namespace_uri(root);
            document_.prefix(root).empty() && uri != xforms_namespace) {
            settings.record_namespace = uri;
            if (settings.id.empty()) settings.id = uri; // as JavaRosa does for forms without an id
        }
        if (settings.id.empty()) {
            settings.id = document_.local_name(root);
            context_.warning(root, "form-id-missing", "The form has no id; “" + settings.id + "” is taken for it.",
                             "Give the instance's root an id that no other form has.");
        }
        read_node(root, no_index, "", ModelNodeKind::Group);
    }

private:
    bool is_template(NodeIndex element) const
    {
        return document_.attribute(element, "template", javarosa_namespace).has_value();
    }

    std::vector<Namesakes> children_by_name(NodeIndex element) const
    {
        std::vector<Namesakes> groups;
        std::unordered_map<std::string_view, std::size_t> position; // by local name: prefixes rarely differ
        for (NodeIndex child = context_.first(element); child != no_node; child = context_.next(child)) {
            std::string name = context_.written_name(child);
            auto [found, added] = position.emplace(document_.local_name(child), groups.size());
            if (!added && groups[found->second].name != name) {
                added = true;
                found->second = groups.size();
            }
            if (added) groups.push_back({std::move(name), {}});
            groups[found->second].elements.push_back(child);
        }
        return groups;
    }

    void read_node(NodeIndex element, ModelIndex parent, const std::string& parent_nodeset, ModelNodeKind kind)
    {
        const ModelIndex index = context_.draft().add_node(parent, context_.written_name(element), kind);
        ModelNode& added = context_.draft().nodes[index];
        if (!added.prefix().empty()) added.namespace_uri = document_.namespace_uri(element);
        std::string nodeset = parent_nodeset + "/" + added.name;
        context_.note_node(nodeset, index);
        read_attributes(element, index, nodeset);

        std::vector<Namesakes> children = children_by_name(element);
        if (children.empty() && kind == ModelNodeKind::Value)
            document_.append_string_value(element, context_.draft().nodes[index].default_value);
        if (!children.empty() && kind == ModelNodeKind::Value)
            context_.draft().nodes[index].kind = ModelNodeKind::Group;
        for (const Namesakes& child : children) read_namesakes(child, index, nodeset);
    }

    void read_attributes(NodeIndex element, ModelIndex index, const std::string& nodeset)
    {
        for (NodeIndex a = document_.first_attribute(element); a != no_node; a = document_.next_attribute(a)) {
            if (document_.local_name(a) == "template" && document_.namespace_uri(a) == javarosa_namespace) continue;
            const ModelIndex added =
                context_.draft().add_node(index, context_.written_name(a), ModelNodeKind::Attribute);
            ModelNode& node = context_.draft().nodes[added];
            node.namespace_uri = document_.namespace_uri(a);
            node.default_value = document_.text(a);
            context_.note_node(nodeset + "/@" + node.name, added);
        }
    }

    void read_namesakes(const Namesakes& same, ModelIndex parent, const std::string& parent_nodeset)
    {
        NodeIndex pattern = no_node;
        for (const NodeIndex element : same.elements)
            if (is_template(element)) {
                pattern = element;
                break;
            }
        const bool has_template = pattern != no_node;
        if (!has_template) pattern = same.elements.front();
        if (!has_template && !context_.repeats.contains(parent_nodeset + "/" + same.name)) {
            read_node(pattern, parent, parent_nodeset, ModelNodeKind::Value);
            if (same.elements.size() > 1)
                context_.error(same.elements[1], "name-duplicate",
                               "Two nodes beside each other have the name “" + same.name + "”, and no repeat does.",
                               "Give each its own name, or add the repeat to the body.");
            return;
        }
        const auto index = static_cast<ModelIndex>(context_.draft().nodes.size());
        read_node(pattern, parent, parent_nodeset, ModelNodeKind::Repeat);
        context_.draft().nodes[index].has_template = has_template;
        std::vector<InitialRow> rows = read_rows(same, parent_nodeset + "/" + same.name);
        context_.draft().nodes[index].rows = std::move(rows);
    }

    std::vector<InitialRow> read_rows(const Namesakes& same, const std::string& nodeset)
    {
        std::vector<InitialRow> rows;
        for (const NodeIndex element : same.elements) {
            if (is_template(element)) continue;
            read_row(element, nodeset, rows.emplace_back());
        }
        return rows;
    }

    /// Adds to `row` how `element`, one of the nodes `nodeset` of a row, differs from the template.
    void read_row(NodeIndex element, const std::string& nodeset, InitialRow& row)
    {
        for (NodeIndex a = document_.first_attribute(element); a != no_node; a = document_.next_attribute(a))
            add_value(nodeset + "/@" + context_.written_name(a), std::string(document_.text(a)), row);
        const std::vector<Namesakes> children = children_by_name(element);
        if (children.empty()) {
            std::string text;
            document_.append_string_value(element, text);
            add_value(nodeset, std::move(text), row);
        }
        for (const Namesakes& child : children) {
            const std::string child_nodeset = nodeset + "/" + child.name;
            const ModelIndex index = context_.find_node(child_nodeset);
            if (index == no_index)
                context_.warning(child.elements.front(), "element-unknown",
                                 "The node “" + child.name + "” is in this row, but not in its repeat's first.",
                                 "Give all rows the same nodes; this one is left out.");
            else if (context_.draft().nodes[index].kind == ModelNodeKind::Repeat)
                add_inner(index, read_rows(child, child_nodeset), row);
            else
                read_row(child.elements.front(), child_nodeset, row);
        }
    }

    static void add_inner(ModelIndex repeat, std::vector<InitialRow> rows, InitialRow& row)
    {
        if (!rows.empty()) row.inner.push_back({repeat, std::move(rows)});
    }

    void add_value(const std::string& nodeset, std::string value, InitialRow& row) const
    {
        const ModelIndex index = context_.find_node(nodeset);
        if (index == no_index) return;
        const ModelNode& node = context_.draft().nodes[index];
        const bool holds = node.kind == ModelNodeKind::Value || node.kind == ModelNodeKind::Attribute;
        if (holds && node.default_value != value) row.values.push_back({index, std::move(value)});
    }

    XFormContext& context_;
    const Document& document_;
};

/// Choices as every writer of XForms makes them: items with a name, and a label or the id of one.
bool looks_like_choices(const XFormContext& context, NodeIndex root)
{
    const NodeIndex item = context.first(root);
    if (item == no_node || context.find(item, "name") == no_node) return false;
    return context.find(item, "label") != no_node || context.find(item, "itextId") != no_node;
}

} // namespace

void read_primary_instance(XFormContext& context, NodeIndex root) { PrimaryInstanceReader(context).read(root); }

void read_secondary_instance(XFormContext& context, NodeIndex instance)
{
    SecondaryInstance& added = context.draft().instances.emplace_back();
    added.id = context.attribute(instance, "id");
    added.source = context.attribute(instance, "src");
    context.report_other_attributes(instance, {"id", "src"});
    if (!added.source.empty()) return;
    added.content = context.shared_document();
    added.above_root = instance;
    const NodeIndex root = context.first(instance);
    added.is_choice_list = root != no_node && looks_like_choices(context, root);
}

} // namespace mahalla
