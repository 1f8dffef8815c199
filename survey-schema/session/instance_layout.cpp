#include "session/instance_layout.h"

#include <algorithm>

namespace mahalla {

InstanceLayout::InstanceLayout(const FormDefinition& form) : form_(form), places_(form.nodes().size())
{
    // Parents stand before children, so a repeat's own list is there when its children ask for it.
    for (ModelIndex node = 0; node < places_.size(); ++node) {
        const ModelNode& model = form.node(node);
        if (model.parent != no_index) places_[node].repeats = places_[model.parent].repeats;
        if (model.kind == ModelNodeKind::Repeat) places_[node].repeats.push_back(node);
        for (const auto* siblings : {&model.children, &model.attributes})
            for (std::uint32_t i = 0; i < siblings->size(); ++i) places_[(*siblings)[i]].sibling = i;
        for (auto child = model.children.rbegin(); child != model.children.rend(); ++child) {
            ModelIndex& first =
                children_by_name_.try_emplace({node, form.node(*child).local_name()}, no_index).first->second;
            places_[*child].next_namesake = first;
            first = *child;
        }
    }
    lay_out_block(0);
    for (ModelIndex node = 1; node < places_.size(); ++node)
        if (form.node(node).kind == ModelNodeKind::Repeat) lay_out_block(node);
}

void InstanceLayout::lay_out_block(ModelIndex root_or_repeat)
{
    std::vector<ModelIndex> block;
    place(root_or_repeat, block);
    blocks_.emplace(root_or_repeat, std::move(block));
}

void InstanceLayout::place(ModelIndex node, std::vector<ModelIndex>& block)
{
    // Recursion is bounded by the depth FormDefinition allows.
    const bool is_anchor = !block.empty() && form_.node(node).kind == ModelNodeKind::Repeat;
    const auto here = static_cast<std::uint32_t>(block.size());
    block.push_back(node);
    if (is_anchor) {
        places_[node].anchor = here;
        return;
    }
    places_[node].offset = here;
    for (const ModelIndex attribute : form_.node(node).attributes) place(attribute, block);
    for (const ModelIndex child : form_.node(node).children) place(child, block);
    places_[node].end = static_cast<std::uint32_t>(block.size());
}

std::size_t InstanceLayout::shared_repeats(ModelIndex a, ModelIndex b) const
{
    const auto& left = places_[a].repeats;
    const auto& right = places_[b].repeats;
    const auto end = std::mismatch(left.begin(), left.end(), right.begin(), right.end()).first;
    return static_cast<std::size_t>(end - left.begin());
}

ModelIndex InstanceLayout::first_child_named(ModelIndex parent, std::string_view local_name) const
{
    const auto found = children_by_name_.find({parent, local_name});
    return found == children_by_name_.end() ? no_index : found->second;
}

} // namespace mahalla
