#include "session/navigation.h"

#include "session/states.h"

#include <algorithm>

namespace mahalla {

namespace {

using Kind = NavigationEvent::Kind;

class Walk {
public:
    explicit Walk(InterviewState& state) : state_(state) {}

    std::vector<WalkStop> stops()
    {
        for (const ControlIndex control : state_.form().top_controls()) visit(control, 0);
        stops_.push_back({Kind::End, InstanceTree::root_element});
        return std::move(stops_);
    }

private:
    // Recursion is bounded by the depth FormDefinition allows.
    void visit(ControlIndex index, BlockIndex block)
    {
        const Control& control = state_.form().control(index);
        if (control.kind == ControlKind::Repeat) return visit_repeat(control, block);
        const auto node = node_of(control, block);
        if (node && !state_.tree.flags(*node).relevant && !state_.tree.flags(*node).anchor) return;
        if (control.kind != ControlKind::Group) {
            if (node) stops_.push_back({Kind::Question, *node});
            return;
        }
        const bool one_screen = control.has_appearance("field-list");
        if (one_screen && node && !state_.tree.flags(*node).anchor)
            stops_.push_back({Kind::Group, *node});
        else
            for (const ControlIndex child : control.children) visit(child, block);
    }

    void visit_repeat(const Control& control, BlockIndex block)
    {
        const auto anchor = node_of(control, block);
        if (!anchor || !state_.tree.flags(*anchor).anchor) return;
        const bool one_screen =
            control.has_appearance("field-list") ||
            (control.parent != no_index && state_.form().control(control.parent).node == control.node &&
             state_.form().control(control.parent).has_appearance("field-list"));
        for (const BlockIndex row : state_.tree.rows(*anchor)) {
            const NodeIndex base = state_.tree.base(row);
            if (!state_.tree.flags(base).relevant) continue;
            stops_.push_back({Kind::Repeat, base});
            if (one_screen)
                stops_.push_back({Kind::Group, base});
            else
                for (const ControlIndex child : control.children) visit(child, row);
        }
        if (can_add_row(state_, *anchor)) stops_.push_back({Kind::PromptNewRepeat, *anchor});
    }

    /// A control may show a node of the block it stands in or of one around it; of others nobody knows which row is
    /// meant.
    std::optional<NodeIndex> node_of(const Control& control, BlockIndex block) const
    {
        if (control.node == no_index) return std::nullopt;
        const InstanceLayout& layout = state_.program->layout();
        const bool repeat = state_.form().node(control.node).kind == ModelNodeKind::Repeat;
        const std::size_t level = layout.repeats_of(control.node).size() - (repeat ? 1 : 0);
        const std::size_t here = state_.tree.block_level(block);
        if (level > here || layout.shared_repeats(control.node, state_.tree.block_model(block)) < level)
            return std::nullopt;
        return state_.tree.node_in(state_.tree.outer_block(block, here - level), control.node);
    }

    InterviewState& state_;
    std::vector<WalkStop> stops_;
};

} // namespace

std::vector<WalkStop> stops_of(InterviewState& state) { return Walk(state).stops(); }

std::size_t place_in(const InterviewState& state, const std::vector<WalkStop>& stops)
{
    if (state.walk_node == no_node) return 0;
    const WalkStop here{state.walk_kind, state.walk_node};
    const auto found = std::find(stops.begin(), stops.end(), here);
    if (found != stops.end()) return static_cast<std::size_t>(found - stops.begin());
    for (std::size_t i = 0; i + 1 < stops.size(); ++i)
        if (!state.tree.precedes(stops[i].node, state.walk_node)) return i;
    return stops.size() - 1;
}

} // namespace mahalla
