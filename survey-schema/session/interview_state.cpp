#include "session/interview_state.h"

#include "session/refs.h"

#include <algorithm>

namespace mahalla {

InterviewState::InterviewState(std::shared_ptr<const FormProgram> with, const SessionEnvironment& around)
    : program(std::move(with)), environment(around), tree(program->layout()), evaluator(*program, environment, tree),
      recalculation(*this), languages(program->form().languages().begin(), program->form().languages().end())
{
    if (languages.empty()) languages.emplace_back();
}

void InterviewState::begin(NodeIndex answered, bool continues_same_node)
{
    changes_ = Changes();
    ++operation_;
    history.begin(answered, continues_same_node);
}

Changes InterviewState::finish()
{
    recalculation.settle();
    history.end();
    std::erase_if(changes_.changed, [this](SessionNode node) { return !tree.is_present(node.number); });
    return std::exchange(changes_, Changes());
}

void InterviewState::mark_changed(NodeIndex node)
{
    if (changed_in_.size() <= node) changed_in_.resize(tree.node_count(), 0);
    if (changed_in_[node] == operation_) return;
    changed_in_[node] = operation_;
    changes_.changed.push_back({node});
}

void InterviewState::mark_all_changed() { changes_.language = true; }

void InterviewState::set_value(NodeIndex node, std::string value, std::string typed)
{
    const bool value_differs = tree.value(node) != value;
    if (!value_differs && tree.typed(node) == typed) return;
    mark_changed(node);
    if (tree.typed(node) != typed) {
        std::string before = tree.exchange_typed(node, typed);
        history.add({HistoryStep::Kind::Typed, node, std::move(before), std::move(typed)});
    }
    if (!value_differs) return;
    std::string before = tree.exchange_value(node, value);
    history.add({HistoryStep::Kind::Value, node, std::move(before), std::move(value)});
    if (tree.flags(node).relevant) recalculation.value_changed(node);
    recalculation.schedule_actions(node);
    recalculation.schedule_own_count(node);
}

void InterviewState::set_text(NodeIndex node, std::string_view text)
{
    auto value = value_from_text(program_of(node).value_type, text);
    if (value)
        set_value(node, *std::move(value));
    else
        set_value(node, {}, std::string(text));
}

void InterviewState::fill_block(BlockIndex block, const std::vector<InitialRows>* rows)
{
    const NodeIndex base = tree.base(block);
    const auto& models = program->layout().block(tree.block_model(block));
    for (std::size_t place = 0; place < models.size(); ++place) {
        const NodeIndex node = base + static_cast<NodeIndex>(place);
        const ProgramNode& node_program = program->node(models[place]);
        InstanceTree::Flags& flags = tree.flags(node);
        const InstanceTree::Flags& above = tree.flags(tree.parent_element(node));
        flags.relevant_itself = node_program.relevant.constant().value_or(true);
        flags.readonly_itself = node_program.readonly.constant().value_or(false);
        flags.required = node_program.required.constant().value_or(false);
        flags.relevant = flags.relevant_itself && above.relevant;
        flags.readonly = flags.readonly_itself || above.readonly;
        const std::string& given = form().node(models[place]).default_value;
        if (given.empty() || flags.anchor) continue;
        auto value = value_from_text(node_program.value_type, given);
        if (value)
            tree.exchange_value(node, *std::move(value));
        else
            tree.exchange_typed(node, given);
    }
    for (std::size_t place = 1; place < models.size(); ++place) {
        const NodeIndex anchor = base + static_cast<NodeIndex>(place);
        if (!tree.flags(anchor).anchor) continue;
        const std::vector<InitialRow>* first_rows = &form().node(models[place]).rows;
        if (rows) {
            const auto named = std::find_if(rows->begin(), rows->end(),
                                            [&](const InitialRows& inner) { return inner.repeat == models[place]; });
            first_rows = named == rows->end() ? nullptr : &named->rows;
        }
        if (!first_rows) continue;
        for (const InitialRow& first : *first_rows) {
            const BlockIndex row = tree.make_row(anchor, RowId::random(environment.random));
            tree.insert_row(row, tree.rows(anchor).size() + 1);
            fill_row(row, &first);
        }
    }
}

void InterviewState::fill_row(BlockIndex block, const InitialRow* row)
{
    fill_block(block, &row->inner);
    for (const InitialValue& given : row->values) {
        const NodeIndex node = tree.node_in(block, given.node);
        auto value = value_from_text(program->node(given.node).value_type, given.value);
        tree.exchange_typed(node, value ? std::string() : given.value);
        tree.exchange_value(node, value.value_or(std::string()));
    }
}

void InterviewState::compute_block(BlockIndex block)
{
    const ModelIndex block_model = tree.block_model(block);
    for (const Computation& computation : program->computations_of(block_model)) {
        const FacetKind kind = computation.kind == ComputedKind::Calculate  ? FacetKind::Calculate
                               : computation.kind == ComputedKind::Relevant ? FacetKind::Relevant
                               : computation.kind == ComputedKind::Readonly ? FacetKind::Readonly
                                                                            : FacetKind::Required;
        recalculation.schedule(tree.node_in(block, computation.node), kind);
    }
    const NodeIndex base = tree.base(block);
    const auto& models = program->layout().block(block_model);
    for (std::size_t place = 0; place < models.size(); ++place) {
        const NodeIndex node = base + static_cast<NodeIndex>(place);
        mark_changed(node);
        // A list written inside its question stays as it is, unless another version of the form has another one.
        const ProgramNode& node_program = program->node(models[place]);
        if (node_program.has_changing_choices() || (recalculation.reopening && node_program.is_select()))
            recalculation.schedule(node, FacetKind::Choices);
        if (!tree.flags(node).anchor) continue;
        if (program->node(models[place]).count) recalculation.schedule(node, FacetKind::Count);
        for (std::size_t i = 0; i < tree.rows(node).size(); ++i) compute_block(tree.rows(node)[i]);
    }
}

void InterviewState::note_readers_of_block(BlockIndex block, std::size_t level_below)
{
    const NodeIndex base = tree.base(block);
    const auto& models = program->layout().block(tree.block_model(block));
    for (std::size_t place = 0; place < models.size(); ++place) {
        const NodeIndex node = base + static_cast<NodeIndex>(place);
        recalculation.read_from_outside(node, level_below);
        if (!tree.flags(node).anchor) continue;
        for (const BlockIndex row : tree.rows(node)) note_readers_of_block(row, level_below);
    }
}

void InterviewState::note_row_moves(NodeIndex anchor, std::size_t first_position)
{
    changes_.structure = true;
    mark_changed(anchor);
    recalculation.rows_changed(anchor, first_position);
}

void InterviewState::put_row_in(BlockIndex row, std::size_t position)
{
    const NodeIndex anchor = tree.anchor_of(row);
    tree.insert_row(row, position);
    history.add({HistoryStep::Kind::RowIn, anchor, {}, {}, row, position});
    note_readers_of_block(row, tree.block_level(row));
    note_row_moves(anchor, position);
}

void InterviewState::take_row_out(BlockIndex row)
{
    const NodeIndex anchor = tree.anchor_of(row);
    const std::size_t position = tree.position(row);
    changes_.removed.push_back(ref_of(*this, tree.base(row)));
    tree.take_row_out(row);
    history.add({HistoryStep::Kind::RowOut, anchor, {}, {}, row, position});
    note_readers_of_block(row, tree.block_level(row));
    note_row_moves(anchor, position);
}

BlockIndex InterviewState::add_row(NodeIndex anchor)
{
    const BlockIndex row = tree.make_row(anchor, RowId::random(environment.random));
    fill_block(row, nullptr);
    put_row_in(row, tree.rows(anchor).size() + 1);
    compute_block(row);
    announce_row(row);
    return row;
}

void InterviewState::announce_row(BlockIndex row)
{
    recalculation.new_row(row);
    const auto& models = program->layout().block(tree.block_model(row));
    for (std::size_t place = 1; place < models.size(); ++place) {
        const NodeIndex node = tree.base(row) + static_cast<NodeIndex>(place);
        if (!tree.flags(node).anchor) continue;
        for (const BlockIndex inner : tree.rows(node)) announce_row(inner);
    }
}

void InterviewState::remove_row(BlockIndex row) { take_row_out(row); }

void InterviewState::replay(const std::vector<HistoryStep>& steps, bool back)
{
    recalculation.values_stand = true;
    const auto apply = [&](const HistoryStep& step) {
        switch (step.kind) {
        case HistoryStep::Kind::Value:
            set_value(step.node, back ? step.before : step.after, tree.typed(step.node));
            if (program_of(step.node).calculate) recalculation.stood.push_back(step.node);
            break;
        case HistoryStep::Kind::Typed:
            set_value(step.node, tree.value(step.node), back ? step.before : step.after);
            break;
        case HistoryStep::Kind::RowIn:
        case HistoryStep::Kind::RowOut:
            if (back == (step.kind == HistoryStep::Kind::RowIn)) {
                take_row_out(step.row);
            } else {
                put_row_in(step.row, step.position);
                compute_block(step.row);
            }
            break;
        }
    };
    if (back)
        std::for_each(steps.rbegin(), steps.rend(), apply);
    else
        std::for_each(steps.begin(), steps.end(), apply);
    recalculation.settle();
    recalculation.values_stand = false;
    for (const NodeIndex node : std::exchange(recalculation.stood, {}))
        if (!tree.flags(node).relevant) tree.flags(node).out_of_date = true;
}

} // namespace mahalla
