#include "command_line/agreement.h"
#include "command_line/commands.h"
#include "command_line/project_change_option.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

void add_project_erase_record_command(CLI::App& group, CommandContext& context)
{
    struct Options {
        ProjectChangeOption project;
        std::string record, reason;
        bool yes = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand(
        "erase-record", "Erase one record everywhere, by the administrators; without a record: which are erased");
    command->add_option("RECORD", options->record, "The whole id of the record, 32 digits");
    options->project.add_to(*command);
    command->add_option("--reason", options->reason,
                        "Why; it stays in this folder, sealed, and names nobody who answered");
    command->add_flag("--yes", options->yes, "Erase without asking, for scripts");
    command->callback([options, &context] {
        const auto record = RecordId::from_text(options->record);
        if (!options->record.empty() && !record)
            return context.fail({ErrorKind::Invalid, "A record's id has 32 hexadecimal digits."});
        if (record && options->reason.empty())
            return context.fail({ErrorKind::Invalid, "Say why: --reason. It stays in this folder."});
        auto project = options->project.open(context);
        if (!project) return context.fail(project.error());
        if (!record) {
            const auto erased = project->erased_records();
            if (!erased) return context.fail(erased.error());
            for (const Project::ErasureDecided& one : *erased)
                context.out << one.record.text() << "  "
                            << (one.reason.empty() ? std::string("decided in another folder")
                                                   : instant_to_text(one.decided) + "  " + in_one_line(one.reason))
                            << '\n';
            return;
        }
        if (!agreed("Erase this record in every vault and on every server? It cannot be undone.", options->yes,
                    context))
            return;
        if (auto erased = project->erase_record(*record, options->reason); !erased) return context.fail(erased.error());
        options->project.hand_on(*project, context);
    });
}

} // namespace mahalla
