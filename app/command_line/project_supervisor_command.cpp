#include "command_line/agreement.h"
#include "command_line/charter_list.h"
#include "command_line/commands.h"
#include "command_line/project_change_option.h"
#include "command_line/request_code.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mahalla {

namespace {

void add_add(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectChangeOption project;
        std::string request, fingerprint;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand(
        "add", "Name a supervisor and reader; where several administrators sign, before `enrol approve`");
    command->add_option("REQUEST", options->request, "The file the supervisor's laptop wrote")->required();
    options->project.add_to(*command);
    command->add_option("--fingerprint", options->fingerprint, "The digits as read aloud, for scripts");
    command->callback([options, &context] {
        const auto request = read_request(options->request, context);
        if (!request) return context.fail(request.error());
        if (!fingerprint_agreed(request->fingerprint(), options->fingerprint, context)) return;
        auto project = options->project.open(context);
        if (!project) return context.fail(project.error());
        if (auto proposed = project->propose_supervisor(*request); !proposed) return context.fail(proposed.error());
        options->project.hand_on(*project, context);
    });
}

void add_list(CLI::App& group, CommandContext& context)
{
    CLI::App* command = group.add_subcommand("list", "Who enrols, reviews and confirms");
    make_charter_list(*command, context, [](const CharterContent& charter) {
        std::vector<CharterEntry> entries;
        for (const Supervisor& one : charter.supervisors) {
            const DeviceId device = one.signing_key.device();
            const bool is_revoked = charter.revocation(device) != nullptr;
            entries.push_back(
                {nlohmann::json{{"device", device.text()}, {"label", one.label}, {"revoked", is_revoked}}.dump(),
                 device.text() + "  " + in_one_line(one.label) + (is_revoked ? "  (revoked)" : "")});
        }
        return entries;
    });
}

} // namespace

void add_project_supervisor_commands(CLI::App& group, CommandContext& context)
{
    CLI::App* supervisor = group.add_subcommand("supervisor", "Who enrols, reviews and confirms");
    supervisor->require_subcommand(1);
    add_add(*supervisor, context);
    add_list(*supervisor, context);
}

} // namespace mahalla
