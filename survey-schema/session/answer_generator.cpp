#include "session/answer_generator.h"

#include "form/form_definition.h"
#include "session/plausible_answer.h"

#include <set>

namespace mahalla {

namespace {

bool is_asked(const NodeState& state)
{
    switch (state.type) {
    case NodeType::Input:
    case NodeType::Select:
    case NodeType::Rank:
    case NodeType::Range:
    case NodeType::Trigger:
    case NodeType::Upload:
        return state.relevant && !state.readonly;
    case NodeType::Root:
    case NodeType::Group:
    case NodeType::Repeat:
    case NodeType::RepeatInstance:
    case NodeType::Note:
    case NodeType::Value:
        return false;
    }
    return false;
}

} // namespace

std::vector<UnmetCondition> AnswerGenerator::fill(FormSession& session)
{
    std::set<SessionNode> done;
    // An answer may open what stands before it: go through until nothing new is asked.
    for (bool answered = true; answered && done.size() < settings_.questions_max;) {
        answered = false;
        for (const SessionNode node : session.nodes()) {
            if (done.size() >= settings_.questions_max) break;
            if (!session.contains(node) || done.contains(node)) continue;
            if (visit(session, node)) {
                done.insert(node);
                answered = true;
            }
        }
    }
    // What became wrong by a later answer gets another try.
    for (const UnmetCondition& unmet : session.validate())
        if (session.contains(unmet.node) && is_asked(session.state(unmet.node))) answer(session, unmet.node);
    return session.validate();
}

bool AnswerGenerator::visit(FormSession& session, SessionNode node)
{
    if (!session.is_relevant(node)) return false;
    const NodeState state = session.state(node);
    if (state.type == NodeType::Repeat) {
        const std::size_t rows = settings_.rows_min + random_.below(settings_.rows_max - settings_.rows_min + 1);
        for (std::size_t count = state.count; state.can_add && count < rows; ++count)
            if (!session.add_repeat(state.ref)) break;
        return true;
    }
    if (!is_asked(state)) return false;
    if (state.value.empty() || !state.is_valid()) answer(session, node);
    return true;
}

void AnswerGenerator::answer(FormSession& session, SessionNode node)
{
    const NodeState state = session.state(node);
    const ModelNode& model = session.model(node);
    if (state.type == NodeType::Upload) {
        const Bytes content = {'M', 'a', 'h', 'a', 'l', 'l', 'a'};
        (void)session.attach(state.ref, model.name + ".jpg", content);
        return;
    }
    const auto controls = session.form().controls_of(session.form().find_node(model.nodeset));
    if (controls.empty()) return;
    const auto today = std::chrono::floor<std::chrono::days>(session.now()).time_since_epoch().count();
    PlausibleAnswers answers(session.form().control(controls.front()), model.bind, state, today, settings_.latitude,
                             settings_.longitude, random_);
    for (std::size_t tried = 0; tried < settings_.tries_max; ++tried) {
        const std::string text = answers.next();
        if (text.empty()) break;
        if (session.answer(node, text) && !session.violation(node)) return;
    }
    // Better no answer than a wrong one; a required one stays open and is reported.
    if (session.violation(node)) (void)session.answer(node, std::nullopt);
}

} // namespace mahalla
