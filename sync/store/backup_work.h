#pragma once
#include "crypto/charter.h"
#include "store/backup_report.h"
#include "store/environment.h"
#include "store/lent_key.h"
#include "store/remembered_backup.h"
#include "store/store_header.h"

#include <map>
#include <memory>
#include <set>

namespace mahalla {

/// A backup on its way to a medium, apart from its vault: `Vault::begin_backup` makes it, `Vault::copy_part` copies the
/// database, `write` does the long part on whatever thread while the vault is used, `Vault::finish_backup` keeps
/// account of it.
///
/// Keys are in it only while the copy is sealed, on the laptop's own disk; what is slow, the medium, comes after that.
/// Where the vault is locked meanwhile, or erases a record, or takes a snapshot, it stops and leaves nothing behind.
/// The medium's older backups go only after the new one was read again.
class BackupWork {
public:
    /// Kept apart from the vault: what it says of other backups of the same vault, when this one was begun.
    using Remembered = std::map<std::string, RememberedBackup>;

    ~BackupWork();
    BackupWork(const BackupWork&) = delete;
    BackupWork& operator=(const BackupWork&) = delete;

    /// Once. Success means that what was written was read again from the medium. Fails with `Unavailable` where the
    /// medium is full, gone, or does not keep what is written, `Corrupt` where the vault is damaged, `Refused` where it
    /// was stopped.
    Result<BackupReport> write();
    std::filesystem::path name_on_medium() const { return report_.path.filename(); }
    /// From any thread, at any time.
    void stop() { key_->take_back(); }

private:
    friend class Vault;
    BackupWork(StoreEnvironment environment, StoreHeader header, Secret master)
        : environment_(environment), header_(std::move(header)), key_(std::make_shared<LentKey>(std::move(master)))
    {}
    Result<void> seal_on_laptop();
    Result<void> choose_medium();
    Result<void> remove_halves();
    Result<void> carry();
    Result<void> give_up_old();
    Result<void> remove_from_laptop();
    Result<std::vector<std::filesystem::path>> names_on_medium() const;

    StoreEnvironment environment_;
    StoreHeader header_;
    std::shared_ptr<LentKey> key_;
    std::optional<CharterContent> charter_;
    std::filesystem::path unsealed_, sealed_, medium_;
    std::size_t keep_ = 0;
    Remembered remembered_;

    BackupReport report_;
    std::uint64_t medium_number_ = 0;
    std::set<std::string> given_up_;
    bool may_lie_there_ = false; ///< It may have its name on the medium.
    bool is_written_ = false;
};

} // namespace mahalla
