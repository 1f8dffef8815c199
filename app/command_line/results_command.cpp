#include "command_line/results_command.h"

#include "command_line/commands.h"

#include <CLI/CLI.hpp>

namespace mahalla {

void add_results_command(CLI::App& program, CommandContext& context)
{
    CLI::App* group = program.add_subcommand("results", "Tables that may leave: made, protected, published");
    group->require_subcommand(1);
    add_results_table_command(*group, context);
    add_results_analyse_command(*group, context);
    add_results_export_command(*group, context);
    add_results_publish_command(*group, context);
    add_results_book_command(*group, context);
    add_results_protect_command(*group, context);
    add_results_risk_command(*group, context);
    add_results_reader_command(*group, context);
    add_results_pass_on_command(*group, context);
    add_results_sheet_command(*group, context);
    add_results_picture_command(*group, context);
}

} // namespace mahalla
