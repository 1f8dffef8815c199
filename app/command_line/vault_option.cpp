#include "command_line/vault_option.h"

#include <CLI/CLI.hpp>
#include <cstdlib>

namespace mahalla {

StoreEnvironment store_environment(CommandContext& context)
{
    return {context.disk, context.clock, context.random, nullptr, context.workers};
}

void VaultOption::add_to(CLI::App& command)
{
    add_folder_to(command);
    passphrase.add_to(command);
}

void VaultOption::add_folder_to(CLI::App& command)
{
    command.add_option("--vault", folder, "Folder of the vault (default: the platform's data folder)")
        ->type_name("DIR");
}

std::filesystem::path VaultOption::path() const
{
    if (!folder.empty()) return folder;
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data != '\0')
        return std::filesystem::path(data) / "mahalla" / "vault";
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home == nullptr ? "." : home) / ".local" / "share" / "mahalla" / "vault";
}

namespace {

/// What to do about a vault that does not open.
Error with_advice(Error error, const std::filesystem::path& folder)
{
    if (error.kind == ErrorKind::NotFound)
        return about(folder, {ErrorKind::NotFound, "There is no vault here. Name its folder with --vault, or make one "
                                                   "with `mahalla vault create`."});
    if (error.kind == ErrorKind::Refused) error.message += " Check capitals and the keyboard's layout, and try again.";
    return about(folder, std::move(error));
}

} // namespace

Result<Vault> VaultOption::unlock(CommandContext& context) const
{
    MAHALLA_TRY(const Secret typed, read_passphrase(passphrase, context, "Passphrase: "));
    return unlock(context, typed);
}

Result<Vault> VaultOption::unlock(CommandContext& context, const Secret& typed) const
{
    // What is wrong then is not how the passphrase was typed.
    if (const auto travels = Vault::is_travelling(path(), store_environment(context)); travels && *travels)
        return tl::unexpected(about(
            path(), {ErrorKind::Refused, "This vault is on the way: the passphrase alone does not open it. Make a "
                                         "challenge with `mahalla vault challenge`, have it answered, and turn travel "
                                         "mode off with the answer: `mahalla vault travel off --answer FILE`."}));
    auto vault = Vault::unlock(path(), typed, store_environment(context));
    if (!vault) return tl::unexpected(with_advice(vault.error(), path()));
    // A day's work deserves a copy; that there is none keeps nobody from working.
    if (const auto copied = vault->snapshot_if_due(); !copied)
        context.err << "mahalla: no snapshot of the vault was taken: " << copied.error().message << '\n';
    return vault;
}

} // namespace mahalla
