#pragma once
#include "command_line/command.h"

namespace mahalla {

/// Runs `mahalla` with the words that follow its name and gives the exit code. The only catch-all of the program is
/// here.
ExitCode run_command(int argument_count, const char* const* arguments, CommandContext& context);

// Each adds one subcommand with its options and its callback, which sets `context.exit_code`. One file each.
void add_form_command(CLI::App& program, CommandContext& context);
void add_form_run_command(CLI::App& program, CommandContext& context);
void add_form_test_command(CLI::App& program, CommandContext& context);
void add_form_insert_command(CLI::App& program, CommandContext& context);
void add_indicator_command(CLI::App& program, CommandContext& context);
void add_xpath_command(CLI::App& program, CommandContext& context); ///< After add_form_command.
void add_project_command(CLI::App& program, CommandContext& context);
void add_vault_command(CLI::App& program, CommandContext& context);
void add_enrol_command(CLI::App& program, CommandContext& context);
void add_record_command(CLI::App& program, CommandContext& context);
void add_bundle_command(CLI::App& program, CommandContext& context);
void add_sync_command(CLI::App& program, CommandContext& context);
void add_conflicts_command(CLI::App& program, CommandContext& context);
void add_results_command(CLI::App& program, CommandContext& context);
void add_tabulate_command(CLI::App& program, CommandContext& context);
void add_analyse_command(CLI::App& program, CommandContext& context);

void add_vault_copies_command(CLI::App& group, CommandContext& context); ///< To the group `vault`.
void add_record_erase_command(CLI::App& group, CommandContext& context); ///< To the group `record`.
// To the group `project`.
void add_project_sign_commands(CLI::App& group, CommandContext& context);
void add_project_recipient_commands(CLI::App& group, CommandContext& context);
void add_project_administrator_commands(CLI::App& group, CommandContext& context);
void add_project_supervisor_commands(CLI::App& group, CommandContext& context);
void add_project_revoke_commands(CLI::App& group, CommandContext& context);
void add_project_erase_record_command(CLI::App& group, CommandContext& context);
void add_project_policy_command(CLI::App& group, CommandContext& context);
void add_project_close_command(CLI::App& group, CommandContext& context);

void add_vault_print_sheet_command(CLI::App& group, CommandContext& context); ///< To the group `vault`.
void add_vault_travel_commands(CLI::App& group, CommandContext& context);     ///< To the group `vault`.

void add_record_attachment_commands(CLI::App& group, CommandContext& context); ///< To the group `record`.
void add_record_export_command(CLI::App& group, CommandContext& context);      ///< To the group `record`.
void add_record_import_command(CLI::App& group, CommandContext& context);      ///< To the group `record`.

} // namespace mahalla
