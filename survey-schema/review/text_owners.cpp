#include "review/text_owners.h"

#include "form/choice_list_path.h"

namespace mahalla {

namespace {

/// The text of the child `name` of an item as it lies in the document; nothing where it is absent.
std::optional<std::string_view> child_text(const Document& document, NodeIndex item, std::string_view name)
{
    for (NodeIndex child = document.first_child(item); child != no_node; child = document.next_sibling(child))
        if (document.kind(child) == NodeKind::Element && document.local_name(child) == name)
            return document.string_value_view(child);
    return std::nullopt;
}

void visit_list(const SecondaryInstance& instance, const std::function<void(const OwnedText&)>& visit)
{
    const Document& document = *instance.content;
    const std::vector<NodeIndex> items = items_of(instance, "item");
    for (std::size_t i = 0; i < items.size(); ++i) {
        OwnedText owned;
        owned.use = TextUse::ChoiceLabel;
        owned.list_name = instance.id;
        owned.row = i < instance.item_rows.size() ? instance.item_rows[i] : 0;
        if (const auto id = child_text(document, items[i], "itextId"))
            owned.translation_id = *id;
        else if (const auto label = child_text(document, items[i], "label"))
            owned.words = *label;
        else
            continue;
        visit(owned);
    }
}

} // namespace

std::string_view column_of(TextUse use)
{
    switch (use) {
    case TextUse::Label:
    case TextUse::ChoiceLabel:
        return "label";
    case TextUse::Hint:
        return "hint";
    case TextUse::ConstraintMessage:
        return "constraint_message";
    case TextUse::RequiredMessage:
        return "required_message";
    }
    return "";
}

void visit_texts(const FormDefinition& form, const std::function<void(const OwnedText&)>& visit)
{
    const auto one = [&](const Text& text, TextUse use, ModelIndex node, ControlIndex control, int row) {
        if (!text.is_empty()) visit({&text, {}, {}, use, node, control, {}, row});
    };
    for (ControlIndex index = 0; index < form.controls().size(); ++index) {
        const Control& control = form.control(index);
        one(control.label, TextUse::Label, control.node, index, control.sheet_row);
        one(control.hint, TextUse::Hint, control.node, index, control.sheet_row);
        for (const Choice& choice : control.choices)
            one(choice.label, TextUse::ChoiceLabel, control.node, index, control.sheet_row);
    }
    for (ModelIndex node = 0; node < form.nodes().size(); ++node) {
        const ModelNode& model = form.node(node);
        one(model.bind.constraint_message, TextUse::ConstraintMessage, node, no_index, model.sheet_row);
        one(model.bind.required_message, TextUse::RequiredMessage, node, no_index, model.sheet_row);
    }
    for (const SecondaryInstance& instance : form.instances())
        if (instance.is_choice_list && instance.content) visit_list(instance, visit);
}

} // namespace mahalla
