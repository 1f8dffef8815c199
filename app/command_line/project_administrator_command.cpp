#include "command_line/agreement.h"
#include "command_line/charter_list.h"
#include "command_line/charter_lookup.h"
#include "command_line/commands.h"
#include "command_line/project_change_option.h"
#include "command_line/request_code.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mahalla {

namespace {

/// As many as were asked for; none: as the charter needs.
std::optional<std::uint8_t> threshold_of(unsigned asked)
{
    if (asked == 0) return std::nullopt;
    return static_cast<std::uint8_t>(std::min(asked, 255U));
}

void add_threshold(CLI::App& command, unsigned& threshold)
{
    command.add_option("--threshold", threshold,
                       "How many must sign from then on (default: as many as before, but more than half)");
}

void add_add(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectChangeOption project;
        std::string request, fingerprint;
        unsigned threshold = 0;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("add", "Name an administrator who works elsewhere (mahalla project join)");
    command->add_option("REQUEST", options->request, "The file that `project join` wrote")->required();
    options->project.add_to(*command);
    command->add_option("--fingerprint", options->fingerprint, "The digits as read aloud, for scripts");
    add_threshold(*command, options->threshold);
    command->callback([options, &context] {
        const auto request = read_request(options->request, context);
        if (!request) return context.fail(request.error());
        if (request->role() != Role::Administrator)
            return context.fail({ErrorKind::Invalid, "This is a laptop's request, not an administrator's."});
        if (!fingerprint_agreed(request->fingerprint(), options->fingerprint, context)) return;
        auto project = options->project.open(context);
        if (!project) return context.fail(project.error());
        const Administrator administrator{request->signing_key(), request->label()};
        if (auto added = project->add_administrator(administrator, threshold_of(options->threshold)); !added)
            return context.fail(added.error());
        options->project.hand_on(*project, context);
    });
}

void add_remove(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectChangeOption project;
        std::string who;
        unsigned threshold = 0;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("remove", "An administrator signs no more");
    command->add_option("WHO", options->who, "Label, or the first digits of the key's id")->required();
    options->project.add_to(*command);
    add_threshold(*command, options->threshold);
    command->callback([options, &context] {
        auto project = options->project.open(context);
        if (!project) return context.fail(project.error());
        if (!project->has_charter()) return context.fail({ErrorKind::Refused, "The charter is not here yet."});
        const std::vector<Administrator>& administrators = project->charter().content().administrators;
        std::vector<Nameable> things;
        for (const Administrator& one : administrators) things.push_back({one.key.id().text(), one.label});
        const auto place = place_of(things, options->who);
        if (!place) return context.fail(place.error());
        const SigningPublicKey key = administrators[*place].key;
        if (auto removed = project->remove_administrator(key, threshold_of(options->threshold)); !removed)
            return context.fail(removed.error());
        options->project.hand_on(*project, context);
    });
}

void add_list(CLI::App& group, CommandContext& context)
{
    CLI::App* command = group.add_subcommand("list", "Who signs the project's decisions");
    make_charter_list(*command, context, [](const CharterContent& charter) {
        std::vector<CharterEntry> entries;
        for (const Administrator& one : charter.administrators) {
            const std::string key = one.key.id().text();
            entries.push_back(
                {nlohmann::json{{"key", key}, {"label", one.label}}.dump(), key + "  " + in_one_line(one.label)});
        }
        return entries;
    });
}

} // namespace

void add_project_administrator_commands(CLI::App& group, CommandContext& context)
{
    CLI::App* administrator = group.add_subcommand("administrator", "Who signs the project's decisions");
    administrator->require_subcommand(1);
    add_add(*administrator, context);
    add_remove(*administrator, context);
    add_list(*administrator, context);
}

} // namespace mahalla
