#include "xlsform/survey_tree.h"

#include "xlsform/repairs.h"

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

SurveyTree::SurveyTree(std::string root_name, Faults faults) : faults_(faults)
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
    if (by_name_.empty()) index_names();
    const auto found = by_name_.find(std::string(name));
    return found == by_name_.end() ? none : found->second;
}

void SurveyTree::index_names() const
{
    const std::vector<ElementIndex> order = in_document_order();
    for (const ElementIndex index : order) {
        const Element& element = elements_[index];
        if (element.kind == ElementKind::Attribute || element.kind == ElementKind::External) continue;
        by_name_[element.name].push_back(index);
        if (!mends() || index == root()) continue;
        const std::string& name = element.written_name.empty() ? element.name : element.written_name;
        const auto [other, is_only] = by_loose_name_.emplace(loosely(name), index);
        if (!is_only) other->second = no_element;
    }
    // What an author called "meta" is meant before what the form calls so by itself.
    for (const ElementIndex index : order) {
        const std::string& written = elements_[index].written_name;
        if (written.empty()) continue;
        std::vector<ElementIndex>& called = by_name_[written];
        if (!called.empty() && elements_[called.front()].row == 0) called.clear();
        called.push_back(index);
    }
}

ElementIndex SurveyTree::nearest(const std::vector<ElementIndex>& candidates, ElementIndex from) const
{
    if (from == no_element) return candidates.front();
    std::vector<ElementIndex> around;
    for (ElementIndex index = elements_[from].parent; index != no_element; index = elements_[index].parent)
        around.push_back(index);
    // Each candidate costs a walk to the root; whoever calls a hundred questions alike gets the nearest of these.
    constexpr std::size_t candidates_max = 100;
    ElementIndex best = candidates.front();
    std::size_t best_steps = around.size();
    for (std::size_t i = 0; i < std::min(candidates.size(), candidates_max); ++i)
        for (ElementIndex index = elements_[candidates[i]].parent; index != no_element;
             index = elements_[index].parent) {
            const auto shared = std::find(around.begin(), around.end(), index);
            if (shared == around.end()) continue;
            const auto steps = static_cast<std::size_t>(shared - around.begin());
            if (steps < best_steps) {
                best = candidates[i];
                best_steps = steps;
            }
            break;
        }
    return best;
}

ElementIndex SurveyTree::meant_by(std::string_view name, ElementIndex from) const
{
    if (name.empty()) return no_element;
    const std::vector<ElementIndex>& candidates = named(name);
    if (candidates.size() == 1) return candidates.front();
    if (!mends()) return no_element;
    if (!candidates.empty()) return nearest(candidates, from);
    const auto found = by_loose_name_.find(loosely(name));
    return found == by_loose_name_.end() ? no_element : found->second;
}

ElementIndex SurveyTree::meant_by(const QuestionReference& reference, ElementIndex from) const
{
    return meant_by(reference.is_well_formed() || !mends() ? reference.name : reference.written, from);
}

} // namespace mahalla
