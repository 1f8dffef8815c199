#include "xform/body_reader.h"

#include "xform/model_reader.h"
#include "xform/text_reader.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

std::optional<ControlKind> control_kind_of(std::string_view local)
{
    constexpr std::array<std::pair<std::string_view, ControlKind>, 11> kinds = {
        {{"input", ControlKind::Input},
         {"secret", ControlKind::Input},
         {"textarea", ControlKind::Input},
         {"select1", ControlKind::SelectOne},
         {"select", ControlKind::SelectMultiple},
         {"rank", ControlKind::Rank},
         {"range", ControlKind::Range},
         {"trigger", ControlKind::Trigger},
         {"upload", ControlKind::Upload},
         {"group", ControlKind::Group},
         {"repeat", ControlKind::Repeat}}};
    for (const auto& [name, kind] : kinds)
        if (name == local) return kind;
    return std::nullopt;
}

/// The attributes that a control of this kind has members for; only the rows of a repeat are counted.
bool has_member(ControlKind kind, std::string_view local, std::string_view uri)
{
    if (uri == javarosa_namespace) return kind == ControlKind::Repeat && (local == "count" || local == "noAddRemove");
    return uri.empty() && (local == "ref" || local == "nodeset" || local == "bind" || local == "appearance");
}

class BodyReader {
public:
    explicit BodyReader(XFormContext& context) : context_(context) {}

    void read_children(NodeIndex parent, ControlIndex control, const std::string& nodeset)
    {
        for (NodeIndex child = context_.first(parent); child != no_node; child = context_.next(child)) {
            if (const auto kind = control_kind_of(context_.document().local_name(child)))
                read_control(child, *kind, control, nodeset);
            else if (control == no_index || !read_part(child, control, nodeset))
                context_.warning(child, "element-unknown",
                                 "The body has an element “" + context_.written_name(child) + "”, which is not known.",
                                 "It is left out.");
        }
    }

private:
    Control& at(ControlIndex index) { return context_.draft().controls[index]; }

    std::string ref_of(NodeIndex element, const std::string& nodeset) const
    {
        for (const std::string_view name : {"nodeset", "ref"})
            if (const std::string_view path = context_.attribute(element, name); !path.empty())
                return context_.resolved(path, nodeset);
        const auto bound = context_.bind_by_id.find(std::string(context_.attribute(element, "bind")));
        return bound == context_.bind_by_id.end() ? std::string() : bound->second;
    }

    void read_control(NodeIndex element, ControlKind kind, ControlIndex parent, const std::string& nodeset)
    {
        const std::string ref = ref_of(element, nodeset);
        if (context_.is(element, "secret") || context_.is(element, "textarea"))
            context_.report_element(element, "The body", "It is an input here, and written as one.");
        const ControlIndex index = context_.draft().add_control(parent, kind, ref);
        Control& control = at(index);
        control.appearance = context_.attribute(element, "appearance");
        control.attributes = context_.other_attributes(
            element, [&](std::string_view local, std::string_view uri) { return has_member(kind, local, uri); });
        if (kind == ControlKind::Repeat) {
            control.count = context_.expression(context_.attribute(element, "count", javarosa_namespace), element,
                                                {"jr:count", ref});
            control.no_add_remove = context_.expression(context_.attribute(element, "noAddRemove", javarosa_namespace),
                                                        element, {"jr:noAddRemove", ref});
        }
        if (control.is_structure()) {
            read_children(element, index, ref.empty() ? nodeset : ref);
            return;
        }
        for (NodeIndex part = context_.first(element); part != no_node; part = context_.next(part))
            if (!read_part(part, index, ref))
                context_.warning(part, "element-unknown",
                                 "The question " + ref + " has an element “" + context_.written_name(part) +
                                     "”, which is not known.",
                                 "It is left out.");
    }

    /// Reads what a control has besides other controls; false where it is none of it.
    bool read_part(NodeIndex element, ControlIndex index, const std::string& nodeset)
    {
        if (context_.is(element, "label")) {
            Text label = read_text(context_, element);
            at(index).label = std::move(label);
        } else if ((context_.is(element, "hint") || context_.is(element, "help")) && at(index).hint.is_empty()) {
            Text hint = read_text(context_, element);
            at(index).hint = std::move(hint);
        } else if (context_.is(element, "item") || context_.is(element, "tag")) {
            read_item(element, index);
        } else if (context_.is(element, "itemset")) {
            read_itemset(element, index);
        } else if (is_action(context_, element)) {
            read_action(context_, element, index, nodeset);
        } else {
            return false;
        }
        return true;
    }

    void read_item(NodeIndex element, ControlIndex index)
    {
        Choice choice;
        choice.value = context_.attribute(element, "key"); // a tag's
        context_.report_other_attributes(element, {"key"});
        for (NodeIndex part = context_.first(element); part != no_node; part = context_.next(part))
            if (context_.is(part, "value"))
                choice.value = context_.trimmed_text(part);
            else if (context_.is(part, "label"))
                choice.label = read_text(context_, part);
            else
                context_.report_element(part, "A choice");
        at(index).choices.push_back(std::move(choice));
    }

    void read_itemset(NodeIndex element, ControlIndex index)
    {
        const std::string ref = at(index).ref;
        const Purpose what("choices", ref);
        context_.report_other_attributes(element, {"nodeset"});
        for (NodeIndex part = context_.first(element); part != no_node; part = context_.next(part))
            if (context_.is(part, "value") || context_.is(part, "label"))
                context_.report_other_attributes(part, {"ref"});
            else
                context_.report_element(part, "An itemset");
        const auto reference = [&](std::string_view part) {
            const NodeIndex found = context_.find(element, part);
            return found == no_node ? std::nullopt : context_.expression(context_.attribute(found, "ref"), found, what);
        };
        std::optional<Expression> nodeset = context_.expression(context_.attribute(element, "nodeset"), element, what);
        std::optional<Expression> value = reference("value");
        std::optional<Expression> label = reference("label");
        if (!nodeset || !value) {
            context_.error(element, "choices-missing",
                           "The " + what.text() + " lack a nodeset or a value that can be read.",
                           "Give the itemset a nodeset and a value with a ref.");
            return;
        }
        if (!label) label = value;
        at(index).itemset = Itemset{*std::move(nodeset), *std::move(value), *std::move(label)};
    }

    XFormContext& context_;
};

} // namespace

void find_repeats(XFormContext& context, NodeIndex body, const std::string& root_nodeset)
{
    // The document is not deeper than its reader allows, and so is this.
    for (NodeIndex child = context.first(body); child != no_node; child = context.next(child)) {
        const bool repeat = context.is(child, "repeat");
        if (!repeat && !context.is(child, "group")) continue;
        std::string_view path = context.attribute(child, "nodeset");
        if (path.empty()) path = context.attribute(child, "ref");
        const std::string nodeset = path.empty() ? root_nodeset : context.resolved(path, root_nodeset);
        if (repeat && !path.empty()) context.repeats.insert(nodeset);
        find_repeats(context, child, nodeset);
    }
}

void read_body(XFormContext& context, NodeIndex body)
{
    context.draft().settings.style = context.attribute(body, "class");
    context.report_other_attributes(body, {"class"});
    BodyReader(context).read_children(body, no_index, "/" + context.draft().nodes.front().name);
}

} // namespace mahalla
