#pragma once
#include "command_line/command.h"

namespace mahalla {

/// Add the subcommands of the group `results`.
void add_results_table_command(CLI::App& results, CommandContext& context);
void add_results_analyse_command(CLI::App& results, CommandContext& context);
void add_results_export_command(CLI::App& results, CommandContext& context);
void add_results_publish_command(CLI::App& results, CommandContext& context);
void add_results_protect_command(CLI::App& results, CommandContext& context);
void add_results_book_command(CLI::App& results, CommandContext& context);
void add_results_reader_command(CLI::App& results, CommandContext& context);
void add_results_pass_on_command(CLI::App& results, CommandContext& context);
void add_results_risk_command(CLI::App& results, CommandContext& context);
void add_results_sheet_command(CLI::App& results, CommandContext& context);
void add_results_picture_command(CLI::App& results, CommandContext& context);

} // namespace mahalla
