#include "command_line/commands.h"
#include "command_line/erasures_told.h"
#include "command_line/vault_option.h"
#include "store/vault_restored.h"
#include "system/removable_media.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mahalla {

namespace {

using nlohmann::json;

void add_snapshots(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        bool take = false, as_json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("snapshots", "The copies of the vault beside it, each verified now");
    options->vault.add_to(*command);
    command->add_flag("--take", options->take, "Take one first");
    command->add_flag("--json", options->as_json, "JSON lines");
    command->callback([options, &context] {
        const auto passphrase = read_passphrase(options->vault.passphrase, context, "Passphrase: ");
        if (!passphrase) return context.fail(passphrase.error());
        if (options->take) {
            auto vault = options->vault.unlock(context, *passphrase);
            if (!vault) return context.fail(vault.error());
            if (const auto taken = vault->take_snapshot(); !taken) return context.fail(taken.error());
        }
        const auto snapshots = Vault::snapshots_in(options->vault.path(), *passphrase, store_environment(context));
        if (!snapshots) return context.fail(about(options->vault.path(), snapshots.error()));
        for (const Snapshot& snapshot : *snapshots) {
            const std::string taken = snapshot.taken ? instant_to_text(*snapshot.taken) : "";
            if (options->as_json)
                context.out << json{{"slot", snapshot.slot},      {"taken", taken},
                                    {"sound", snapshot.is_sound}, {"drafts", snapshot.drafts},
                                    {"events", snapshot.events},  {"bytes", snapshot.bytes}}
                                   .dump()
                            << '\n';
            else
                context.out << snapshot.slot << "  " << (snapshot.is_sound ? taken : "damaged") << "  "
                            << snapshot.drafts << " drafts, " << snapshot.events << " events\n";
        }
    });
}

/// The folder named, else the only medium that can be written to.
Result<std::filesystem::path> medium_of(const std::string& named, CommandContext& context)
{
    if (!named.empty()) return std::filesystem::path(named);
    MediumWatch watch(context.disk);
    MAHALLA_TRY(auto media, watch.present());
    std::erase_if(media, [](const RemovableMedium& medium) { return !medium.is_writable; });
    if (media.size() == 1) return media.front().folder;
    return failure(ErrorKind::Invalid, media.empty() ? "No removable medium is there. Put one in, or name a folder "
                                                       "with --to."
                                                     : "Several media are there. Name a folder with --to.");
}

void add_backup(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::string to;
        std::size_t keep = 3;
        bool as_json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("backup", "Copy the vault, sealed, to a removable medium");
    options->vault.add_to(*command);
    command->add_option("--to", options->to, "Folder on the medium (default: the only medium that is there)")
        ->type_name("FOLDER");
    command->add_option("--keep", options->keep, "How many backups of this vault stay on the medium")
        ->capture_default_str()
        ->check(CLI::Range(1, 100));
    command->add_flag("--json", options->as_json, "One JSON document");
    command->callback([options, &context] {
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        const auto medium = medium_of(options->to, context);
        if (!medium) return context.fail(medium.error());
        const auto made = vault->back_up_to(*medium, options->keep);
        if (!made) return context.fail(about(*medium, made.error()));
        if (options->as_json) {
            context.out << json{{"file", made->path.string()}, {"drafts", made->drafts},
                                {"events", made->events},      {"drafts_left_out", made->drafts_left_out},
                                {"given_up", made->given_up},  {"outdated_elsewhere", made->outdated_elsewhere}}
                               .dump()
                        << '\n';
        } else {
            context.out << made->path.string() << '\n';
        }
        context.err << "Read again and compared: the medium is safe to remove.\n";
        if (made->drafts_left_out > 0)
            context.err << made->drafts_left_out
                        << " drafts of sensitive questionnaires are not in it: finalise them soon.\n";
        if (made->outdated_elsewhere > 0)
            context.err << made->outdated_elsewhere
                        << " backups on other media hold a record that was erased since. Back up to those media too: "
                           "that overwrites them.\n";
    });
}

void tell_restored(const Vault::Restored& restored, CommandContext& context)
{
    const JourneyCounts counts = restored.vault.journey_counts();
    context.out << "The vault is back: " << restored.vault.records().size() << " records, " << counts.drafts
                << " drafts.\n";
    if (restored.aside)
        context.err << "The damaged database is kept at " << restored.aside->string()
                    << ". Remove it with mahalla vault restore --discard-aside once nobody needs it.\n";
    if (!restored.keeps_device)
        context.err << "It signs with a new key: ask a supervisor to enrol it again (mahalla enrol request) and to "
                       "revoke the old one. Interviews can go on meanwhile, as drafts.\n";
}

void add_restore(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        unsigned slot = 0;
        std::string from;
        bool anyway = false, discard_aside = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        group.add_subcommand("restore", "Bring a snapshot back in place of a damaged vault, or a backup");
    options->vault.add_to(*command);
    command->add_option("--slot", options->slot, "Which snapshot (default: the newest sound one)")
        ->check(CLI::Range(1, 8));
    command->add_option("--from", options->from, "A backup on a medium, into a vault folder that is empty or not there")
        ->type_name("FILE");
    command->add_flag("--anyway", options->anyway, "Also where the vault is whole: what came later is only put aside");
    command->add_flag("--discard-aside", options->discard_aside,
                      "Only overwrite and remove the damaged database that was put aside before");
    command->callback([options, &context] {
        const std::filesystem::path folder = options->vault.path();
        if (options->discard_aside) {
            if (auto done = Vault::discard_aside(folder, context.disk); !done)
                context.fail(about(folder, done.error()));
            return;
        }
        const auto passphrase = read_passphrase(options->vault.passphrase, context, "Passphrase: ");
        if (!passphrase) return context.fail(passphrase.error());
        const auto slot = options->slot == 0 ? std::nullopt : std::optional<unsigned>(options->slot);
        const auto whole = options->anyway ? Vault::RestoreWhole::Allow : Vault::RestoreWhole::Refuse;
        const auto restored =
            options->from.empty()
                ? Vault::restore_snapshot(folder, *passphrase, slot, whole, store_environment(context))
                : Vault::restore_backup(folder, *passphrase, options->from, store_environment(context));
        if (!restored) return context.fail(about(folder, restored.error()));
        tell_restored(*restored, context);
    });
}

void add_erase(CLI::App& group, CommandContext& context)
{
    struct Options {
        VaultOption vault;
        std::size_t lose = 0;
        bool yes = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("erase", "The end of the project here: overwrite and remove the vault");
    options->vault.add_to(*command);
    command->add_flag("--yes", options->yes, "Erase; without it, only say what would be lost");
    command->add_option("--lose", options->lose,
                        "How many records that nobody else is known to have may be lost: exactly this number");
    command->callback([options, &context] {
        const std::filesystem::path folder = options->vault.path();
        if (options->yes) {
            const auto finished = Vault::finish_erasing(folder, context.disk);
            if (!finished) return context.fail(about(folder, finished.error()));
            if (*finished) {
                context.out << "An erasure that was interrupted is done; " << to_line(**finished) << ".\n";
                return;
            }
        }
        auto vault = options->vault.unlock(context);
        if (!vault) return context.fail(vault.error());
        const UnreadWork work = vault->unread_work();
        const std::size_t backups = vault->backups_made();
        context.err << "In this vault: " << work.drafts << " drafts, " << work.unread
                    << " records of this person that no reader has confirmed, " << work.of_others
                    << " records of others.\n";
        if (!options->yes)
            return context.fail(
                {ErrorKind::Refused,
                 "Nothing was erased. To erase it, say --yes" +
                     (work.records() == 0 ? std::string() : " --lose " + std::to_string(work.records())) + "."});
        if (work.records() != options->lose)
            return context.fail({ErrorKind::Refused, "Nothing was erased: " + std::to_string(work.records()) +
                                                         " records would be lost. Export a bundle first; or, to lose "
                                                         "them, say --lose with this number."});
        const auto erased = Vault::erase(*std::move(vault), work);
        if (!erased) return context.fail(about(folder, erased.error()));
        context.out << "The vault is erased; " << to_line(*erased) << ".\n";
        if (backups > 0)
            context.err << backups << " backups on removable media are out of reach: destroy those media.\n";
    });
}

} // namespace

void add_vault_copies_command(CLI::App& group, CommandContext& context)
{
    add_snapshots(group, context);
    add_backup(group, context);
    add_restore(group, context);
    add_erase(group, context);
}

} // namespace mahalla
