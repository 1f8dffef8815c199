#include "review/choice_values.h"

#include "form/choice_list_path.h"

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
