#include "store/backup_file.h"
#include "store/backup_work.h"
#include "store/empty_folder.h"
#include "store/vault_interior.h"
#include "store/vault_restored.h"

#include <algorithm>
#include <set>

namespace mahalla {

Result<std::size_t> OpenVault::leave_keys_out(const CharterContent* charter_content)
{
    // A medium is out of reach of every later erasure: it opens drafts, and of sensitive questionnaires not even those.
    Erasure erasure;
    for (const auto& [hash, event] : index.all())
        if (event.has_key) erasure.keys.insert(hash);
    for (const auto& [record, draft] : drafts.drafts()) {
        const CharterForm* const form = charter_content ? charter_content->form(draft.present.form.hash) : nullptr;
        if (form != nullptr && form->retain_local == RetainLocal::Never) erasure.drafts.insert(record);
    }
    const std::size_t left_out = erasure.drafts.size();
    const auto leave_out = [&]() -> Result<void> {
        MAHALLA_TRY(Transaction transaction, Transaction::begin(database));
        if (auto erased = erase_rows(erasure); !erased) return erased;
        // What the vault remembers of other media is nobody's business who finds this one.
        for (const Bytes& name : items.names(ItemKind::Backup))
            if (auto removed = items.remove(ItemKind::Backup, name); !removed) return removed;
        if (auto committed = transaction.commit(); !committed) return committed;
        return empty_log();
    };
    if (auto done = leave_out(); !done) return tl::unexpected(done.error());
    forget(erasure);
    return left_out;
}

Result<void> OpenVault::note_outdated_backups()
{
    for (const Bytes& name : items.names(ItemKind::Backup)) {
        MAHALLA_TRY(const auto content, items.get(ItemKind::Backup, name));
        auto backup = content ? RememberedBackup::decode(*content) : std::nullopt;
        if (!backup || backup->is_outdated) continue;
        backup->is_outdated = true;
        if (auto put = items.put(ItemKind::Backup, name, backup->encoded()); !put) return put;
    }
    return {};
}

Result<BackupReport> Vault::back_up_to(const std::filesystem::path& medium, std::size_t keep)
{
    if (auto taken = take_snapshot(); !taken) return tl::unexpected(taken.error());
    MAHALLA_TRY(const auto work, begin_backup(medium, keep));
    const auto copy_and_write = [&]() -> Result<BackupReport> {
        if (auto copied = interior_->open->ring.copy_part(*work->key_, DatabaseCopy::all_pages); !copied)
            return tl::unexpected(copied.error());
        return work->write();
    };
    return finish_backup(*work, copy_and_write());
}

Result<std::shared_ptr<BackupWork>> Vault::begin_backup(const std::filesystem::path& medium, std::size_t keep)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    MAHALLA_TRY(StoreHeader header, Interior::read_header(interior_->folder, interior_->environment.disk));
    const std::shared_ptr<BackupWork> work(
        new BackupWork(interior_->environment, std::move(header), open.master.duplicate()));
    if (open.charter) work->charter_ = open.charter->content();
    work->medium_ = medium;
    work->keep_ = keep;
    const RecordId name_by_chance = RecordId::random(interior_->environment.random);
    work->report_.path = medium / (name_by_chance.text() + BackupFile::ending);
    const std::string own_name = work->report_.path.filename().string();
    std::uint64_t newest = 0;
    for (const Bytes& name : open.items.names(ItemKind::Backup)) {
        MAHALLA_TRY(const auto content, open.items.get(ItemKind::Backup, name));
        const auto backup = content ? RememberedBackup::decode(*content) : std::nullopt;
        if (!backup) continue;
        work->remembered_[std::string(as_text(name))] = *backup;
        newest = std::max(newest, backup->number);
    }
    // Before it is written: a record that is erased meanwhile makes it one that holds the record.
    const RememberedBackup made{newest + 1, interior_->environment.clock.now(), 0, false};
    work->remembered_[own_name] = made;
    const auto begin = [&]() -> Result<void> {
        if (auto put = open.items.put(ItemKind::Backup, as_bytes(own_name), made.encoded()); !put) return put;
        work->unsealed_ = open.ring.unsealed_backup();
        work->sealed_ = open.ring.sealed_backup();
        return open.ring.begin_backup(open, work->key_);
    };
    if (auto begun = begin(); !begun) {
        static_cast<void>(open.items.remove(ItemKind::Backup, as_bytes(own_name)));
        return tl::unexpected(begun.error());
    }
    return work;
}

Result<bool> Vault::copy_part(BackupWork& work)
{
    if (is_locked()) return vault_is_locked();
    return interior_->open->ring.copy_part(*work.key_, OpenVault::copied_pages);
}

Result<BackupReport> Vault::finish_backup(const BackupWork& work, Result<BackupReport> written)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    const std::string own_name = work.report_.path.filename().string();
    if (!work.may_lie_there_) {
        if (auto removed = open.items.remove(ItemKind::Backup, as_bytes(own_name)); !removed)
            return tl::unexpected(removed.error());
        return written;
    }
    for (const std::string& name : work.given_up_)
        if (auto removed = open.items.remove(ItemKind::Backup, as_bytes(name)); !removed)
            return tl::unexpected(removed.error());
    MAHALLA_TRY(const auto content, open.items.get(ItemKind::Backup, as_bytes(own_name)));
    auto made = content ? RememberedBackup::decode(*content) : std::nullopt;
    if (made) {
        made->medium = work.medium_number_;
        if (auto put = open.items.put(ItemKind::Backup, as_bytes(own_name), made->encoded()); !put)
            return tl::unexpected(put.error());
    }
    if (!written) return written;
    written->outdated_elsewhere = outdated_backups();
    return written;
}

Result<bool> Vault::has_backup_on(const std::filesystem::path& folder, const std::filesystem::path& medium, Disk& disk)
{
    MAHALLA_TRY(const StoreHeader header, Interior::read_any_header(folder, disk));
    MAHALLA_TRY(const auto backups, backups_on(medium, disk));
    return std::ranges::any_of(backups, [&](const std::filesystem::path& path) {
        const auto seen = BackupFile::look(disk, path);
        return seen && seen->store_id == header.store_id();
    });
}

BackupsKept Vault::backups_kept() const
{
    BackupsKept kept;
    if (is_locked()) return kept;
    std::set<std::uint64_t> media;
    for (const Bytes& content : interior_->open->items.contents(ItemKind::Backup)) {
        const auto backup = RememberedBackup::decode(content);
        if (!backup) continue;
        ++kept.backups;
        if (backup->is_outdated) ++kept.outdated;
        if (backup->medium == 0) continue; // it was not finished, or is being written
        media.insert(backup->medium);
        kept.newest = std::max(kept.newest.value_or(backup->made), backup->made);
    }
    kept.media = media.size();
    return kept;
}

std::size_t Vault::backups_made() const { return backups_kept().backups; }

std::size_t Vault::outdated_backups() const { return backups_kept().outdated; }

Result<Vault::Restored> Vault::restore_backup(const std::filesystem::path& folder, const Secret& passphrase,
                                              const std::filesystem::path& backup, StoreEnvironment environment)
{
    Disk& disk = environment.disk;
    MAHALLA_TRY(const BackupFile::Seen seen, BackupFile::look(disk, backup));
    MAHALLA_TRY(const StoreHeader header, StoreHeader::parse(StoreKind::Vault, seen.header));
    MAHALLA_TRY(const Secret master, header.open(passphrase));
    if (disk.exists(folder)) {
        MAHALLA_TRY(const auto names, disk.list(folder));
        if (!names.empty())
            return failure(ErrorKind::Invalid, "The folder is not empty. Choose another: whatever lies in this one may "
                                               "be newer than the backup.");
    }
    const auto bring_back = [&]() -> Result<Restored> {
        if (auto made = disk.make_folder(folder); !made) return tl::unexpected(made.error());
        return Interior::bring_back(folder, header, master, environment, Instant{}, [&] {
            return BackupFile::read(disk, backup, Keyring(master), folder / OpenVault::restored_name);
        });
    };
    auto restored = bring_back();
    // The medium still has it all: the same folder can be chosen again.
    if (!restored) empty_folder(folder, disk);
    return restored;
}

Result<std::vector<std::filesystem::path>> Vault::backups_on(const std::filesystem::path& medium, Disk& disk)
{
    std::vector<std::filesystem::path> found;
    std::optional<Error> unread;
    MAHALLA_TRY(const auto names, disk.list(medium));
    for (const auto& name : names) {
        if (name.extension() != BackupFile::ending) continue;
        const auto seen = BackupFile::look(disk, medium / name);
        if (seen) found.push_back(medium / name);
        if (!seen && seen.error().kind == ErrorKind::Unavailable) unread = seen.error();
    }
    // One that cannot be read hides no other; but that there is none can only be said of a medium that answers.
    if (found.empty() && unread) return tl::unexpected(*unread);
    return found;
}

} // namespace mahalla
