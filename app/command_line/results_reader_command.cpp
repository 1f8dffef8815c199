#include "command_line/results_command.h"
#include "command_line/vault_option.h"

#include <CLI/CLI.hpp>
#include <ostream>

namespace mahalla {

void add_results_reader_command(CLI::App& results, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string label, output;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        results.add_subcommand("reader", "This vault's public keys, for offices that pass their sums on to it");
    options->vault.add_to(*command);
    command->add_option("--label", options->label, "What the offices call this reader")->required();
    command->add_option("-o,--output", options->output, "The file to write")->required()->type_name("FILE");
    command->callback([options, &context] {
        const auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        // The same file as that of a vault which asks to be enrolled: keys, and a signature that shows who holds them.
        const auto request = EnrolmentRequest::create(vault->signing_keys(), vault->box_keys().public_key(),
                                                      Role::Supervisor, options->label);
        if (!request) return context.fail(request.error());
        if (auto written = context.write(options->output, request->bytes()); !written)
            return context.fail(written.error());
        context.out << request->fingerprint() << '\n';
    });
}

} // namespace mahalla
