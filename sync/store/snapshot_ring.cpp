#include "store/snapshot_ring.h"

#include "crypto/hash.h"
#include "store/open_vault.h"
#include "store/snapshot_spacing.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr const char* unfinished_name = "unfinished.part";
/// One more place than snapshots: the new one has its name before an old one goes.
constexpr unsigned places = SnapshotRing::slots_max + 1;
constexpr std::uint64_t spare_bytes = std::uint64_t{16} << 20U;

Bytes label_bytes(std::uint64_t number, Instant taken, const Hash& mark)
{
    ByteWriter writer;
    writer.u64(number);
    writer.u64(static_cast<std::uint64_t>(taken.time_since_epoch().count()));
    writer.raw(mark.bytes);
    return writer.take();
}

std::uint64_t distance_ms(Instant a, Instant b) { return static_cast<std::uint64_t>(std::abs((a - b).count())); }

Result<std::uint64_t> size_of(Disk& disk, const std::filesystem::path& path)
{
    MAHALLA_TRY(const auto reader, disk.open(path));
    return reader->size();
}

/// What a disk did not do at once it may do now: no copy is given up, or called damaged, for a single failure.
auto with_patience(const auto& work)
{
    auto done = work();
    return done ? std::move(done) : work();
}

} // namespace

Result<void> destroy_file(Disk& disk, const std::filesystem::path& path)
{
    for (const char* const beside : {"-wal", "-shm", "-journal", ""}) {
        std::filesystem::path file = path;
        file += beside;
        if (!disk.exists(file)) continue;
        MAHALLA_TRY(const std::uint64_t size, size_of(disk, file));
        const Bytes zeros(std::size_t{1} << 20U);
        for (std::uint64_t at = 0; at < size; at += zeros.size()) {
            const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(zeros.size(), size - at));
            if (auto done = disk.overwrite(file, at, ByteView(zeros).first(count)); !done) return done;
        }
        if (auto removed = disk.remove(file); !removed) return removed;
    }
    return {};
}

std::filesystem::path SnapshotRing::path_of(unsigned slot) const
{
    return folder_ / (std::to_string(slot) + ".sqlite");
}

std::vector<unsigned> SnapshotRing::slots() const
{
    std::vector<unsigned> found;
    for (unsigned slot = 1; slot <= places; ++slot)
        if (environment_.disk.exists(path_of(slot))) found.push_back(slot);
    return found;
}

SnapshotRing::Label SnapshotRing::label_of(unsigned slot, const Keyring& keys) const
{
    Label label;
    label.slot = slot;
    const auto content = with_patience([&]() -> Result<std::optional<Bytes>> {
        MAHALLA_TRY(Database database, Database::open(path_of(slot), OpenVault::schema(), environment_.file_system));
        return SealedItems(database, keys).read(ItemKind::Snapshot, {});
    });
    label.is_unread = !content && (content.error().kind == ErrorKind::Unavailable || !is_given_by_disk(slot));
    if (!content || !*content) return label;
    ByteReader reader(**content);
    label.number = reader.u64();
    label.taken = Instant(std::chrono::milliseconds(static_cast<std::int64_t>(reader.u64())));
    if (const auto mark = Hash::from_bytes(reader.raw(label.mark.bytes.size()))) label.mark = *mark;
    if (!reader.finished()) label.number = 0;
    return label;
}

bool SnapshotRing::is_given_by_disk(unsigned slot) const
{
    const auto reader = environment_.disk.open(path_of(slot));
    if (!reader) return false;
    for (;;) {
        const auto part = (*reader)->read(std::size_t{1} << 20U);
        if (!part) return false;
        if (part->empty()) return true;
    }
}

std::vector<SnapshotRing::Label> SnapshotRing::labels(const Keyring& keys) const
{
    std::vector<Label> labels;
    for (const unsigned slot : slots()) labels.push_back(label_of(slot, keys));
    std::ranges::sort(labels, std::greater(), &Label::number);
    return labels;
}

Result<Snapshot> SnapshotRing::verified(const Label& label, const Secret& master) const
{
    Snapshot snapshot;
    snapshot.slot = label.slot;
    MAHALLA_TRY(snapshot.bytes, size_of(environment_.disk, path_of(label.slot)));
    snapshot.is_unread = label.is_unread;
    if (label.number == 0) return snapshot;
    snapshot.taken = label.taken;
    const auto look = [&]() -> Result<void> {
        MAHALLA_TRY(const auto copy, OpenVault::open_file(path_of(label.slot), master.duplicate(), environment_));
        snapshot.drafts = copy->drafts.drafts().size();
        snapshot.events = copy->index.all().size();
        return copy->check_rows();
    };
    const auto looked = with_patience(look);
    snapshot.is_sound = looked.has_value();
    snapshot.is_unread = !looked && (looked.error().kind == ErrorKind::Unavailable || !is_given_by_disk(label.slot));
    return snapshot;
}

Result<std::vector<Snapshot>> SnapshotRing::verified(const Secret& master) const
{
    std::vector<Snapshot> snapshots;
    for (const Label& label : labels(Keyring(master))) {
        MAHALLA_TRY(Snapshot snapshot, verified(label, master));
        snapshots.push_back(std::move(snapshot));
    }
    std::ranges::stable_sort(snapshots, std::greater(), &Snapshot::is_sound);
    return snapshots;
}

std::vector<unsigned> SnapshotRing::newest_first(const Keyring& keys) const
{
    std::vector<unsigned> found;
    for (const Label& label : labels(keys)) found.push_back(label.slot);
    return found;
}

Result<Snapshot> SnapshotRing::verified_slot(unsigned slot, const Secret& master) const
{
    return verified(label_of(slot, Keyring(master)), master);
}

Result<bool> SnapshotRing::is_due(OpenVault& vault) const
{
    const auto present = labels(vault.keys);
    if (present.empty() || present.front().number == 0) return vault.has_work();
    if (distance_ms(environment_.clock.now(), present.front().taken) < due_after_ms) return false;
    MAHALLA_TRY(const Hash mark, vault.state_mark());
    return mark != present.front().mark;
}

void SnapshotRing::stop_backup()
{
    if (backup_) backup_->store(true);
    backup_.reset();
}

Result<void> SnapshotRing::begin_backup(BackupStop stop)
{
    if (auto made = environment_.disk.make_folder(folder_); !made) return made;
    if (auto removed = remove_unfinished(); !removed) return removed;
    backup_ = std::move(stop);
    return {};
}

Result<void> SnapshotRing::remove_unfinished()
{
    stop_backup();
    std::filesystem::path unfinished_backup = sealed_backup();
    unfinished_backup += ".part";
    for (const auto& file : {unsealed_backup(), sealed_backup(), unfinished_backup})
        if (auto destroyed = destroy_file(environment_.disk, file); !destroyed) return destroyed;
    return destroy_file(environment_.disk, folder_ / unfinished_name);
}

Result<void> SnapshotRing::destroy(unsigned slot) { return destroy_file(environment_.disk, path_of(slot)); }

Result<void> SnapshotRing::make_room(std::uint64_t bytes, const Keyring& keys)
{
    for (auto present = labels(keys);; present.pop_back()) {
        MAHALLA_TRY(const std::uint64_t free, environment_.disk.bytes_free(folder_));
        if (free >= bytes + bytes / 4 + spare_bytes) return {};
        if (present.size() <= 2)
            return failure(ErrorKind::Unavailable, "The disk is too full for another snapshot. Free some space; the "
                                                   "vault and its two newest snapshots are there.");
        if (auto destroyed = destroy(present.back().slot); !destroyed) return destroyed;
    }
}

Result<void> SnapshotRing::thin_out(std::uint64_t bytes, const Keyring& keys)
{
    const std::uint64_t affordable = ring_bytes_max / std::max<std::uint64_t>(bytes, 1);
    const auto slots_kept = static_cast<std::size_t>(std::clamp<std::uint64_t>(affordable, 2, slots_max));
    auto present = labels(keys);
    while (present.size() > slots_kept) {
        std::size_t given_up = present.size() - 1; // One that does not open stands last and goes first.
        if (present.back().number > 0) {
            std::vector<std::uint64_t> ages;
            for (const Label& label : present) {
                const std::uint64_t age = distance_ms(present.front().taken, label.taken);
                // Whatever the clock did meanwhile, who was taken earlier is older.
                ages.push_back(ages.empty() ? 0 : std::max(age, ages.back() + 1));
            }
            given_up = snapshot_to_give_up(ages);
        }
        if (auto destroyed = destroy(present[given_up].slot); !destroyed) return destroyed;
        present.erase(present.begin() + static_cast<std::ptrdiff_t>(given_up));
    }
    return {};
}

Result<Snapshot> SnapshotRing::take(OpenVault& vault)
{
    Disk& disk = environment_.disk;
    if (auto made = disk.make_folder(folder_); !made) return tl::unexpected(made.error());
    if (auto removed = remove_unfinished(); !removed) return tl::unexpected(removed.error());
    MAHALLA_TRY(const std::uint64_t bytes, vault.database_bytes());
    if (auto made = make_room(bytes, vault.keys); !made) return tl::unexpected(made.error());
    const auto present = labels(vault.keys);

    Snapshot snapshot;
    snapshot.taken = environment_.clock.now();
    const std::filesystem::path unfinished = folder_ / unfinished_name;
    const auto copy_and_verify = [&]() -> Result<void> {
        if (auto copied = vault.database.copy_to(unfinished, environment_.file_system); !copied) return copied;
        MAHALLA_TRY(const auto copy, OpenVault::open_file(unfinished, vault.master.duplicate(), environment_));
        MAHALLA_TRY(const Hash mark, vault.state_mark());
        MAHALLA_TRY(const Hash copied_mark, copy->state_mark());
        // The copy says what the vault says, and all that it says can be read.
        if (mark != copied_mark) return failure(ErrorKind::Corrupt, "A snapshot differs from the vault.");
        if (auto checked = copy->check_rows(); !checked) return checked;
        std::uint64_t number = present.empty() ? 1 : present.front().number + 1;
        // What the disk does not show now may be the newest until now. Milliseconds are more than anybody counts to.
        if (std::ranges::any_of(present, &Label::is_unread))
            number = std::max(number, static_cast<std::uint64_t>(snapshot.taken->time_since_epoch().count()));
        if (auto put = copy->items.put(ItemKind::Snapshot, {}, label_bytes(number, *snapshot.taken, mark)); !put)
            return put;
        snapshot.drafts = copy->drafts.drafts().size();
        snapshot.events = copy->index.all().size();
        return copy->database.checkpoint_truncate();
    };
    if (auto done = copy_and_verify(); !done) {
        static_cast<void>(remove_unfinished());
        return tl::unexpected(done.error());
    }
    const auto taken_places = slots();
    for (unsigned slot = 1; slot <= places; ++slot)
        if (std::ranges::find(taken_places, slot) == taken_places.end()) snapshot.slot = slot;
    // After a crash at the last step there may be as many as there are places: one goes first then.
    if (snapshot.slot == 0) {
        if (auto thinned = thin_out(bytes, vault.keys); !thinned) return tl::unexpected(thinned.error());
        for (unsigned slot = 1; slot <= places; ++slot)
            if (!disk.exists(path_of(slot))) snapshot.slot = slot;
    }
    if (auto renamed = disk.rename(unfinished, path_of(snapshot.slot)); !renamed)
        return tl::unexpected(renamed.error());
    MAHALLA_TRY(snapshot.bytes, size_of(disk, path_of(snapshot.slot)));
    snapshot.is_sound = true;
    if (auto thinned = thin_out(bytes, vault.keys); !thinned) return tl::unexpected(thinned.error());
    return snapshot;
}

Result<void> SnapshotRing::erase(const Keyring& keys, const Erasure& erasure, ResidueScan& gone)
{
    const auto erase_in = [&](unsigned slot) -> Result<void> {
        MAHALLA_TRY(Database database, Database::open(path_of(slot), OpenVault::schema(), environment_.file_system));
        MAHALLA_TRY(Transaction transaction, Transaction::begin(database));
        if (auto erased = erase_rows(database, keys, erasure, gone); !erased) return erased;
        if (auto committed = transaction.commit(); !committed) return committed;
        return database.checkpoint_truncate();
    };
    if (environment_.disk.exists(folder_))
        if (auto removed = remove_unfinished(); !removed) return removed;
    for (const unsigned slot : slots()) {
        const auto erased = with_patience([&] { return erase_in(slot); });
        if (erased) continue;
        if (erased.error().kind == ErrorKind::Unavailable && is_given_by_disk(slot)) return erased;
        if (auto destroyed = destroy(slot); !destroyed) return destroyed;
    }
    return {};
}

} // namespace mahalla
