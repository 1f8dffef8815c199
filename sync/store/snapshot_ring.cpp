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

Bytes SnapshotRing::label_bytes(std::uint64_t number, Instant taken, const Hash& mark)
{
    ByteWriter writer;
    writer.u64(number);
    writer.u64(static_cast<std::uint64_t>(taken.time_since_epoch().count()));
    writer.raw(mark.bytes);
    return writer.take();
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

void SnapshotRing::stop_copying()
{
    copy_.reset();
    if (lent_) lent_->take_back();
    lent_.reset();
}

Result<void> SnapshotRing::begin_backup(OpenVault& vault, std::shared_ptr<LentKey> key)
{
    if (auto made = environment_.disk.make_folder(folder_); !made) return made;
    if (auto removed = remove_unfinished(); !removed) return removed;
    MAHALLA_TRY(copy_, DatabaseCopy::begin(vault.database, unsealed_backup(), environment_.file_system));
    lent_ = std::move(key);
    return {};
}

Result<bool> SnapshotRing::copy_part(const LentKey& key, int pages)
{
    if (lent_.get() != &key || !copy_) return failure(ErrorKind::Refused, "The copy was stopped. Begin it again.");
    auto copied = copy_->copy(pages);
    if (!copied)
        static_cast<void>(remove_unfinished());
    else if (*copied)
        copy_.reset();
    return copied;
}

Result<void> SnapshotRing::remove_unfinished()
{
    stop_copying();
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

Result<std::shared_ptr<SnapshotWork>> SnapshotRing::begin(OpenVault& vault)
{
    if (auto made = environment_.disk.make_folder(folder_); !made) return tl::unexpected(made.error());
    if (auto removed = remove_unfinished(); !removed) return tl::unexpected(removed.error());
    const std::shared_ptr<SnapshotWork> work(new SnapshotWork(environment_, vault.master.duplicate()));
    MAHALLA_TRY(work->bytes_, vault.database_bytes());
    if (auto made = make_room(work->bytes_, vault.keys); !made) return tl::unexpected(made.error());
    const auto present = labels(vault.keys);
    work->number_ = present.empty() ? 1 : present.front().number + 1;
    work->snapshot_.taken = environment_.clock.now();
    // What the disk does not show now may be the newest until now. Milliseconds are more than anybody counts to.
    if (std::ranges::any_of(present, &Label::is_unread))
        work->number_ =
            std::max(work->number_, static_cast<std::uint64_t>(work->snapshot_.taken->time_since_epoch().count()));
    work->place_ = folder_ / unfinished_name;
    auto copy = DatabaseCopy::begin(vault.database, work->place_, environment_.file_system);
    if (!copy) {
        static_cast<void>(remove_unfinished());
        return tl::unexpected(copy.error());
    }
    copy_ = *std::move(copy);
    lent_ = work->key_;
    return work;
}

Result<bool> SnapshotRing::copy_part(OpenVault& vault, SnapshotWork& work, int pages)
{
    MAHALLA_TRY(const bool is_whole, copy_part(*work.key_, pages));
    if (!is_whole) return false;
    // Now, for the next answer changes what the vault says, and the copy no more.
    MAHALLA_TRY(work.mark_, vault.state_mark());
    return true;
}

Result<Snapshot> SnapshotRing::finish(OpenVault& vault, SnapshotWork& work, Result<void> verified)
{
    if (verified && work.key_->is_taken_back())
        verified = failure(ErrorKind::Refused, "The copy was stopped. Begin it again.");
    if (!verified) {
        // What is there is another's where this one was stopped.
        if (lent_ == work.key_) static_cast<void>(remove_unfinished());
        return tl::unexpected(verified.error());
    }
    lent_.reset();
    Disk& disk = environment_.disk;
    const std::uint64_t bytes = work.bytes_;
    Snapshot snapshot = work.snapshot_;
    const auto taken_places = slots();
    for (unsigned slot = 1; slot <= places; ++slot)
        if (std::ranges::find(taken_places, slot) == taken_places.end()) snapshot.slot = slot;
    // After a crash at the last step there may be as many as there are places: one goes first then.
    if (snapshot.slot == 0) {
        if (auto thinned = thin_out(bytes, vault.keys); !thinned) return tl::unexpected(thinned.error());
        for (unsigned slot = 1; slot <= places; ++slot)
            if (!disk.exists(path_of(slot))) snapshot.slot = slot;
    }
    if (auto renamed = disk.rename(work.place_, path_of(snapshot.slot)); !renamed)
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
