#include "xform/xform_output.h"

#include <algorithm>

namespace mahalla {

namespace {

class BodyWriter {
public:
    explicit BodyWriter(XFormOutput& output) : output_(output), form_(output.form)
    {
        actions_.resize(form_.controls().size());
        for (const Action& action : form_.actions())
            if (action.control != no_index) actions_[action.control].push_back(&action);
    }

    void write(ControlIndex index)
    {
        const Control& control = form_.control(index);
        output_.xml.begin(name_of(control.kind));
        if (!control.ref.empty())
            output_.xml.attribute(control.kind == ControlKind::Repeat ? "nodeset" : "ref",
                                  output_.nodeset(control.ref));
        output_.xml.attribute_unless_empty("appearance", output_.rooted(control.appearance));
        output_.expression_attribute("jr:count", control.count);
        output_.expression_attribute("jr:noAddRemove", control.no_add_remove);
        output_.attributes(control.attributes);
        // ODK Validate asks for a label wherever there is a hint, and pyxform writes one around the rows of a repeat.
        if (!control.label.is_empty() || !control.hint.is_empty() || holds_rows(control))
            output_.text_element("label", control.label);
        if (!control.hint.is_empty()) output_.text_element("hint", control.hint);
        write_choices(control);
        for (const ControlIndex child : control.children) write(child);
        for (const Action* action : actions_[index]) output_.action(*action);
        output_.xml.end();
    }

private:
    bool holds_rows(const Control& control) const
    {
        return control.kind == ControlKind::Group &&
               std::any_of(control.children.begin(), control.children.end(), [&](ControlIndex child) {
                   return form_.control(child).kind == ControlKind::Repeat && form_.control(child).ref == control.ref;
               });
    }

    void write_choices(const Control& control)
    {
        for (const Choice& choice : control.choices) {
            const bool is_tag = control.kind == ControlKind::Upload; // what to ask of a place on the map (osm)
            output_.xml.begin(is_tag ? "tag" : "item");
            if (is_tag) output_.xml.attribute("key", choice.value);
            output_.text_element("label", choice.label);
            if (!is_tag) output_.xml.leaf("value", choice.value);
            output_.xml.end();
        }
        if (!control.itemset) return;
        output_.xml.begin("itemset");
        output_.xml.attribute("nodeset", output_.text_of(control.itemset->nodeset));
        write_reference("value", control.itemset->value);
        write_reference("label", control.itemset->label);
        output_.xml.end();
    }

    void write_reference(std::string_view name, const Expression& expression)
    {
        output_.xml.begin(name);
        output_.xml.attribute("ref", output_.text_of(expression));
        output_.xml.end();
    }

    XFormOutput& output_;
    const FormDefinition& form_;
    std::vector<std::vector<const Action*>> actions_; // by control
};

} // namespace

void write_body(XFormOutput& output)
{
    output.xml.begin("h:body");
    output.xml.attribute_unless_empty("class", output.form.settings().style);
    BodyWriter writer(output);
    for (const ControlIndex index : output.form.top_controls()) writer.write(index);
    output.xml.end();
}

} // namespace mahalla
