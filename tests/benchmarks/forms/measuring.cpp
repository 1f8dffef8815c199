#include "benchmarks/forms/measuring.h"

#include "xform/read_xform.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace mahalla;

namespace {

FormSession opened(Result<FormSession> session)
{
    if (session) return *std::move(session);
    std::printf("%s\n", session.error().message.c_str());
    std::exit(2);
}

} // namespace

FormSession StillWorld::open(const std::shared_ptr<const FormDefinition>& form)
{
    return opened(FormSession::create(form, environment));
}

FormSession StillWorld::open(const std::shared_ptr<const FormProgram>& program)
{
    return opened(FormSession::create(program, environment));
}

std::shared_ptr<const FormDefinition> form_of_text(std::string_view xform)
{
    FormReading reading = read_xform(as_bytes(xform));
    if (reading.form) return reading.form;
    for (const Diagnostic& diagnostic : reading.diagnostics) std::printf("%s\n", to_line(diagnostic).c_str());
    std::exit(2);
}

std::string text_of_file(const std::string& path)
{
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::vector<double> microseconds_of_answers(FormSession& session,
                                            const std::vector<std::pair<SessionNode, std::string>>& answers)
{
    std::vector<double> times;
    times.reserve(answers.size());
    for (const auto& [node, value] : answers) {
        if (!session.contains(node)) continue;
        const double begin = processor_microseconds();
        (void)session.answer(node, value);
        times.push_back(processor_microseconds() - begin);
    }
    return times;
}

std::vector<std::pair<SessionNode, std::string>> answers_to_all(const FormSession& session, int rounds)
{
    std::vector<std::pair<SessionNode, std::string>> answers;
    const auto nodes = session.nodes();
    for (int round = 0; round < rounds; ++round)
        for (const SessionNode node : nodes) {
            const NodeState state = session.state(node);
            if (state.type == NodeType::Input && !state.readonly) answers.emplace_back(node, std::to_string(round + 1));
            if (state.type == NodeType::Select && !state.choices.empty())
                answers.emplace_back(node, state.choices[static_cast<std::size_t>(round) % state.choices.size()].value);
        }
    return answers;
}
