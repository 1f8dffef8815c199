#pragma once
#include "store/open_vault.h"
#include "store/store_header.h"
#include "store/vault_restored.h"

#include <functional>

namespace mahalla {

/// Where a vault lies, and its open part while it is not locked. Inside this library only.
class Vault::Interior {
public:
    static constexpr const char* header_name = "vault.header";
    static constexpr const char* snapshots_name = "snapshots";

    Interior(std::filesystem::path place, StoreEnvironment world, std::unique_ptr<OpenVault> unlocked)
        : folder(std::move(place)), environment(world), open(std::move(unlocked))
    {}

    ~Interior() { static_cast<void>(put_header_back()); }
    Interior(const Interior&) = delete;
    Interior& operator=(const Interior&) = delete;

    /// The vault in the folder, whose header was opened.
    static Result<Vault> open_vault(const std::filesystem::path& folder, Secret master, StoreEnvironment environment);
    /// Fails with `NotFound` where there is no vault in the folder.
    static Result<StoreHeader> read_header(const std::filesystem::path& folder, Disk& disk);
    /// The header to be changed and handed to `write_header`.
    Result<StoreHeader> header();
    /// After failure the header before is in force: it is put back, now or by whoever asks for the header next. While
    /// the vault is open. A header that does not travel also takes back the word inside that the vault does.
    Result<void> write_header(const StoreHeader& header);
    /// Puts `before` in force again after what came with a new header failed; where that fails too, the next who asks
    /// for the header does it.
    void take_back_header(const StoreHeader& before);
    /// The header, or its copy beside the snapshots where it is damaged or gone.
    static Result<StoreHeader> read_any_header(const std::filesystem::path& folder, Disk& disk);
    /// The header's copy says what the header says: another passphrase opens the snapshots no more.
    Result<void> copy_header();
    /// Moves a database and its log into the folder `aside`, under names that nothing has yet.
    static Result<std::optional<std::filesystem::path>> put_database_aside(const std::filesystem::path& folder,
                                                                           Disk& disk);
    /// `write_restored` makes `restored.sqlite`, which takes the database's place once it is known to be whole.
    static Result<Restored> bring_back(const std::filesystem::path& folder, const StoreHeader& header,
                                       const Secret& master, StoreEnvironment environment, Instant taken,
                                       const std::function<Result<void>()>& write_restored);
    /// Puts a header, whose copy opened, back beside a database that is whole.
    static Result<Restored> bring_back_header(const std::filesystem::path& folder, const StoreHeader& header,
                                              const Secret& master, StoreEnvironment environment);
    /// The charter's escrow keys can open this vault: without that, a lost passphrase would lose drafts. Writes only
    /// where that changes anything.
    Result<void> renew_recovery_recipients(const Charter* charter);
    /// Does what a cut or a full disk kept the last life from doing once its work was stored: overwritten keys leave
    /// the log, the charter's escrow keys get their slots. What fails now can be done at the next unlocking.
    void finish_what_was_left();
    /// `open_vault` for who has the passphrase or the recovery code: fails with `Refused` where the vault inside knows
    /// that it travels and the header does not, for then an older header was put in its place.
    static Result<Vault> open_newest(const std::filesystem::path& folder, const StoreHeader& header, Secret master,
                                     StoreEnvironment environment);
    /// Does work on drafts that takes more than one step of a journal as a whole or not at all.
    Result<void> as_one_step(const std::function<Result<void>()>& work);
    /// After a rollback: memory says again what the disk says. Where even that fails, the vault locks rather than go on
    /// with what may not be true.
    void follow_the_disk();
    /// The same for what memory knows of files, which alone changes before a commit.
    void follow_files();

    std::filesystem::path folder;
    StoreEnvironment environment;
    std::unique_ptr<OpenVault> open; ///< Null while locked.

private:
    Result<void> put_header_back();

    std::optional<Bytes> header_before_; ///< To be put back, where another may have taken its place unasked.
};

inline tl::unexpected<Error> vault_is_locked()
{
    return failure(ErrorKind::Refused, "The vault is locked. Unlock it first.");
}

} // namespace mahalla
