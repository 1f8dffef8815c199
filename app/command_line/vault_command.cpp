#include "command_line/commands.h"
#include "command_line/language_option.h"
#include "command_line/recovery_input.h"
#include "command_line/sheet_output.h"
#include "command_line/vault_option.h"
#include "crypto/recovery_text.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mahalla {

namespace {

/// Writes the sheet of a vault's recovery code and says what to do with it.
Result<void> write_sheet(const Vault& vault, const Secret& recovery_text, const SheetOutput& output,
                         const WordList& words, CommandContext& context)
{
    MAHALLA_TRY(const Secret code, secret_of_recovery_text(recovery_text, RecoveryKind::VaultCode));
    const std::string project = vault.charter() == nullptr ? "" : vault.charter()->content().name;
    const std::string device = vault.device().text();
    const RecoverySheet sheet{code, words, project, device.substr(0, 4) + " " + device.substr(4, 4)};
    if (auto written = output.write(sheet, context); !written) return written;
    context.err << "The recovery sheet is in " << output.path().string() << ", checksum " << recovery_checksum_of(code)
                << ": print it, then delete the file.\n";
    return {};
}

void add_create(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        LanguageOption language;
        std::string recovery_sheet;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("create", "Make a vault: one person on one laptop");
    options->vault.add_to(*command);
    options->language.add_to(*command);
    command
        ->add_option("--recovery-sheet", options->recovery_sheet,
                     "File for the recovery sheet: .pdf to print, or .txt (default: show the words once)")
        ->type_name("FILE");
    command->callback([options, &context] {
        std::optional<SheetOutput> output;
        if (!options->recovery_sheet.empty()) {
            auto opened = SheetOutput::open(options->recovery_sheet, options->language.code(), context);
            if (!opened) return context.fail(opened.error());
            output = std::move(*opened);
        }
        const auto passphrase = read_new_passphrase(options->vault.passphrase, options->language.words(), context);
        if (!passphrase) return context.fail(passphrase.error());
        auto created = Vault::create(options->vault.path(), *passphrase, store_environment(context));
        if (!created) return context.fail(about(options->vault.path(), created.error()));
        if (!output) {
            const auto code = secret_of_recovery_text(created->recovery_code);
            if (!code) return context.fail(code.error());
            const Secret text = recovery_text_of(*code, options->language.words());
            context.out << "Recovery code, shown this once. Write it down and keep it away from the laptop:\n"
                        << as_text(text.view()) << '\n';
            return;
        }
        if (auto written =
                write_sheet(created->vault, created->recovery_code, *output, options->language.words(), context);
            !written) {
            context.fail(written.error());
            context.err << "The vault is made, its sheet is not: `mahalla vault recovery-sheet` writes another.\n";
        }
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
        LanguageOption language;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("change-passphrase", "Another passphrase for the same vault");
    options->vault.add_to(*command);
    options->next.add_to(*command, "--new-passphrase-file");
    options->language.add_to(*command);
    command->callback([options, &context] {
        const auto current = read_passphrase(options->vault.passphrase, context, "Present passphrase: ");
        if (!current) return context.fail(current.error());
        auto vault = options->vault.unlock(context, *current);
        if (!vault) return context.fail(vault.error());
        const auto next = read_new_passphrase(options->next, options->language.words(), context);
        if (!next) return context.fail(next.error());
        if (auto changed = vault->change_passphrase(*current, *next); !changed) return context.fail(changed.error());
        context.out << "The passphrase is changed.\n";
    });
}

void add_recovery_sheet(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        LanguageOption language;
        std::string file;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        group.add_subcommand("recovery-sheet", "Another recovery sheet; the one before opens nothing any more");
    options->vault.add_to(*command);
    options->language.add_to(*command);
    command->add_option("-o,--output", options->file, "The sheet to write: .pdf to print, or .txt")
        ->required()
        ->type_name("FILE");
    command->callback([options, &context] {
        const auto output = SheetOutput::open(options->file, options->language.code(), context);
        if (!output) return context.fail(output.error());
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        const auto renewed = vault->renew_recovery_code();
        if (!renewed) return context.fail(renewed.error());
        if (auto written = write_sheet(*vault, *renewed, *output, options->language.words(), context); !written) {
            context.fail(written.error());
            context.err << "The sheet before opens nothing any more, and this one was not written: run this again.\n";
        }
    });
}

/// Opens with what the sheet holds: the vault's own code, or the escrow key of the project it is enrolled in.
Result<Vault> open_with_sheet(const std::filesystem::path& folder, const Secret& text, CommandContext& context)
{
    MAHALLA_TRY(const Secret secret, secret_of_recovery_text(text));
    if (secret.size() == secret_bytes_of(RecoveryKind::VaultCode))
        return Vault::unlock_with_recovery_code(folder, text, store_environment(context));
    MAHALLA_TRY(const BoxKeyPair escrow, BoxKeyPair::from_seed(secret));
    return Vault::unlock_as_recovery_recipient(folder, escrow, store_environment(context));
}

void add_recover(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault; ///< Its passphrase is not asked for.
        RecoveryInput input;
        PassphraseOption next;
        LanguageOption language;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand(
        "recover", "Open a vault with its recovery sheet, or its project's escrow sheet, and set a new passphrase");
    options->vault.add_folder_to(*command);
    options->input.add_to(*command);
    options->next.add_to(*command, "--new-passphrase-file");
    options->language.add_to(*command);
    command->callback([options, &context] {
        const auto text = options->input.read(context);
        if (!text) return context.fail(text.error());
        auto vault = open_with_sheet(options->vault.path(), *text, context);
        if (!vault) {
            context.fail(about(options->vault.path(), vault.error()));
            if (vault.error().kind == ErrorKind::Invalid) tell_mistyped_word(*text, context);
            return;
        }
        const auto next = read_new_passphrase(options->next, options->language.words(), context);
        if (!next) return context.fail(next.error());
        if (auto replaced = vault->replace_passphrase(*next); !replaced) return context.fail(replaced.error());
        context.out << "The vault opens with the new passphrase.\n";
        context.err << "Whoever has seen the sheet can still open it: `mahalla vault recovery-sheet` makes another.\n";
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
    add_recovery_sheet(*group, context);
    add_vault_print_sheet_command(*group, context);
    add_recover(*group, context);
    add_vault_copies_command(*group, context);
    add_vault_travel_commands(*group, context);
}

} // namespace mahalla
