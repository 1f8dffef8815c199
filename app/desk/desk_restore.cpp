#include "desk/desk.h"

#include "store/vault_restored.h"

namespace mahalla {

namespace {

/// A name beside the vault that nothing has yet.
std::filesystem::path place_aside(Disk& disk, const std::filesystem::path& folder)
{
    for (unsigned number = 1;; ++number) {
        std::filesystem::path aside = folder;
        aside += "-damaged-" + std::to_string(number);
        if (!disk.exists(aside)) return aside;
    }
}

/// In place of a damaged vault, which is moved aside as it is and comes back where nothing takes its place.
Result<Vault::Restored> restored(const std::filesystem::path& folder, const Secret& passphrase,
                                 const std::filesystem::path& backup, StoreEnvironment store)
{
    Disk& disk = store.disk;
    const auto names = disk.list(folder);
    if (!names || names->empty()) return Vault::restore_backup(folder, passphrase, backup, store);
    // Whoever typed another passphrase, or chose another file, finds everything where it was.
    const std::filesystem::path aside = place_aside(disk, folder);
    if (auto moved = disk.rename(folder, aside); !moved) return tl::unexpected(moved.error());
    auto brought = Vault::restore_backup(folder, passphrase, backup, store);
    if (brought) return brought;
    // What stands there is of the attempt alone. A folder takes the place of one that is empty.
    if (const auto left = disk.list(folder))
        for (const std::filesystem::path& name : *left) static_cast<void>(disk.remove(folder / name));
    if (auto moved = disk.rename(aside, folder); !moved) return tl::unexpected(moved.error());
    return brought;
}

} // namespace

void Desk::restore_backup()
{
    if (unlock_view_.working || secrets_.passphrase.empty() || unlock_view_.restoring.backups.chosen.empty()) return;
    unlock_view_.working = true;
    unlock_view_.problem.reset();
    unlock_view_.restoring.is_no_backup = false;
    const StoreEnvironment store{environment_.disk, environment_.clock, environment_.random};
    environment_.jobs.run(
        [this, alive = alive_, lent = lend(take_passphrase()), store, folder = vault_folder_,
         backup = std::filesystem::path(unlock_view_.restoring.backups.chosen)]() -> DeskJobs::Outcome {
            const auto brought = [&]() -> Result<Vault::Restored> {
                MAHALLA_TRY(const Secret passphrase, lent->borrow());
                return restored(folder, passphrase, backup, store);
            };
            auto vault = std::make_shared<Result<Vault::Restored>>(brought());
            return [this, alive, vault] {
                if (*alive) backup_restored(std::move(*vault));
            };
        });
}

void Desk::backup_restored(Result<Vault::Restored> restored)
{
    if (!restored) {
        const bool could_bring_back = unlock_view_.can_bring_back;
        opened(tl::unexpected(restored.error()));
        unlock_view_.can_bring_back = could_bring_back;
        unlock_view_.restoring.is_no_backup = restored.error().kind == ErrorKind::Corrupt;
        return;
    }
    opened(std::move(restored->vault));
    if (!vault_) return;
    forget(unlock_view_.restoring);
    // It signs with another key, for nobody knows which numbers were given away since.
    request_enrolment();
    BroughtBack brought;
    brought.is_new_device = true;
    brought.is_from_stick = true;
    brought_back_ = brought;
    refresh();
}

} // namespace mahalla
