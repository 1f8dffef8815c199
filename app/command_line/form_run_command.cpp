#include "command_line/commands.h"
#include "command_line/interview_options.h"
#include "command_line/scripted_interview.h"

#include <CLI/CLI.hpp>
#include <istream>
#include <ostream>

namespace mahalla {

namespace {

Result<void> run(const InterviewOptions& options, CommandContext& context)
{
    MAHALLA_TRY(const auto world, open_world(options, InterviewTime::Passes, context.random, context));
    if (!world) return {};
    MAHALLA_TRY(auto session, FormSession::create(world->program, world->environment));
    if (!options.language.empty())
        if (const auto set = session.set_language(options.language); !set) return tl::unexpected(set.error());

    ScriptedInterview interview(std::move(session), world->environment, context.err);
    context.out << interview.ready() << std::endl;
    for (std::string line; std::getline(context.in, line);)
        if (!line.empty()) context.out << interview.step(line) << std::endl;
    return {};
}

} // namespace

void add_form_run_command(CLI::App& program, CommandContext& context)
{
    CLI::App* command = program.get_subcommand("form")->add_subcommand(
        "run", "The scripted interview: steps as JSON lines in, what changed as JSON lines out");
    const auto options = std::make_shared<InterviewOptions>();
    options->add_to(*command);
    command->callback([options, &context] {
        if (const auto done = run(*options, context); !done) context.fail(done.error());
    });
}

} // namespace mahalla
