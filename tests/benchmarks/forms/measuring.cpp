#include "benchmarks/forms/measuring.h"

#include "xform/read_xform.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <malloc.h>
#include <sstream>

using namespace mahalla;

namespace {

/// The processor's time of this thread: what another program does beside it, and there always is one, costs nothing.
double processor_microseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

FormSession opened(Result<FormSession> session)
{
    if (session) return *std::move(session);
    std::printf("%s\n", session.error().message.c_str());
    std::exit(2);
}

} // namespace

double milliseconds_of(const std::function<void()>& work)
{
    const double begin = processor_microseconds();
    work();
    return (processor_microseconds() - begin) / 1000;
}

double median_milliseconds(int runs, const std::function<void()>& work, const std::function<void()>& before)
{
    std::vector<double> figures;
    for (int run = 0; run < runs; ++run) {
        before();
        figures.push_back(milliseconds_of(work));
    }
    return percentiles_of(std::move(figures)).median;
}

void forget_everything()
{
    malloc_trim(0);
    constexpr std::size_t more_than_any_cache = 96U * 1024 * 1024, cache_line = 64;
    static std::vector<char> other(more_than_any_cache);
    for (std::size_t i = 0; i < other.size(); i += cache_line) ++other[i];
}

Percentiles percentiles_of(std::vector<double> figures)
{
    std::sort(figures.begin(), figures.end());
    if (figures.empty()) return {};
    return {figures[figures.size() / 2], figures[figures.size() * 99 / 100], figures.back()};
}

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
