#pragma once
#include "store/open_vault.h"
#include "store/store_header.h"

namespace mahalla {

/// Where a vault lies, and its open part while it is not locked. Inside this library only.
class Vault::Interior {
public:
    Interior(std::filesystem::path place, StoreEnvironment world, std::unique_ptr<OpenVault> opened)
        : folder(std::move(place)), environment(world), open(std::move(opened))
    {}

    /// Fails with `NotFound` where there is no vault in the folder.
    static Result<StoreHeader> read_header(const std::filesystem::path& folder, Disk& disk);
    Result<void> write_header(const StoreHeader& header);
    /// The charter's escrow keys can open this vault: without that, a lost passphrase would lose drafts.
    Result<void> renew_recovery_recipients();
    /// After a rollback: memory says again what the disk says. Where even that fails, the vault locks rather than go on
    /// with what may not be true.
    void follow_the_disk();

    std::filesystem::path folder;
    StoreEnvironment environment;
    std::unique_ptr<OpenVault> open; ///< Null while locked.
};

inline tl::unexpected<Error> vault_is_locked()
{
    return failure(ErrorKind::Refused, "The vault is locked. Unlock it first.");
}

} // namespace mahalla
