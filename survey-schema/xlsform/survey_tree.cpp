#include "xlsform/survey_tree.h"

#include <algorithm>

namespace mahalla {

std::string ChoiceSource::extension() const
{
    for (const std::string_view known : {".csv", ".xml", ".geojson"})
        if (list_name.size() > known.size() && list_name.ends_with(known)) return std::string(known);
    return {};
}

namespace {

const WrittenValue* find_value(const std::vector<WrittenValue>& values, std::string_view key)
{
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const WrittenValue& value) { return value.key == key; });
    return found == values.end() ? nullptr : &*found;
}

} // namespace

const WrittenValue* Element::find_bind(std::string_view key) const { return find_value(bind, key); }
const WrittenValue* Element::find_control(std::string_view key) const { return find_value(control, key); }

void set_value(std::vector<WrittenValue>& values, WrittenValue value)
{
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const WrittenValue& old) { return old.key == value.key; });
    if (found == values.end())
        values.push_back(std::move(value));
    else
        *found = std::move(value);
}

SurveyTree::SurveyTree(std::string root_name)
{
    Element root;
    root.kind = ElementKind::Root;
    root.name = std::move(root_name);
    elements_.push_back(std::move(root));
}

ElementIndex SurveyTree::add(ElementIndex parent, Element element)
{
    const auto index = static_cast<ElementIndex>(elements_.size());
    element.parent = parent;
    elements_.push_back(std::move(element));
    elements_[parent].children.push_back(index);
    return index;
}

std::vector<ElementIndex> SurveyTree::in_document_order() const
{
    std::vector<ElementIndex> order, open = {root()};
    while (!open.empty()) {
        const ElementIndex index = open.back();
        open.pop_back();
        order.push_back(index);
        const std::vector<ElementIndex>& children = elements_[index].children;
        open.insert(open.end(), children.rbegin(), children.rend());
    }
    return order;
}

std::string SurveyTree::path_below(ElementIndex index, ElementIndex ancestor) const
{
    std::vector<ElementIndex> steps;
    for (; index != ancestor && index != no_element; index = elements_[index].parent) steps.push_back(index);
    std::string path;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        path += elements_[*step].kind == ElementKind::Attribute ? "/@" : "/";
        path += elements_[*step].name;
    }
    return path;
}

ElementIndex SurveyTree::repeat_around(ElementIndex index) const
{
    for (index = elements_[index].parent; index != no_element; index = elements_[index].parent)
        if (elements_[index].kind == ElementKind::Repeat) return index;
    return no_element;
}

std::size_t SurveyTree::depth(ElementIndex index) const
{
    std::size_t depth = 0;
    for (; elements_[index].parent != no_element; index = elements_[index].parent) ++depth;
    return depth;
}

const std::vector<ElementIndex>& SurveyTree::named(std::string_view name) const
{
    static const std::vector<ElementIndex> none;
    if (by_name_.empty())
        for (const ElementIndex index : in_document_order())
            if (elements_[index].kind != ElementKind::Attribute && elements_[index].kind != ElementKind::External)
                by_name_[elements_[index].name].push_back(index);
    const auto found = by_name_.find(std::string(name));
    return found == by_name_.end() ? none : found->second;
}

} // namespace mahalla
