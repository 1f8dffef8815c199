#include "review/choice_values.h"

#include "expression/syntax_tree.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

/// As many as an author could look through; of longer lists no value is told to be missing.
constexpr std::size_t values_max = 200'000;

void add(ValuesOnOffer& offer, std::string value)
{
    if (const double number = number_of_text(value); !std::isnan(number)) offer.numbers.insert(number);
    offer.values.push_back(std::move(value));
}

/// Views are taken when the vector grows no more.
std::shared_ptr<const ValuesOnOffer> finished(std::shared_ptr<ValuesOnOffer> offer)
{
    if (offer->values.empty() || offer->values.size() > values_max) return nullptr;
    offer->known.reserve(offer->values.size());
    for (const std::string& value : offer->values) offer->known.insert(value);
    return offer;
}

} // namespace

std::optional<ListPath> list_path_of(const Expression& nodeset)
{
    const ExpressionTree& tree = nodeset.tree();
    const SyntaxNode* top = &tree.nodes[tree.top];
    if (top->operation == Operation::Call && top->function == NodeFunction::Randomize)
        top = &tree.nodes[tree.operands[top->first]];
    if (top->operation != Operation::Path) return std::nullopt;
    const SyntaxPath& path = tree.paths[top->first];
    if (path.start != PathStart::Filter || path.predicate_count > 0 || path.step_count != 2) return std::nullopt;
    const SyntaxNode& call = tree.nodes[path.filter];
    if (call.operation != Operation::Call || call.function != NodeFunction::Instance) return std::nullopt;
    const SyntaxNode& id = tree.nodes[tree.operands[call.first]];
    const SyntaxStep* steps = &tree.steps[path.first_step];
    for (int i = 0; i < 2; ++i)
        if (steps[i].axis != Axis::Child || steps[i].test != TestKind::Name || steps[i].name.local.empty())
            return std::nullopt;
    if (id.operation != Operation::Text || steps[0].predicate_count > 0) return std::nullopt;
    return ListPath{id.text, steps[0].name.local, steps[1].name.local};
}

std::string_view single_name_of(const Expression& path)
{
    const ExpressionTree& tree = path.tree();
    const SyntaxNode& top = tree.nodes[tree.top];
    if (top.operation != Operation::Path) return {};
    const SyntaxPath& steps = tree.paths[top.first];
    if (steps.start != PathStart::Context || steps.step_count != 1) return {};
    const SyntaxStep& step = tree.steps[steps.first_step];
    return step.is_plain_child() ? step.name.local : std::string_view();
}

std::vector<NodeIndex> items_of(const SecondaryInstance& instance, std::string_view item)
{
    std::vector<NodeIndex> items;
    const Document& document = *instance.content;
    NodeIndex root = document.first_child(instance.above_root);
    while (root != no_node && document.kind(root) != NodeKind::Element) root = document.next_sibling(root);
    if (root == no_node) return items;
    for (NodeIndex child = document.first_child(root); child != no_node; child = document.next_sibling(child))
        if (document.kind(child) == NodeKind::Element && document.local_name(child) == item) items.push_back(child);
    return items;
}

std::optional<std::string> item_text(const Document& document, NodeIndex item, std::string_view name)
{
    for (NodeIndex child = document.first_child(item); child != no_node; child = document.next_sibling(child)) {
        if (document.kind(child) != NodeKind::Element || document.local_name(child) != name) continue;
        std::string text;
        document.append_string_value(child, text);
        return text;
    }
    return std::nullopt;
}

const ValuesOnOffer* ChoiceValues::of(ModelIndex select)
{
    if (select == no_index) return nullptr;
    const auto found = by_node_.find(select);
    if (found != by_node_.end()) return found->second.get();
    std::shared_ptr<const ValuesOnOffer> offer;
    bool first = true;
    for (const ControlIndex index : form_.controls_of(select)) {
        std::shared_ptr<const ValuesOnOffer> one = read(form_.control(index));
        // Two controls may answer one node; where their lists differ, either may hold.
        offer = first || one == offer ? std::move(one) : nullptr;
        first = false;
    }
    // What a calculation or a preload puts there is cleared if it is no choice, but that is not for us to say.
    if (form_.node(select).bind.calculate) offer = nullptr;
    return by_node_.emplace(select, std::move(offer)).first->second.get();
}

std::shared_ptr<const ValuesOnOffer> ChoiceValues::read(const Control& control)
{
    if (control.kind == ControlKind::Trigger) {
        static const std::shared_ptr<const ValuesOnOffer> tick = [] {
            auto offer = std::make_shared<ValuesOnOffer>();
            add(*offer, "OK");
            return finished(std::move(offer));
        }();
        return tick;
    }
    // Choices of search() are columns of a table; `query` looks into one as well.
    if (!control.is_select() || control.attribute("query") != nullptr ||
        control.appearance.find("search(") != std::string::npos)
        return nullptr;
    if (control.itemset) return read_list(*control.itemset);
    auto offer = std::make_shared<ValuesOnOffer>();
    for (const Choice& choice : control.choices) add(*offer, choice.value);
    return finished(std::move(offer));
}

std::shared_ptr<const ValuesOnOffer> ChoiceValues::read_list(const Itemset& itemset)
{
    const std::optional<ListPath> path = list_path_of(itemset.nodeset);
    const std::string_view value = single_name_of(itemset.value);
    if (!path || value.empty()) return nullptr;
    const std::string key = std::string(path->instance) + "/" + std::string(path->item) + "/" + std::string(value);
    const auto known = by_list_.find(key);
    if (known != by_list_.end()) return known->second;
    if (instances_.empty())
        for (const SecondaryInstance& instance : form_.instances()) instances_.emplace(instance.id, &instance);

    std::shared_ptr<const ValuesOnOffer> offer;
    const auto instance = instances_.find(path->instance);
    if (instance != instances_.end() && instance->second->content) {
        auto read = std::make_shared<ValuesOnOffer>();
        read->list_name = path->instance;
        for (const NodeIndex item : items_of(*instance->second, path->item))
            if (auto text = item_text(*instance->second->content, item, value)) add(*read, *std::move(text));
        offer = finished(std::move(read));
    }
    return by_list_.emplace(key, std::move(offer)).first->second;
}

} // namespace mahalla
