#include "xlsform/choice_sheet.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

NodeIndex element_from(const Document& document, NodeIndex node)
{
    while (node != no_node && document.kind(node) != NodeKind::Element) node = document.next_sibling(node);
    return node;
}
NodeIndex first_element(const Document& document, NodeIndex parent)
{
    return parent == no_node ? no_node : element_from(document, document.first_child(parent));
}
NodeIndex next_element(const Document& document, NodeIndex node)
{
    return element_from(document, document.next_sibling(node));
}

std::string text_of(const Document& document, NodeIndex element)
{
    std::string text;
    document.append_string_value(element, text);
    return text;
}

/// An element with nothing but text in it can be a cell.
bool is_cell(const Document& document, NodeIndex element)
{
    return document.first_attribute(element) == no_node && first_element(document, element) == no_node;
}

/// A column of its own under this header means a column, and not media, a list's name or a second language.
bool can_head_a_column(std::string_view name)
{
    const ColumnNames& names = ColumnNames::choices();
    return is_xml_name(name) && name.find(':') == std::string_view::npos && !names.aliases.contains(name) &&
           (!names.known.contains(name) || name == "sms_option");
}

} // namespace

ChoiceSheet::ChoiceSheet(const FormDefinition& form, TextCells& texts, Findings& findings)
    : form_(form), texts_(texts), findings_(findings)
{
    for (const SecondaryInstance& instance : form_.instances())
        if (instance.content) add(instance);
}

bool ChoiceSheet::holds(const SecondaryInstance& instance) const
{
    if (!instance.content) return false;
    const Document& document = *instance.content;
    const NodeIndex root = first_element(document, instance.above_root);
    if (root == no_node || document.local_name(root) != "root") return false;
    NodeIndex item = first_element(document, root);
    if (item == no_node) return false;
    for (; item != no_node; item = next_element(document, item)) {
        if (document.local_name(item) != "item") return false;
        bool has_name = false;
        for (NodeIndex cell = first_element(document, item); cell != no_node; cell = next_element(document, cell))
            has_name = has_name || (document.local_name(cell) == "name" && !trimmed(text_of(document, cell)).empty());
        if (!has_name) return false;
    }
    return true;
}

void ChoiceSheet::add(const SecondaryInstance& instance)
{
    if (!holds(instance)) {
        findings_.warning({"choices", 0, ""}, "lost-in-xlsform",
                          "The data “" + instance.id + "” are no list of items with a name, as a workbook holds them.",
                          "They are left out; put them into a file beside the form, and name it in a row of type "
                          "xml-external.");
        return;
    }
    const Document& document = *instance.content;
    std::set<std::string> names;
    for (NodeIndex item = first_element(document, first_element(document, instance.above_root)); item != no_node;
         item = next_element(document, item)) {
        for (NodeIndex cell = first_element(document, item); cell != no_node; cell = next_element(document, cell))
            if (document.local_name(cell) == "name")
                has_duplicates_ = has_duplicates_ || !names.insert(text_of(document, cell)).second;
        add_item(instance.id, document, item);
    }
}

void ChoiceSheet::add_item(const std::string& list, const Document& document, NodeIndex item)
{
    choices_.begin_row();
    choices_.put("list_name", list);
    std::set<std::string_view> seen;
    for (NodeIndex child = first_element(document, item); child != no_node; child = next_element(document, child)) {
        const std::string name(document.local_name(child));
        std::string text = text_of(document, child);
        const TextCells::Owner owner{
            no_index, "A choice of the list “" + list + "”", {"choices", choices_.row_number(), name}};
        const TranslatedText* translated = name == "itextId" ? form_.find_translation(text) : nullptr;
        const bool is_own = name == "name" || name == "label";
        if (translated != nullptr) {
            used_texts_.insert(translated->id);
            texts_.put(choices_, "label", *translated, owner);
        } else if (!seen.insert(document.local_name(child)).second || !is_cell(document, child) ||
                   (!is_own && !can_head_a_column(name)))
            texts_.warn_lost(owner, owner.name + " holds “" + name + "”, which no column can.", "It is left out.");
        else
            choices_.put(name, std::move(text));
    }
}

std::string ChoiceSheet::new_list_name(const std::string& wanted)
{
    std::string name = wanted;
    while (form_.find_instance(name) != nullptr || !list_names_.insert(name).second)
        name = wanted + "_" + std::to_string(++namesakes_[wanted] + 1);
    return name;
}

std::string ChoiceSheet::list_of(const Control& control)
{
    const bool is_search = control.appearance.find("search(") != std::string::npos;
    std::string key = is_search ? "search\x1f" : "";
    const TextCells::Owner owner{no_index, "A choice of " + control.ref, {"choices", 0, ""}};
    for (const Choice& choice : control.choices) {
        key += choice.value + "\x1e" + choice.label.translation_id + "\x1d";
        for (const TextPart& part : choice.label.parts) key += part.output ? part.output->text() : part.words;
        key += '\x1f';
    }
    const auto [known, is_new] = inline_lists_.emplace(std::move(key), "");
    if (!is_new) return known->second;
    // A list that was one before has left its name in the ids of its texts: "towns-0".
    std::string_view wanted = form_.node(control.node).local_name();
    const std::string_view first_id = control.choices.empty() ? "" : control.choices.front().label.translation_id;
    if (first_id.ends_with("-0") && is_xml_name(first_id)) wanted = first_id.substr(0, first_id.size() - 2);
    known->second = new_list_name(std::string(wanted));
    // Where one choice is translated, or shows an answer, all of the list are.
    const bool has_translations = std::any_of(control.choices.begin(), control.choices.end(), [](const Choice& choice) {
        return !choice.label.translation_id.empty() ||
               std::any_of(choice.label.parts.begin(), choice.label.parts.end(),
                           [](const TextPart& part) { return part.output.has_value(); });
    });
    std::set<std::string_view> names;
    for (const Choice& choice : control.choices) {
        has_duplicates_ = has_duplicates_ || !names.insert(choice.value).second;
        choices_.begin_row();
        choices_.put("list_name", known->second);
        choices_.put("name", choice.value);
        TextCells::Owner place = owner;
        place.place.row = choices_.row_number();
        if (choice.value.empty())
            texts_.warn_lost(place, owner.name + " stores nothing, which no choice of a workbook may.",
                             "Give it a name.");
        if (has_translations && choice.label.translation_id.empty())
            texts_.put_in_all_languages(choices_, "label", choice.label, place);
        else
            texts_.put(choices_, "label", choice.label, place);
    }
    return known->second;
}

std::string ChoiceSheet::tags_of(const Control& control)
{
    if (control.choices.empty()) return {};
    std::string name(form_.node(control.node).local_name());
    for (const Choice& tag : control.choices) {
        osm_.begin_row();
        osm_.put("list_name", name);
        osm_.put("name", tag.value);
        texts_.put(osm_, "label", tag.label,
                   {no_index, "A tag of " + control.ref, {"osm", osm_.row_number(), "label"}});
    }
    return name;
}

} // namespace mahalla
