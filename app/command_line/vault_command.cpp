#include "command_line/commands.h"
#include "command_line/vault_option.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mahalla {

namespace {

void add_create(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string recovery_sheet;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("create", "Make a vault: one person on one laptop");
    options->vault.add_to(*command);
    command->add_option("--recovery-sheet", options->recovery_sheet, "File for the recovery code (default: print it)");
    command->callback([options, &context] {
        const auto passphrase = read_new_passphrase(options->vault.passphrase, context);
        if (!passphrase) return context.fail(passphrase.error());
        auto created = Vault::create(options->vault.path(), *passphrase, store_environment(context));
        if (!created) return context.fail(about(options->vault.path(), created.error()));
        if (options->recovery_sheet.empty()) {
            context.out << "Recovery code, shown this once. Write it down and keep it away from the laptop:\n"
                        << as_text(created->recovery_code.view()) << '\n';
            return;
        }
        if (auto written = context.write(options->recovery_sheet, created->recovery_code.view()); !written)
            return context.fail(written.error());
        context.err << "The recovery sheet is in " << options->recovery_sheet << ": print it, then delete the file.\n";
    });
}

void add_unlock_test(CLI::App& group, CommandContext& context)
{
    const auto vault = std::make_shared<VaultOption>();
    const auto as_json = std::make_shared<bool>(false);
    CLI::App* command =
        group.add_subcommand("unlock-test", "Whether the passphrase opens the vault, and what is in it");
    vault->add_to(*command);
    command->add_flag("--json", *as_json, "One JSON document");
    command->callback([vault, as_json, &context] {
        auto unlocked = vault->unlock(context);
        if (!unlocked) return context.fail(unlocked.error());
        const JourneyCounts counts = unlocked->journey_counts();
        const std::size_t records = unlocked->records().size();
        if (*as_json) {
            context.out << nlohmann::json{{"device", unlocked->device().text()},
                                          {"enrolled", unlocked->certificate() != nullptr},
                                          {"reader", unlocked->is_reader()},
                                          {"records", records},
                                          {"drafts", counts.drafts},
                                          {"only_here", counts.only_here},
                                          {"stored", counts.stored},
                                          {"read", counts.read}}
                               .dump()
                        << '\n';
            return;
        }
        context.out << "The vault opens. " << records << " records here, " << counts.drafts
                    << " drafts. Of what this person finished: " << counts.only_here << " only on this laptop, "
                    << counts.stored << " on the server and not yet read, " << counts.read << " read.\n";
    });
}

void add_change_passphrase(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        PassphraseOption next;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("change-passphrase", "Another passphrase for the same vault");
    options->vault.add_to(*command);
    options->next.add_to(*command, "--new-passphrase-file");
    command->callback([options, &context] {
        const auto current = read_passphrase(options->vault.passphrase, context, "Present passphrase: ");
        if (!current) return context.fail(current.error());
        auto vault = options->vault.unlock(context, *current);
        if (!vault) return context.fail(vault.error());
        const auto next = read_new_passphrase(options->next, context);
        if (!next) return context.fail(next.error());
        if (auto changed = vault->change_passphrase(*current, *next); !changed) return context.fail(changed.error());
        context.out << "The passphrase is changed.\n";
    });
}

} // namespace

void add_vault_command(CLI::App& program, CommandContext& context)
{
    CLI::App* group = program.add_subcommand("vault", "The vault of one person on one laptop");
    group->require_subcommand(1);
    add_create(*group, context);
    add_unlock_test(*group, context);
    add_change_passphrase(*group, context);
    add_vault_copies_command(*group, context);
}

} // namespace mahalla
