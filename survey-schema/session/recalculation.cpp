#include "session/recalculation.h"

#include "base/text.h"
#include "session/actions.h"
#include "session/choices.h"
#include "session/interview_state.h"
#include "session/recorded.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

constexpr std::uint8_t bit_of(FacetKind kind) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind)); }

constexpr auto later = [](const auto& a, const auto& b) { return a.rank > b.rank; };

} // namespace

bool Recalculation::queue_once(NodeIndex node, FacetKind kind)
{
    if (queued_.size() <= node) queued_.resize(state_.tree.node_count(), 0);
    if ((queued_[node] & bit_of(kind)) != 0) return false;
    queued_[node] = static_cast<std::uint8_t>(queued_[node] | bit_of(kind));
    return true;
}

void Recalculation::schedule(NodeIndex node, FacetKind kind)
{
    const bool anchor = state_.tree.flags(node).anchor;
    switch (kind) {
    case FacetKind::Calculate:
        if (values_stand) stood.push_back(node);
        if (anchor || values_stand || !queue_once(node, kind)) return;
        break;
    case FacetKind::Relevant:
    case FacetKind::Readonly:
    case FacetKind::Required:
        if (!queue_once(node, kind)) return;
        break;
    case FacetKind::Choices:
        state_.mark_changed(node);
        if (!values_stand && (!state_.tree.value(node).empty() || state_.tree.flags(node).wrong_type) &&
            queue_once(node, kind))
            selects_.push_back(node);
        return;
    case FacetKind::Count:
        if (anchor && !values_stand && queue_once(node, kind)) series_.push_back(node);
        return;
    case FacetKind::Display:
        state_.mark_changed(node);
        return;
    }
    computations_.push_back({state_.program->rank(state_.tree.model(node), kind), node, kind});
    std::push_heap(computations_.begin(), computations_.end(), later);
}

void Recalculation::schedule_reader(const Dependent& reader, BlockIndex block, std::size_t level_max)
{
    const std::size_t level = state_.tree.block_level(block);
    const std::size_t shared = std::min<std::size_t>({reader.shared_repeats, level, level_max});
    state_.tree.for_each_below(state_.tree.outer_block(block, level - shared), reader.node,
                               [&](NodeIndex node) { schedule(node, reader.kind); });
}

void Recalculation::value_changed(NodeIndex node)
{
    const BlockIndex block = state_.tree.block_of(node);
    for (const Dependent& reader : state_.program_of(node).dependents)
        schedule_reader(reader, block, state_.tree.block_level(block));
}

void Recalculation::read_from_outside(NodeIndex node, std::size_t row_level)
{
    for (const Dependent& reader : state_.program_of(node).dependents)
        if (reader.shared_repeats < row_level) schedule_reader(reader, state_.tree.block_of(node), row_level - 1);
}

void Recalculation::rows_changed(NodeIndex anchor, std::size_t first_position)
{
    const BlockIndex outer = state_.tree.block_of(anchor);
    const std::size_t level = state_.tree.block_level(outer);
    const auto& rows = state_.tree.rows(anchor);
    for (const Dependent& reader : state_.program_of(anchor).dependents) {
        if (reader.shared_repeats <= level) {
            schedule_reader(reader, outer, level);
            continue;
        }
        // It reads its own row: its position, where that has moved.
        for (std::size_t i = first_position - 1; i < rows.size(); ++i) schedule_reader(reader, rows[i], level + 1);
    }
}

void Recalculation::schedule_actions(NodeIndex node)
{
    if (actions_run && !values_stand && state_.model_of(node).kind != ModelNodeKind::Repeat &&
        !state_.program_of(node).actions.empty())
        changed_sources_.push_back(node);
}

void Recalculation::schedule_own_count(NodeIndex node)
{
    const ModelIndex repeat = state_.program_of(node).feeds_count_of;
    if (repeat == no_index) return;
    BlockIndex row = state_.tree.block_of(node);
    while (state_.tree.block_model(row) != repeat) row = state_.tree.outer_block(row, 1);
    schedule(state_.tree.anchor_of(row), FacetKind::Count);
}

void Recalculation::new_row(BlockIndex row)
{
    if (!values_stand) rows_made_.insert(row);
    if (actions_run && !values_stand) new_rows_.push_back(row);
}

void Recalculation::settle()
{
    const auto take = [this](std::deque<NodeIndex>& queue, FacetKind kind) {
        const NodeIndex node = queue.front();
        queue.pop_front();
        queued_[node] = static_cast<std::uint8_t>(queued_[node] & ~bit_of(kind));
        return node;
    };
    grown_.clear();
    for (std::size_t round = 0; round < rounds_max;) {
        if (!computations_.empty()) {
            std::pop_heap(computations_.begin(), computations_.end(), later);
            const Entry entry = computations_.back();
            computations_.pop_back();
            queued_[entry.node] = static_cast<std::uint8_t>(queued_[entry.node] & ~bit_of(entry.kind));
            if (state_.tree.is_present(entry.node)) compute(entry.node, entry.kind);
            continue; // Bounded: the form's dependencies have no cycles.
        }
        ++round;
        if (!selects_.empty()) {
            const NodeIndex select = take(selects_, FacetKind::Choices);
            if (state_.tree.is_present(select)) refilter(select);
        } else if (!new_rows_.empty()) {
            const BlockIndex row = new_rows_.front();
            new_rows_.pop_front();
            if (state_.tree.is_present(state_.tree.base(row))) run_new_repeat_actions(state_, row);
        } else if (counts_run && !series_.empty()) {
            const NodeIndex anchor = take(series_, FacetKind::Count);
            if (state_.tree.is_present(anchor)) adjust_count(anchor);
        } else if (!changed_sources_.empty()) {
            const NodeIndex source = changed_sources_.front();
            changed_sources_.pop_front();
            if (state_.tree.is_present(source)) run_value_changed_actions(state_, source);
        } else {
            rows_made_.clear();
            return;
        }
    }
    rows_made_.clear();
    selects_.clear();
    new_rows_.clear();
    series_.clear();
    changed_sources_.clear();
    std::fill(queued_.begin(), queued_.end(), std::uint8_t{0});
}

void Recalculation::compute(NodeIndex node, FacetKind kind)
{
    const ProgramNode& program = state_.program_of(node);
    InstanceTree::Flags& flags = state_.tree.flags(node);
    switch (kind) {
    case FacetKind::Calculate:
        calculate(node);
        return;
    case FacetKind::Relevant:
        flags.relevant_itself = decide(program.relevant, node, flags.relevant_itself);
        inherit(node);
        return;
    case FacetKind::Readonly:
        flags.readonly_itself = decide(program.readonly, node, flags.readonly_itself);
        inherit(node);
        return;
    case FacetKind::Required: {
        const bool required = decide(program.required, node, flags.required);
        if (required != flags.required) state_.mark_changed(node);
        flags.required = required;
        return;
    }
    case FacetKind::Choices:
    case FacetKind::Count:
    case FacetKind::Display:
        return;
    }
}

bool Recalculation::decide(const Condition& condition, NodeIndex node, bool before)
{
    if (condition.constant()) return *condition.constant();
    const auto value = state_.evaluator.boolean(condition.expression(), node);
    if (value) return *value;
    if (!failed) failed = value.error();
    return before;
}

void Recalculation::calculate(NodeIndex node)
{
    const ProgramNode& program = state_.program_of(node);
    if (!state_.tree.flags(node).relevant) {
        // Nobody reads it now; it is worked out when it becomes relevant.
        state_.tree.flags(node).out_of_date = true;
        return;
    }
    state_.tree.flags(node).out_of_date = false;
    if (reopening && program.calculates_chance && !state_.tree.value(node).empty()) return;
    const auto value = state_.evaluator.text(*program.calculate, node);
    if (!value && !failed) failed = value.error();
    state_.set_value(node, value_from_expression(program.value_type, value.value_or(std::string())));
}

void Recalculation::refilter(NodeIndex select)
{
    const InstanceTree::Flags& flags = state_.tree.flags(select);
    // While nobody is asked nobody has chosen anew: what stands in the filter reads as empty, and would clear all.
    if ((!flags.relevant && !reopening) || state_.program_of(select).calculate) return;
    const std::string chosen = flags.wrong_type ? state_.tree.typed(select) : state_.tree.value(select);
    if (chosen.empty()) return;
    std::string offered = offered_of(state_.evaluator, select, chosen);
    if (offered == chosen || offered == collapsed(chosen)) {
        if (flags.relevant) state_.set_text(select, offered);
        return;
    }
    if (reopening && flags.relevant && !flags.wrong_type)
        if (const auto path = path_of(state_, select))
            state_.departures.push_back({Departure::Kind::NotOffered, *path, {}});
    state_.set_value(select, std::move(offered), reopening || flags.wrong_type ? chosen : std::string());
}

void Recalculation::adjust_count(NodeIndex anchor)
{
    const auto number = state_.evaluator.number(*state_.program_of(anchor).count, anchor);
    if (!number && !failed) failed = number.error();
    // A count that is blank for a moment (a person retypes it) takes no rows away; nobody typed into what has just
    // begun.
    const bool begins = opening || rows_made_.contains(state_.tree.block_of(anchor));
    if (!number || (std::isnan(*number) && !begins)) return;
    const double limited =
        std::isnan(*number) ? 0.0 : std::clamp(std::floor(*number), 0.0, static_cast<double>(rows_max));
    const auto wanted = static_cast<std::size_t>(limited);
    const bool grows = wanted > state_.tree.rows(anchor).size();
    if (grows && state_.program_of(anchor).count_feeds_itself && !grown_.insert(anchor).second) return;
    // Rows that nobody is asked about, and those of a record that is being opened, are not the count's to take away.
    const bool may_shrink = begins || (state_.tree.flags(anchor).relevant && !reopening);
    if (reopening && state_.tree.flags(anchor).relevant && state_.tree.rows(anchor).size() > wanted)
        longer_than_counted.insert(anchor);
    while (may_shrink && state_.tree.rows(anchor).size() > wanted) state_.remove_row(state_.tree.rows(anchor).back());
    while (state_.tree.rows(anchor).size() < wanted && state_.tree.node_count() < InstanceTree::nodes_max)
        state_.add_row(anchor);
}

bool Recalculation::inherit_one(NodeIndex node)
{
    InstanceTree& tree = state_.tree;
    InstanceTree::Flags& flags = tree.flags(node);
    const NodeIndex parent = tree.parent_element(node);
    const InstanceTree::Flags& above = tree.flags(parent);
    const bool relevant = flags.relevant_itself && above.relevant;
    const bool readonly = flags.readonly_itself || above.readonly;
    if (relevant == flags.relevant && readonly == flags.readonly) return false;
    const bool relevance_changed = relevant != flags.relevant;
    flags.relevant = relevant;
    flags.readonly = readonly;
    state_.mark_changed(node);
    if (!relevance_changed) return true;
    if (!tree.value(node).empty()) value_changed(node);
    if (!relevant) return true;
    if (flags.out_of_date) schedule(node, FacetKind::Calculate);
    // What waited while nobody was asked.
    if (state_.program_of(node).itemset_nodes) schedule(node, FacetKind::Choices);
    if (state_.program_of(node).count) schedule(node, FacetKind::Count);
    return true;
}

void Recalculation::inherit(NodeIndex node)
{
    // A node whose own state stays as it is passes on what it passed on before. An anchor passes on nothing: rows
    // inherit from the element around their series, and have the same expression themselves.
    const InstanceTree& tree = state_.tree;
    if (!inherit_one(node) || tree.flags(node).anchor) return;
    const NodeIndex base = tree.base(tree.block_of(node));
    const InstanceLayout& layout = tree.layout();
    const NodeIndex end = base + layout.end_offset(tree.model(node));
    for (NodeIndex below = node + 1; below < end;) {
        const bool changed = inherit_one(below);
        if (tree.flags(below).anchor) {
            for (const BlockIndex row : tree.rows(below)) inherit(tree.base(row));
            ++below;
        } else {
            below = changed ? below + 1 : base + layout.end_offset(tree.model(below));
        }
    }
}

} // namespace mahalla
