#include "command_line/commands.h"
#include "command_line/erasures_told.h"
#include "command_line/project_option.h"
#include "command_line/vault_option.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

void add_project_close_command(CLI::App& group, CommandContext& context)
{
    struct Options {
        std::string folder, name;
        PassphraseOption passphrase;
        bool yes = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("close", "The end of the project: overwrite and remove its keys");
    command->add_option("--project", options->folder, "Folder of the project")->required();
    options->passphrase.add_to(*command);
    command->add_option("--name", options->name, "The project's name, as mahalla project show prints it")->required();
    command->add_flag("--yes", options->yes, "Erase; without it, nothing is done");
    command->callback([options, &context] {
        const auto passphrase = read_passphrase(options->passphrase, context, "Passphrase: ");
        if (!passphrase) return context.fail(passphrase.error());
        {
            const auto project = Project::open(options->folder, *passphrase, store_environment(context));
            // One whose erasure was interrupted opens no more, and is erased to its end.
            if (!project && project.error().kind != ErrorKind::Corrupt)
                return context.fail(about(options->folder, project.error()));
            if (project && project->charter().content().name != options->name)
                return context.fail({ErrorKind::Refused, "This is another project than the one named: nothing was "
                                                         "erased."});
        }
        if (!options->yes)
            return context.fail({ErrorKind::Refused, "Nothing was erased. Headquarters' reading key goes with it: what "
                                                     "no other recipient can open is lost for good. Say --yes."});
        const auto erased = Project::erase(options->folder, *passphrase, store_environment(context));
        if (!erased) return context.fail(about(options->folder, erased.error()));
        context.out << "The project's folder is erased; " << to_line(*erased)
                    << ". Destroy the escrow sheet too, and erase each vault with mahalla vault erase.\n";
    });
}

} // namespace mahalla
