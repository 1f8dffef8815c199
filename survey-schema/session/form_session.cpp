#include "session/form_session.h"

#include "base/text.h"
#include "session/actions.h"
#include "session/choices.h"
#include "session/navigation.h"
#include "session/opening.h"
#include "session/recorded.h"
#include "session/refs.h"
#include "session/save.h"
#include "session/states.h"

#include <algorithm>

namespace mahalla {

namespace {

tl::unexpected<Error> no_such_node()
{
    return failure(ErrorKind::NotFound, "The form has no such node, or its row is not there: check the ref.");
}

tl::unexpected<Error> is_final()
{
    return failure(ErrorKind::Refused, "The record is finalised and takes no more answers.");
}

} // namespace

const char* name_of(NavigationEvent::Kind kind)
{
    switch (kind) {
    case NavigationEvent::Kind::Question:
        return "question";
    case NavigationEvent::Kind::Group:
        return "group";
    case NavigationEvent::Kind::Repeat:
        return "repeat";
    case NavigationEvent::Kind::PromptNewRepeat:
        return "prompt_new_repeat";
    case NavigationEvent::Kind::End:
        return "end";
    }
    return "end";
}

FormSession::FormSession(std::unique_ptr<InterviewState> state) : state_(std::move(state)) {}
FormSession::FormSession(FormSession&&) noexcept = default;
FormSession& FormSession::operator=(FormSession&&) noexcept = default;
FormSession::~FormSession() = default;

Result<FormSession> FormSession::create(std::shared_ptr<const FormDefinition> form,
                                        const SessionEnvironment& environment)
{
    MAHALLA_TRY(auto program, compile_form(std::move(form)));
    return create(std::move(program), environment);
}

Result<FormSession> FormSession::create(std::shared_ptr<const FormProgram> program,
                                        const SessionEnvironment& environment)
{
    auto state = std::make_unique<InterviewState>(std::move(program), environment);
    if (auto started = start_new(*state); !started) return tl::unexpected(started.error());
    return FormSession(std::move(state));
}

Result<FormSession> FormSession::open(std::shared_ptr<const FormProgram> program, const SessionEnvironment& environment,
                                      const Record& record)
{
    auto state = std::make_unique<InterviewState>(std::move(program), environment);
    if (auto started = start_from(*state, record); !started) return tl::unexpected(started.error());
    return FormSession(std::move(state));
}

Result<FormSession> FormSession::restore(std::shared_ptr<const FormProgram> program,
                                         const SessionEnvironment& environment, ByteView saved)
{
    auto state = std::make_unique<InterviewState>(std::move(program), environment);
    if (auto restored = restore_interview(*state, saved); !restored) return tl::unexpected(restored.error());
    return FormSession(std::move(state));
}

const std::vector<Departure>& FormSession::departures() const { return state_->departures; }

const FormDefinition& FormSession::form() const { return state_->form(); }

const std::shared_ptr<const FormProgram>& FormSession::program() const { return state_->program; }

// Reading

SessionNode FormSession::root() const { return {InstanceTree::root_element}; }

std::optional<SessionNode> FormSession::find(std::string_view ref) const
{
    const auto node = find_node(*state_, ref);
    return node ? std::optional(SessionNode{*node}) : std::nullopt;
}

std::string FormSession::ref_of(SessionNode node) const { return mahalla::ref_of(*state_, node.number); }

NodeState FormSession::state(SessionNode node) const { return state_of(*state_, node.number); }

Result<NodeState> FormSession::state(std::string_view ref) const
{
    const auto node = find_node(*state_, ref);
    if (!node) return no_such_node();
    return state_of(*state_, *node);
}

std::vector<NodeState> FormSession::states() const
{
    std::vector<NodeState> states;
    for (const NodeIndex node : nodes_in_order(*state_)) states.push_back(state_of(*state_, node));
    return states;
}

std::vector<SessionNode> FormSession::nodes() const
{
    std::vector<SessionNode> nodes;
    for (const NodeIndex node : nodes_in_order(*state_)) nodes.push_back({node});
    return nodes;
}

std::string FormSession::value(std::string_view ref) const
{
    const auto node = find_node(*state_, ref);
    return node ? std::string(state_->tree.readable_value(*node)) : std::string();
}

bool FormSession::is_relevant(std::string_view ref) const
{
    const auto node = find_node(*state_, ref);
    return node && state_->tree.flags(*node).relevant;
}

std::string FormSession::value(SessionNode node) const { return std::string(state_->tree.readable_value(node.number)); }

bool FormSession::is_relevant(SessionNode node) const { return state_->tree.flags(node.number).relevant; }

std::optional<Violation> FormSession::violation(SessionNode node) const { return violation_of(*state_, node.number); }

bool FormSession::contains(SessionNode node) const
{
    return node.number < state_->tree.node_count() && state_->tree.is_present(node.number);
}

const ModelNode& FormSession::model(SessionNode node) const { return state_->model_of(node.number); }

Instant FormSession::now() const { return state_->environment.clock.now(); }

std::vector<SessionNode> FormSession::children(SessionNode node) const
{
    std::vector<SessionNode> children;
    for (const NodeIndex below : nodes_below(*state_, node.number)) children.push_back({below});
    return children;
}

SessionNode FormSession::parent(SessionNode node) const
{
    const InstanceTree& tree = state_->tree;
    const BlockIndex block = tree.block_of(node.number);
    const bool is_row = node.number == tree.base(block) && node.number != InstanceTree::root_element;
    return {is_row ? tree.anchor_of(block) : tree.parent_element(node.number)};
}

// Answering

Result<Changes> FormSession::answer(std::string_view ref, std::optional<std::string_view> value)
{
    const auto node = find_node(*state_, ref);
    if (!node) return no_such_node();
    return answer(SessionNode{*node}, value);
}

Result<Changes> FormSession::answer(SessionNode node, std::optional<std::string_view> value)
{
    const ProgramNode& program = state_->program_of(node.number);
    const InstanceTree::Flags& flags = state_->tree.flags(node.number);
    if (state_->finalised) return is_final();
    if (!state_->model_of(node.number).children.empty() || flags.anchor)
        return failure(ErrorKind::Invalid, "A group or a repeat holds no answer: name a question in it.");
    if (flags.readonly) return failure(ErrorKind::Refused, "This question is read-only.");
    std::string text(value.value_or(std::string_view()));
    if (text.size() > Record::value_bytes_max) return failure(ErrorKind::Invalid, "The answer is longer than 256 KiB.");
    if (!is_valid_utf8(text)) return failure(ErrorKind::Invalid, "The answer is no valid UTF-8 text.");
    if (program.is_select() && !text.empty()) {
        const ControlKind kind = state_->form().control(program.control).kind;
        if (kind == ControlKind::SelectMultiple || kind == ControlKind::Rank) text = collapsed(text);
        if (offered_of(state_->evaluator, node.number, text) != text)
            return failure(ErrorKind::Invalid, "The answer names a choice that is not offered now.");
    }
    state_->begin(node.number, true);
    state_->set_text(node.number, text);
    return state_->finish();
}

Result<Changes> FormSession::add_repeat(std::string_view ref)
{
    const auto anchor = find_series(*state_, ref);
    if (!anchor) return no_such_node();
    if (state_->finalised) return is_final();
    if (!can_add_row(*state_, *anchor))
        return failure(ErrorKind::Refused, "Rows of this repeat are not added by hand: the form rules their number.");
    if (state_->tree.rows(*anchor).size() >= Recalculation::rows_max ||
        state_->tree.node_count() >= InstanceTree::nodes_max)
        return failure(ErrorKind::Refused, "The repeat is full.");
    state_->begin(no_node);
    state_->add_row(*anchor);
    return state_->finish();
}

Result<Changes> FormSession::remove_repeat(std::string_view ref)
{
    const auto node = find_node(*state_, ref);
    if (!node) return no_such_node();
    if (state_->finalised) return is_final();
    const BlockIndex block = state_->tree.block_of(*node);
    if (state_->tree.flags(*node).anchor || state_->tree.base(block) != *node || *node == InstanceTree::root_element)
        return failure(ErrorKind::Invalid, "Name one row of a repeat, such as /data/person[2].");
    if (!can_add_row(*state_, state_->tree.anchor_of(block)))
        return failure(ErrorKind::Refused, "Rows of this repeat are not removed by hand: the form rules their number.");
    state_->begin(no_node);
    state_->remove_row(block);
    return state_->finish();
}

Result<Changes> FormSession::attach(std::string_view ref, std::string_view name, Bytes content)
{
    const auto node = find_node(*state_, ref);
    if (!node) return no_such_node();
    if (state_->program_of(*node).type != NodeType::Upload)
        return failure(ErrorKind::Invalid, "Only an upload question takes a file.");
    if (name.empty() || name.find('/') != std::string_view::npos || name.find('\\') != std::string_view::npos)
        return failure(ErrorKind::Invalid, "A file needs a name without slashes.");
    const auto is_taken = [&](const std::string& wanted) {
        return std::any_of(state_->attachments.begin(), state_->attachments.end(),
                           [&](const Attachment& file) { return file.name == wanted; });
    };
    std::string distinct(name);
    const std::size_t dot = name.rfind('.');
    for (int copy = 2; is_taken(distinct); ++copy) {
        distinct = std::string(name.substr(0, dot)) + '-' + std::to_string(copy);
        if (dot != std::string_view::npos) distinct += name.substr(dot);
    }
    auto answered = answer(SessionNode{*node}, distinct);
    if (answered) state_->attachments.push_back({std::move(distinct), std::move(content)});
    return answered;
}

std::vector<const Attachment*> FormSession::attachments() const
{
    std::vector<const Attachment*> files;
    for (const NodeIndex node : nodes_in_order(*state_)) {
        if (state_->program_of(node).type != NodeType::Upload) continue;
        for (const Attachment& file : state_->attachments)
            if (file.name == state_->tree.value(node)) files.push_back(&file);
    }
    return files;
}

Result<Changes> FormSession::undo()
{
    if (state_->finalised) return is_final();
    if (!state_->history.can_undo()) return Changes();
    state_->begin(no_node);
    state_->history.stop_noting();
    state_->replay(state_->history.take_back(), true);
    return state_->finish();
}

Result<Changes> FormSession::redo()
{
    if (state_->finalised) return is_final();
    if (!state_->history.can_redo()) return Changes();
    state_->begin(no_node);
    state_->history.stop_noting();
    state_->replay(state_->history.do_again(), false);
    return state_->finish();
}

bool FormSession::can_undo() const { return !state_->finalised && state_->history.can_undo(); }

bool FormSession::can_redo() const { return !state_->finalised && state_->history.can_redo(); }

const std::vector<std::string>& FormSession::languages() const { return state_->languages; }

const std::string& FormSession::language() const { return state_->languages[state_->evaluator.language()]; }

Result<Changes> FormSession::set_language(std::string_view language)
{
    const auto found = std::find(state_->languages.begin(), state_->languages.end(), language);
    if (found == state_->languages.end()) return failure(ErrorKind::NotFound, "The form has no such language.");
    state_->carried.language.clear();
    state_->begin(no_node);
    state_->evaluator.set_language(static_cast<std::size_t>(found - state_->languages.begin()));
    state_->mark_all_changed();
    for (const ModelIndex model : state_->program->calculations_in_words())
        state_->tree.for_each_below(
            0, model, [&](NodeIndex node) { state_->recalculation.schedule(node, FacetKind::Calculate); });
    return state_->finish();
}

// Walking through

NavigationEvent FormSession::begin()
{
    state_->walk_node = no_node;
    return walk_to(0);
}

NavigationEvent FormSession::next() { return walk_by(1); }

NavigationEvent FormSession::previous() { return walk_by(-1); }

NavigationEvent FormSession::at() const
{
    const auto stops = stops_of(*state_);
    const WalkStop& stop = stops[place_in(*state_, stops)];
    return {stop.kind, {stop.node}, mahalla::ref_of(*state_, stop.node)};
}

NavigationEvent FormSession::walk_by(int steps)
{
    const auto stops = stops_of(*state_);
    const std::size_t here = place_in(*state_, stops);
    const bool stands_there =
        state_->walk_node == no_node || stops[here] == WalkStop{state_->walk_kind, state_->walk_node};
    // From a stop that is gone, the next one in order is a step on already.
    const std::size_t on = steps > 0 && !stands_there ? 0 : 1;
    return walk_to(steps > 0 ? std::min(here + on, stops.size() - 1) : here - std::min<std::size_t>(here, 1));
}

NavigationEvent FormSession::walk_to(std::size_t place)
{
    const auto stops = stops_of(*state_);
    const WalkStop& stop = stops[std::min(place, stops.size() - 1)];
    state_->walk_kind = stop.kind;
    state_->walk_node = stop.node;
    return {stop.kind, {stop.node}, mahalla::ref_of(*state_, stop.node)};
}

Result<NavigationEvent> FormSession::go_to(std::string_view ref)
{
    const auto node = find_node(*state_, ref);
    if (!node) return no_such_node();
    const auto stops = stops_of(*state_);
    // The question itself, or the screen it is shown on.
    for (NodeIndex at = *node; at != InstanceTree::document; at = state_->tree.parent_element(at))
        for (std::size_t place = 0; place < stops.size(); ++place)
            if (stops[place].node == at && stops[place].kind != NavigationEvent::Kind::End) return walk_to(place);
    return failure(ErrorKind::NotFound, "The question is not asked now.");
}

// Ending

std::vector<UnmetCondition> FormSession::validate() const { return unmet_conditions(*state_); }

std::vector<UnmetCondition> FormSession::finalize()
{
    auto unmet = unmet_conditions(*state_);
    if (!unmet.empty() || state_->finalised) return unmet;
    state_->begin(no_node);
    preload(*state_, true);
    run_actions(*state_, FormEvent::Finalize);
    state_->finish();
    unmet = unmet_conditions(*state_);
    if (unmet.empty()) state_->finalised = state_->environment.clock.now();
    return unmet;
}

bool FormSession::is_finalized() const { return state_->finalised.has_value(); }

Bytes FormSession::save() const { return save_interview(*state_); }

Record FormSession::to_record() const { return record_of(*state_); }

Record FormSession::to_submission_record() const { return submission_record_of(*state_); }

} // namespace mahalla
