#include "session/opening.h"

#include "base/text.h"
#include "session/actions.h"
#include "session/recorded.h"

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
    if (!fill_from_record(state, record))
        return failure(ErrorKind::Invalid, "The record has more rows than an interview can hold.");
    if (const auto language = state.form().language_index(record.language)) state.evaluator.set_language(*language);
    state.recalculation.reopening = true;
    auto worked_out = work_out(state, false);
    state.recalculation.reopening = false;
    for (const NodeIndex anchor : state.recalculation.longer_than_counted)
        if (const auto series = path_of(state, anchor))
            state.departures.push_back({Departure::Kind::BeyondCount, *series, {}});
    return worked_out;
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
