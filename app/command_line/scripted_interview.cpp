#include "command_line/scripted_interview.h"

#include "command_line/departures_text.h"
#include "session/entities.h"
#include "xform/submission.h"
#include "xform/xml_reader.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace mahalla {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t step_bytes_max = std::size_t{64} << 20U;

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// The state as the contract prints it: keys that do not apply are left out.
Json json_of(const NodeState& state)
{
    Json json;
    const bool series = state.type == NodeType::Repeat;
    const bool holds_value = !state.value_type.empty();
    json["type"] = name_of(state.type);
    if (holds_value) {
        json["value"] = state.value;
        json["value_type"] = state.value_type;
    }
    json["relevant"] = state.relevant;
    json["readonly"] = state.readonly;
    if (holds_value) {
        json["required"] = state.required;
        json["valid"] = state.is_valid();
        if (state.violation) json["violation"] = name_of(*state.violation);
    }
    if (!state.label.empty()) json["label"] = state.label;
    if (!state.hint.empty()) json["hint"] = state.hint;
    if (state.type == NodeType::Select || state.type == NodeType::Rank) {
        json["choices"] = Json::array();
        for (const ChoiceState& choice : state.choices)
            json["choices"].push_back({{"value", choice.value}, {"label", choice.label}});
    }
    if (!state.appearance.empty()) json["appearance"] = state.appearance;
    if (series) json["count"] = state.count;
    return json;
}

/// `{"ok":true,"changes":{…}}` put together from states that are texts already. A tree of them would take ten times the
/// room, and finding each of n refs in it n looks.
class WrittenStates {
public:
    WrittenStates(std::string_view first, std::string_view member)
    {
        text_.append("{\"").append(first).append("\":true,\"").append(member).append("\":{");
    }
    void add(std::string_view ref, std::string_view json)
    {
        if (!text_.ends_with('{')) text_ += ',';
        text_ += text_of(Json(ref));
        text_ += ':';
        text_ += json;
    }
    std::string take()
    {
        text_ += "}}";
        return std::move(text_);
    }

private:
    std::string text_;
};

Json failed(const Error& error)
{
    return {{"ok", false}, {"error", {{"kind", name_of(error.kind)}, {"message", error.message}}}};
}

Json invalid(std::string message) { return failed({ErrorKind::Invalid, std::move(message)}); }

Json json_of(const std::vector<UnmetCondition>& unmet)
{
    Json violations = Json::array();
    for (const UnmetCondition& condition : unmet)
        violations.push_back(
            {{"ref", condition.ref}, {"condition", name_of(condition.condition)}, {"message", condition.message}});
    return {{"ok", true}, {"valid", unmet.empty()}, {"violations", std::move(violations)}};
}

Json json_of(const NavigationEvent& event) { return {{"ok", true}, {"at", event.ref}, {"event", name_of(event.kind)}}; }

/// A text member of a step; empty where it is absent or no text.
std::string member(const Json& step, const char* name)
{
    const auto found = step.find(name);
    return found != step.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The value of an answer: a text, or a number or truth value as JSON writes it; nothing for null.
std::optional<std::string> value_of(const Json& step)
{
    const auto found = step.find("value");
    if (found == step.end() || found->is_null()) return std::nullopt;
    return found->is_string() ? found->get<std::string>() : text_of(*found);
}

Result<FormSession> opened(const FormSession& session, const SessionEnvironment& environment, std::string_view xml,
                           bool as_new_edition)
{
    MAHALLA_TRY(Record record, read_submission(session.form(), xml, environment.random));
    if (as_new_edition) begin_edition(session.form(), record, environment.random);
    return FormSession::open(session.program(), environment, record);
}

Result<FormSession> restored(const FormSession& session, const SessionEnvironment& environment, std::string_view saved)
{
    MAHALLA_TRY(const Bytes bytes, from_base64(saved));
    return FormSession::restore(session.program(), environment, bytes);
}

} // namespace

ScriptedInterview::ScriptedInterview(FormSession session, const SessionEnvironment& environment, std::ostream& messages)
    : session_(std::move(session)), environment_(environment), messages_(messages)
{}

ScriptedInterview::~ScriptedInterview() = default;

std::string ScriptedInterview::ready()
{
    WrittenStates nodes("ready", "state");
    told_.clear();
    for (const SessionNode node : session_.nodes()) {
        const NodeState state = session_.state(node);
        std::string text = text_of(json_of(state));
        nodes.add(state.ref, text);
        told_.insert_or_assign(state.ref, std::move(text));
    }
    return nodes.take();
}

std::vector<std::string> ScriptedInterview::forget_row(const std::string& ref)
{
    std::vector<std::string> refs;
    auto at = told_.lower_bound(ref);
    while (at != told_.end() && at->first.starts_with(ref)) {
        const bool below = at->first.size() == ref.size() || at->first[ref.size()] == '/';
        if (below) refs.push_back(at->first);
        at = below ? told_.erase(at) : std::next(at);
    }
    return refs;
}

std::string ScriptedInterview::tell(const Result<Changes>& changes)
{
    if (!changes) return text_of(failed(changes.error()));
    WrittenStates told("ok", "changes");
    std::vector<std::string> gone;
    for (const std::string& row : changes->removed) {
        auto refs = forget_row(row);
        gone.insert(gone.end(), std::make_move_iterator(refs.begin()), std::make_move_iterator(refs.end()));
    }
    for (const SessionNode node : changes->changed) {
        const NodeState state = session_.state(node);
        std::string text = text_of(json_of(state));
        std::string& before = told_[state.ref];
        if (before == text) continue;
        told.add(state.ref, text);
        before = std::move(text);
    }
    for (const std::string& ref : gone)
        if (!told_.contains(ref)) told.add(ref, "null");
    return told.take();
}

std::string ScriptedInterview::tell_moved(const Result<Changes>& changes)
{
    if (!changes || (!changes->structure && !changes->language)) return tell(changes);
    WrittenStates told("ok", "changes");
    auto gone = std::exchange(told_, {});
    for (const SessionNode node : session_.nodes()) {
        const NodeState state = session_.state(node);
        std::string text = text_of(json_of(state));
        const auto before = gone.find(state.ref);
        if (before == gone.end() || before->second != text) told.add(state.ref, text);
        if (before != gone.end()) gone.erase(before);
        told_.insert_or_assign(state.ref, std::move(text));
    }
    for (const auto& [ref, before] : gone) told.add(ref, "null");
    return told.take();
}

std::string ScriptedInterview::go_on_with(Result<FormSession> session)
{
    if (!session) return text_of(failed(session.error()));
    session_ = *std::move(session);
    return ready();
}

std::string ScriptedInterview::load(const std::string& xml, bool as_new_edition)
{
    auto session = opened(session_, environment_, xml, as_new_edition);
    if (session) report_departures(session->departures(), messages_);
    return go_on_with(std::move(session));
}

std::string ScriptedInterview::finalize()
{
    const bool was_final = session_.is_finalized();
    Json told = json_of(session_.finalize());
    if (session_.is_finalized() && !was_final) {
        remember_as_last_saved();
        apply_entities();
    }
    return text_of(told);
}

void ScriptedInterview::remember_as_last_saved()
{
    const auto asks = [](const SecondaryInstance& instance) { return instance.source == "jr://instance/last-saved"; };
    const auto instances = session_.form().instances();
    if (std::none_of(instances.begin(), instances.end(), asks)) return;
    const auto xml = write_submission(session_.form(), session_.to_submission_record());
    auto document = xml ? read_xml(*xml) : tl::unexpected(xml.error());
    if (document) environment_.last_saved = *std::move(document);
}

void ScriptedInterview::apply_entities()
{
    const std::vector<EntityChange> changes = entities_of(session_.form(), session_.to_record());
    for (const SecondaryInstance& instance : session_.form().instances()) {
        // A list is attached as the file of its name: instance('people') is people.csv.
        const auto concerns = [&](const EntityChange& change) { return change.list == instance.id; };
        if (instance.content || std::none_of(changes.begin(), changes.end(), concerns)) continue;
        auto& list = environment_.external_instances[instance.id];
        list = entity_list_with(list.get(), instance.id, changes);
    }
}

std::string ScriptedInterview::step(std::string_view line)
{
    if (line.size() > step_bytes_max) return text_of(invalid("A step is longer than 64 MiB."));
    const Json step = Json::parse(line, nullptr, false);
    if (!step.is_object()) return text_of(invalid("A step is one JSON object on one line."));
    const std::string op = member(step, "op");
    const std::string ref = member(step, "ref");

    if (op == "answer") return tell(session_.answer(ref, value_of(step)));
    if (op == "add_repeat") return tell(session_.add_repeat(ref));
    if (op == "remove_repeat") return tell_moved(session_.remove_repeat(ref));
    if (op == "set_language") return tell_moved(session_.set_language(member(step, "language")));
    if (op == "undo") return tell_moved(session_.undo());
    if (op == "redo") return tell_moved(session_.redo());
    if (op == "attach") {
        auto content = from_base64(member(step, "base64"));
        if (!content) return text_of(failed(content.error()));
        return tell(session_.attach(ref, member(step, "name"), *std::move(content)));
    }
    if (op == "state") return state(ref);
    if (op == "validate") return text_of(json_of(session_.validate()));
    if (op == "finalize") return finalize();
    if (op == "serialize") {
        const auto xml = write_submission(session_.form(), session_.to_submission_record());
        return text_of(xml ? Json{{"ok", true}, {"xml", *xml}} : failed(xml.error()));
    }
    if (op == "save") {
        remember_as_last_saved();
        return text_of({{"ok", true}, {"saved", to_base64(session_.save())}});
    }
    if (op == "restore") {
        auto session = restored(session_, environment_, member(step, "saved"));
        if (!session) return text_of(failed(session.error()));
        session_ = *std::move(session);
        return tell_moved(Changes{{}, {}, true, true});
    }
    if (op == "new") return go_on_with(FormSession::create(session_.program(), environment_));
    if (op == "load") return load(member(step, "xml"), member(step, "edition") == "new");
    if (op == "begin") return text_of(json_of(session_.begin()));
    if (op == "next") return text_of(json_of(session_.next()));
    if (op == "previous") return text_of(json_of(session_.previous()));
    return text_of(invalid(
        "There is no such step; the steps are answer, add_repeat, remove_repeat, set_language, state, validate, "
        "serialize, save, restore, new, load, attach, begin, next, previous, undo, redo and finalize."));
}

std::string ScriptedInterview::state(const std::string& ref)
{
    if (!ref.empty()) {
        const auto state = session_.state(ref);
        return text_of(state ? Json{{"ok", true}, {"state", json_of(*state)}} : failed(state.error()));
    }
    WrittenStates nodes("ok", "state");
    for (const SessionNode node : session_.nodes()) {
        const NodeState state = session_.state(node);
        nodes.add(state.ref, text_of(json_of(state)));
    }
    return nodes.take();
}

} // namespace mahalla
