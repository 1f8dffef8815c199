#include "command_line/commands.h"

#include <CLI/CLI.hpp>

namespace mahalla {

ExitCode run_command(int argument_count, const char* const* arguments, CommandContext& context)
{
    CLI::App program("Mahalla: participatory household and neighbourhood assessments without a network", "mahalla");
    program.require_subcommand(1);
    add_form_command(program, context);
    add_form_run_command(program, context);
    add_form_test_command(program, context);
    add_form_insert_command(program, context);
    add_indicator_command(program, context);
    add_xpath_command(program, context);
    add_project_command(program, context);
    add_vault_command(program, context);
    add_enrol_command(program, context);
    add_record_command(program, context);
    add_bundle_command(program, context);
    add_sync_command(program, context);
    add_conflicts_command(program, context);
    add_results_command(program, context);
    add_tabulate_command(program, context);
    add_analyse_command(program, context);
    try {
        program.parse(argument_count, arguments);
    } catch (const CLI::RequiredError& error) {
        // A word that is no subcommand would be told as "A subcommand is required".
        const std::vector<std::string> unknown = program.remaining(true);
        if (unknown.empty()) {
            program.exit(error, context.out, context.err);
        } else {
            context.err << "mahalla: There is no subcommand or option \"" << unknown.front()
                        << "\" here. Run with --help for those that there are.\n";
        }
        return ExitCode::Usage;
    } catch (const CLI::ParseError& error) {
        const int code = program.exit(error, context.out, context.err);
        return code == 0 ? ExitCode::Done : ExitCode::Usage;
    } catch (const std::exception&) {
        // The message of an unknown exception may hold what somebody said: it is not printed.
        context.err << "mahalla: something went wrong that should not; what was acknowledged is kept.\n";
        return ExitCode::Corrupt;
    }
    return context.exit_code;
}

} // namespace mahalla
