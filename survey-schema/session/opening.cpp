#include "session/opening.h"

#include "base/text.h"
#include "session/actions.h"

namespace mahalla {

namespace {

/// Computes everything, then runs the actions of the load, then lets the series follow their counts.
Result<void> work_out(InterviewState& state, bool first_load)
{
    Recalculation& recalculation = state.recalculation;
    recalculation.opening = first_load;
    recalculation.counts_run = false;
    recalculation.actions_run = false;
    state.begin(no_node);
    state.compute_block(0);
    recalculation.settle();
    recalculation.actions_run = true;
    if (first_load) run_actions(state, FormEvent::FirstLoad);
    run_actions(state, FormEvent::InstanceLoad);
    recalculation.counts_run = true;
    state.finish();
    recalculation.opening = false;
    state.history.clear();
    if (recalculation.failed) return tl::unexpected(*recalculation.failed);
    return {};
}

std::string uuid_of(InterviewState& state)
{
    // RFC 4122 §4.4: version 4, variant 1.
    Bytes bytes(16);
    state.environment.random.fill(bytes);
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fU) | 0x40U);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fU) | 0x80U);
    const std::string hex = to_hex(bytes);
    return "uuid:" + hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' + hex.substr(16, 4) +
           '-' + hex.substr(20);
}

std::string timestamp(InterviewState& state)
{
    const Instant now = state.environment.clock.now();
    return instant_to_text(now, state.environment.time_zone.offset_minutes_at(now));
}

std::string property_of(InterviewState& state, std::string_view name)
{
    const std::string value = state.evaluator.property(name);
    if (!value.empty()) return value;
    // As forms of old write it.
    return state.evaluator.property(replaced_all(name, " ", ""));
}

/// The path of a node in a record, rows by their ids. Nothing where the limits of paths do not allow it.
std::optional<AnswerPath> path_of(const InterviewState& state, NodeIndex node)
{
    AnswerPath path;
    if (node != InstanceTree::root_element) {
        auto above = path_of(state, state.tree.parent_element(node));
        if (!above) return std::nullopt;
        path = *std::move(above);
    }
    const ModelNode& model = state.model_of(node);
    auto step = path.child((model.kind == ModelNodeKind::Attribute ? "@" : "") + model.name);
    if (!step) return std::nullopt;
    const bool row = model.kind == ModelNodeKind::Repeat && !state.tree.flags(node).anchor;
    return row ? step->with_row(state.tree.row_id(state.tree.block_of(node))) : *std::move(step);
}

void collect(const InterviewState& state, BlockIndex block, Record& record)
{
    const NodeIndex base = state.tree.base(block);
    const auto& models = state.program->layout().block(state.tree.block_model(block));
    for (std::size_t place = 0; place < models.size(); ++place) {
        const NodeIndex node = base + static_cast<NodeIndex>(place);
        if (state.tree.flags(node).anchor) {
            std::vector<RowId> ids;
            for (const BlockIndex row : state.tree.rows(node)) {
                ids.push_back(state.tree.row_id(row));
                collect(state, row, record);
            }
            const auto path = ids.empty() ? std::nullopt : path_of(state, node);
            if (path) record.rosters.emplace(*path, std::move(ids));
            continue;
        }
        const std::string& value = state.tree.flags(node).wrong_type ? state.tree.typed(node) : state.tree.value(node);
        if (value.empty()) continue;
        if (const auto path = path_of(state, node))
            record.answers.emplace(*path, Answer{value, state.tree.flags(node).relevant, false});
    }
}

/// False where the record has more rows than an interview may hold.
bool fill_from(InterviewState& state, BlockIndex block, const Record& record)
{
    const NodeIndex base = state.tree.base(block);
    const auto& models = state.program->layout().block(state.tree.block_model(block));
    for (std::size_t place = 0; place < models.size(); ++place) {
        const NodeIndex node = base + static_cast<NodeIndex>(place);
        const auto path = path_of(state, node);
        if (!path) continue;
        if (state.tree.flags(node).anchor) {
            const auto rows = record.rosters.find(*path);
            if (rows == record.rosters.end()) continue;
            for (const RowId& id : rows->second) {
                if (state.tree.node_count() >= InstanceTree::nodes_max) return false;
                const BlockIndex row = state.tree.make_row(node, id);
                state.tree.insert_row(row, state.tree.rows(node).size() + 1);
                static const std::vector<InitialRows> none;
                state.fill_block(row, &none);
                if (!fill_from(state, row, record)) return false;
            }
            continue;
        }
        if (!state.model_of(node).children.empty()) continue;
        const auto answer = record.answers.find(*path);
        const std::string text = answer == record.answers.end() ? std::string() : answer->second.value;
        // What the form gives an attribute (its id, a dataset) holds where the record says nothing.
        if (answer == record.answers.end() && state.model_of(node).kind == ModelNodeKind::Attribute) continue;
        auto value = value_from_text(state.program_of(node).value_type, text);
        state.tree.exchange_typed(node, value ? std::string() : text);
        state.tree.exchange_value(node, value.value_or(std::string()));
    }
    return true;
}

} // namespace

Result<void> start_new(InterviewState& state)
{
    state.record_id = RecordId::random(state.environment.random);
    state.created = state.environment.clock.now();
    state.fill_block(0, nullptr);
    preload(state, false);
    return work_out(state, true);
}

Result<void> start_from(InterviewState& state, const Record& record)
{
    if (record.form.id != state.form().id())
        return failure(ErrorKind::Invalid, "The record belongs to the form \"" + record.form.id + "\", not to \"" +
                                               state.form().id() + "\"; open it with its own form.");
    state.record_id = record.id;
    state.created = record.created;
    static const std::vector<InitialRows> none;
    state.fill_block(0, &none);
    if (!fill_from(state, 0, record))
        return failure(ErrorKind::Invalid, "The record has more rows than an interview can hold.");
    if (const auto language = state.form().language_index(record.language)) state.evaluator.set_language(*language);
    state.recalculation.keep_chance = true;
    auto worked_out = work_out(state, false);
    state.recalculation.keep_chance = false;
    return worked_out;
}

Record record_of(const InterviewState& state)
{
    Record record;
    record.id = state.record_id;
    record.form.id = state.form().id();
    record.form.version = state.form().version();
    record.stage = state.finalised ? RecordStage::Finalised : RecordStage::Draft;
    record.created = state.created;
    record.finalised = state.finalised;
    record.language = state.languages[state.evaluator.language()];
    const auto author = state.environment.properties.find("username");
    if (author != state.environment.properties.end()) record.author = author->second;
    collect(state, 0, record);
    return record;
}

void preload(InterviewState& state, bool at_end)
{
    const auto models = state.form().nodes();
    for (ModelIndex model = 0; model < models.size(); ++model) {
        const Bind& bind = models[model].bind;
        if (bind.preload.empty()) continue;
        std::optional<std::string> text;
        const bool end = bind.preload == "timestamp" && bind.preload_parameters == "end";
        if (end != at_end) continue;
        if (bind.preload == "uid")
            text = uuid_of(state);
        else if (bind.preload == "timestamp")
            text = timestamp(state);
        else if (bind.preload == "date")
            text = timestamp(state).substr(0, 10);
        else if (bind.preload == "property")
            text = property_of(state, bind.preload_parameters);
        if (!text || text->empty()) continue;
        state.tree.for_each_below(0, model, [&](NodeIndex node) {
            if (!state.tree.flags(node).anchor)
                state.set_value(node, value_from_expression(state.program_of(node).value_type, *text));
        });
    }
}

} // namespace mahalla
