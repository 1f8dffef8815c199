#include "command_line/project_option.h"

#include "command_line/vault_option.h"

#include <CLI/CLI.hpp>

namespace mahalla {

void ProjectOption::add_to(CLI::App& command)
{
    command.add_option("--project", folder, "Folder of the project")->type_name("DIR")->required();
    passphrase.add_to(command);
}

Result<Project> ProjectOption::open(CommandContext& context) const
{
    MAHALLA_TRY(const Secret typed, read_passphrase(passphrase, context, "Passphrase of the project: "));
    auto project = Project::open(folder, typed, store_environment(context));
    if (!project) return tl::unexpected(about(folder, project.error()));
    return project;
}

} // namespace mahalla
