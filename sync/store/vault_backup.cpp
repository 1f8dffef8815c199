#include "store/backup_file.h"
#include "store/vault_interior.h"
#include "store/vault_restored.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr const char* file_ending = ".mahalla-backup";

/// What the vault remembers of one backup, in a sealed item named by the file's name.
struct Remembered {
    std::uint64_t number = 0;
    Instant made{};
    bool is_outdated = false; ///< A record was erased since.
};

Bytes encoded(const Remembered& backup)
{
    ByteWriter writer;
    writer.u64(backup.number);
    writer.u64(static_cast<std::uint64_t>(backup.made.time_since_epoch().count()));
    writer.u8(backup.is_outdated ? 1 : 0);
    return writer.take();
}

std::optional<Remembered> decoded(ByteView bytes)
{
    ByteReader reader(bytes);
    Remembered backup;
    backup.number = reader.u64();
    backup.made = Instant(std::chrono::milliseconds(static_cast<std::int64_t>(reader.u64())));
    backup.is_outdated = reader.u8() == 1;
    if (!reader.finished()) return std::nullopt;
    return backup;
}

/// The files on the medium that are backups of this vault.
Result<std::vector<std::filesystem::path>> backups_in(Disk& disk, const std::filesystem::path& folder,
                                                      const StoreHeader& header)
{
    std::vector<std::filesystem::path> found;
    MAHALLA_TRY(const auto names, disk.list(folder));
    for (const auto& name : names) {
        if (name.extension() != file_ending) continue;
        const auto seen = BackupFile::look(disk, folder / name);
        if (seen && seen->store_id == header.store_id()) found.push_back(name);
    }
    return found;
}

} // namespace

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
        auto backup = content ? decoded(*content) : std::nullopt;
        if (!backup || backup->is_outdated) continue;
        backup->is_outdated = true;
        if (auto put = items.put(ItemKind::Backup, name, encoded(*backup)); !put) return put;
    }
    return {};
}

Result<BackupReport> Vault::back_up_to(const std::filesystem::path& medium, std::size_t keep)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    Disk& disk = interior_->environment.disk;
    MAHALLA_TRY(const StoreHeader header, Interior::read_header(interior_->folder, disk));
    if (auto taken = take_snapshot(); !taken) return tl::unexpected(taken.error());

    const std::filesystem::path unsealed = open.ring.unsealed_backup();
    const RecordId name_by_chance = RecordId::random(interior_->environment.random);
    BackupReport report;
    report.path = medium / (name_by_chance.text() + file_ending);
    const auto write = [&]() -> Result<void> {
        if (auto removed = destroy_file(disk, unsealed); !removed) return removed;
        if (auto copied = open.database.copy_to(unsealed, interior_->environment.file_system); !copied) return copied;
        {
            MAHALLA_TRY(const auto copy,
                        OpenVault::open_file(unsealed, open.master.duplicate(), interior_->environment));
            MAHALLA_TRY(report.drafts_left_out,
                        copy->leave_keys_out(open.charter ? &open.charter->content() : nullptr));
            if (auto checked = copy->check_rows(); !checked) return checked;
            report.drafts = copy->drafts.drafts().size();
            report.events = copy->index.all().size();
        }
        return BackupFile::write(disk, report.path, header, open.keys, unsealed);
    };
    const auto written = write();
    const auto removed = destroy_file(disk, unsealed);
    if (!written) return tl::unexpected(written.error());
    if (!removed) return tl::unexpected(removed.error());
    if (auto gone = give_up_old_backups(medium, keep, report); !gone) return tl::unexpected(gone.error());
    return report;
}

Result<void> Vault::give_up_old_backups(const std::filesystem::path& medium, std::size_t keep, BackupReport& report)
{
    OpenVault& open = *interior_->open;
    Disk& disk = interior_->environment.disk;
    std::uint64_t newest = 0;
    std::map<std::string, Remembered> remembered;
    for (const Bytes& name : open.items.names(ItemKind::Backup)) {
        MAHALLA_TRY(const auto content, open.items.get(ItemKind::Backup, name));
        const auto backup = content ? decoded(*content) : std::nullopt;
        if (!backup) continue;
        remembered[std::string(as_text(name))] = *backup;
        newest = std::max(newest, backup->number);
    }
    const std::string own_name = report.path.filename().string();
    const Remembered made{newest + 1, interior_->environment.clock.now(), false};
    if (auto put = open.items.put(ItemKind::Backup, as_bytes(own_name), encoded(made)); !put) return put;
    remembered[own_name] = made;

    MAHALLA_TRY(const StoreHeader header, Interior::read_header(interior_->folder, disk));
    MAHALLA_TRY(auto names, backups_in(disk, medium, header));
    // One that nobody remembers was made before this vault was itself brought back: it is the oldest.
    const auto number_of = [&](const std::filesystem::path& name) {
        const auto found = remembered.find(name.string());
        return found == remembered.end() ? 0 : found->second.number;
    };
    std::ranges::stable_sort(names, std::greater(), number_of);
    std::size_t kept = 0;
    for (const auto& name : names) {
        const auto found = remembered.find(name.string());
        const bool is_outdated = found != remembered.end() && found->second.is_outdated;
        if (!is_outdated && kept < keep) {
            ++kept;
            continue;
        }
        if (auto destroyed = destroy_file(disk, medium / name); !destroyed) return destroyed;
        ++report.given_up;
        if (found == remembered.end()) continue;
        if (auto removed = open.items.remove(ItemKind::Backup, as_bytes(name.string())); !removed) return removed;
        remembered.erase(found);
    }
    for (const auto& [name, backup] : remembered)
        if (backup.is_outdated) ++report.outdated_elsewhere;
    return {};
}

std::size_t Vault::backups_made() const
{
    return is_locked() ? 0 : interior_->open->items.names(ItemKind::Backup).size();
}

std::size_t Vault::outdated_backups() const
{
    std::size_t count = 0;
    if (is_locked()) return count;
    for (const Bytes& content : interior_->open->items.contents(ItemKind::Backup))
        if (const auto backup = decoded(content); backup && backup->is_outdated) ++count;
    return count;
}

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
    if (auto made = disk.make_folder(folder); !made) return tl::unexpected(made.error());
    return Interior::bring_back(folder, header, master, environment, Instant{}, [&] {
        return BackupFile::read(disk, backup, Keyring(master), folder / OpenVault::restored_name);
    });
}

Result<std::vector<std::filesystem::path>> Vault::backups_on(const std::filesystem::path& medium, Disk& disk)
{
    std::vector<std::filesystem::path> found;
    MAHALLA_TRY(const auto names, disk.list(medium));
    for (const auto& name : names)
        if (name.extension() == file_ending && BackupFile::look(disk, medium / name)) found.push_back(medium / name);
    return found;
}

} // namespace mahalla
