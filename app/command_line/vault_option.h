#pragma once
#include "command_line/passphrase_input.h"
#include "store/vault.h"

#include <filesystem>

namespace mahalla {

/// `--vault DIR` and `--passphrase-file FILE`, which every subcommand on data takes.
struct VaultOption {
    std::string folder;
    PassphraseOption passphrase;

    void add_to(CLI::App& command);
    /// `--vault DIR` alone, for what opens a vault in another way.
    void add_folder_to(CLI::App& command);
    /// The folder named, or `mahalla/vault` in the platform's data folder.
    std::filesystem::path path() const;
    /// Asks for the passphrase and unlocks.
    Result<Vault> unlock(CommandContext& context) const;
    /// Unlocks with a passphrase that is known already. The message of a failure names the folder and what to do.
    Result<Vault> unlock(CommandContext& context, const Secret& passphrase) const;
};

/// What the store sees of the machine.
StoreEnvironment store_environment(CommandContext& context);

} // namespace mahalla
