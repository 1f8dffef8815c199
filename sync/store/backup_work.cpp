#include "store/backup_work.h"

#include "store/backup_file.h"
#include "store/open_vault.h"

#include <algorithm>

namespace mahalla {

namespace {

tl::unexpected<Error> stopped()
{
    return failure(ErrorKind::Refused, "The backup was stopped, and nothing of it is left. Begin it again.");
}

} // namespace

BackupWork::~BackupWork() { static_cast<void>(remove_from_laptop()); }

Result<BackupReport> BackupWork::write()
{
    const auto work = [&]() -> Result<void> {
        if (auto sealed = seal_on_laptop(); !sealed) return sealed;
        if (auto chosen = choose_medium(); !chosen) return chosen;
        if (auto carried = carry(); !carried) return carried;
        is_written_ = true;
        return give_up_old();
    };
    const auto worked = work();
    const auto removed = remove_from_laptop();
    if (!worked) return tl::unexpected(worked.error());
    if (!removed) return tl::unexpected(removed.error());
    return report_;
}

Result<void> BackupWork::seal_on_laptop()
{
    MAHALLA_TRY(Secret master, key_->borrow());
    std::optional<Keyring> keys(std::in_place, master);
    {
        MAHALLA_TRY(const auto copy,
                    OpenVault::open_file(unsealed_, std::move(master), environment_, key_->taken_back()));
        MAHALLA_TRY(report_.drafts_left_out, copy->leave_keys_out(charter_ ? &*charter_ : nullptr));
        if (auto checked = copy->check_rows(); !checked) return checked;
        report_.drafts = copy->drafts.drafts().size();
        report_.events = copy->index.all().size();
    }
    if (key_->is_taken_back()) return stopped();
    if (auto done =
            BackupFile::write(environment_.disk, sealed_, header_, std::move(keys), unsealed_, *key_->taken_back());
        !done)
        return done;
    // Whoever stops this overwrites the copy only afterwards: what was sealed of an overwritten one is noticed here.
    if (key_->is_taken_back()) return stopped();
    return {};
}

Result<std::vector<std::filesystem::path>> BackupWork::names_on_medium() const
{
    std::vector<std::filesystem::path> found;
    MAHALLA_TRY(const auto names, environment_.disk.list(medium_));
    for (const auto& name : names) {
        if (name.extension() != BackupFile::ending) continue;
        const auto seen = BackupFile::look(environment_.disk, medium_ / name);
        // It may be one that holds what was erased since: whoever says that all is done has looked.
        if (!seen && seen.error().kind == ErrorKind::Unavailable) return tl::unexpected(seen.error());
        if (seen && seen->store_id == header_.store_id()) found.push_back(name);
    }
    return found;
}

Result<void> BackupWork::choose_medium()
{
    if (auto removed = remove_halves(); !removed) return removed;
    MAHALLA_TRY(const auto names, names_on_medium());
    for (const auto& name : names)
        if (const auto found = remembered_.find(name.string()); found != remembered_.end())
            medium_number_ = found->second.medium;
    if (medium_number_ != 0) return {};
    const Secret chance = Secret::random(8);
    ByteReader reader(chance.view());
    medium_number_ = std::max<std::uint64_t>(reader.u64(), 1);
    return {};
}

Result<void> BackupWork::remove_halves()
{
    // Of a medium that was pulled out: nothing takes one for a backup, but it takes up room.
    Disk& disk = environment_.disk;
    MAHALLA_TRY(const auto names, disk.list(medium_));
    for (const auto& name : names) {
        if (name.extension() != ".part" || name.stem().extension() != BackupFile::ending) continue;
        const auto seen = BackupFile::look(disk, medium_ / name);
        const bool is_own = seen && seen->store_id == header_.store_id();
        if (!is_own && !BackupFile::ends_in_front(disk, medium_ / name)) continue;
        if (auto removed = disk.remove(medium_ / name); !removed) return removed;
    }
    return {};
}

Result<void> BackupWork::carry()
{
    // From here on the file may be on the medium whatever is said about it: the vault goes on remembering it.
    return BackupFile::carry(environment_.disk, sealed_, report_.path, *key_->taken_back(), may_lie_there_);
}

Result<void> BackupWork::give_up_old()
{
    MAHALLA_TRY(auto names, names_on_medium());
    // One that nobody remembers was made before this vault was itself brought back: it is the oldest.
    const auto number_of = [&](const std::filesystem::path& name) {
        const auto found = remembered_.find(name.string());
        return found == remembered_.end() ? 0 : found->second.number;
    };
    std::ranges::stable_sort(names, std::greater(), number_of);
    std::size_t kept = 0;
    for (const auto& name : names) {
        const auto found = remembered_.find(name.string());
        const bool is_outdated = found != remembered_.end() && found->second.is_outdated;
        if (!is_outdated && kept < keep_) {
            ++kept;
            continue;
        }
        if (auto destroyed = destroy_file(environment_.disk, medium_ / name); !destroyed) return destroyed;
        ++report_.given_up;
        given_up_.insert(name.string());
    }
    return {};
}

Result<void> BackupWork::remove_from_laptop()
{
    for (const std::filesystem::path& file : {std::exchange(unsealed_, {}), std::exchange(sealed_, {})}) {
        if (file.empty()) continue;
        std::filesystem::path part = file;
        part += ".part";
        for (const auto& one : {file, part})
            if (auto removed = destroy_file(environment_.disk, one); !removed) return removed;
    }
    return {};
}

} // namespace mahalla
