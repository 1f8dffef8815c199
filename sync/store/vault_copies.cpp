#include "store/chain_height.h"
#include "store/vault_interior.h"
#include "store/vault_restored.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t part_bytes = std::size_t{1} << 20U;

Result<void> copy_file(Disk& disk, const std::filesystem::path& from, const std::filesystem::path& to)
{
    MAHALLA_TRY(const auto reader, disk.open(from));
    MAHALLA_TRY(const auto writer, disk.create(to));
    for (;;) {
        MAHALLA_TRY(const Bytes part, reader->read(part_bytes));
        if (part.empty()) return writer->finish();
        if (auto written = writer->write(part); !written) return written;
    }
}

/// Whether a database can be used as it is. Fails where that cannot be told: another program holds it.
Result<bool> is_whole(const std::filesystem::path& folder, const Secret& master, StoreEnvironment environment)
{
    const auto opened = OpenVault::open(folder, master.duplicate(), environment);
    const auto checked = opened ? (*opened)->check_rows() : Result<void>(tl::unexpected(opened.error()));
    if (!checked && checked.error().kind == ErrorKind::Unavailable) return tl::unexpected(checked.error());
    return checked.has_value();
}

} // namespace

Result<void> OpenVault::begin_new_chain()
{
    const DeviceId device = signing->device();
    const Secret seed = Secret::random(SigningKeyPair::seed_bytes);
    if (auto put = items.put(ItemKind::FormerDevice, device.bytes(), {}); !put) return put;
    if (auto put = items.put(ItemKind::Seed, as_bytes("signing"), seed.view()); !put) return put;
    if (auto removed = items.remove(ItemKind::OwnCertificate, {}); !removed) return removed;
    return items.remove(ItemKind::Request, {});
}

Result<bool> OpenVault::settle_restored(const std::filesystem::path& vault_folder)
{
    const auto height = read_chain_height(environment.disk, vault_folder, keys);
    const bool keeps_device =
        height && height->device == signing->device() && height->head.sequence >= own_last().sequence;
    const auto settle = [&]() -> Result<void> {
        MAHALLA_TRY(Transaction transaction, Transaction::begin(database));
        if (auto removed = items.remove(ItemKind::Snapshot, {}); !removed) return removed;
        if (!keeps_device)
            if (auto begun = begin_new_chain(); !begun) return begun;
        if (auto opened = open_events_again(); !opened) return opened;
        if (auto committed = transaction.commit(); !committed) return committed;
        return empty_log();
    };
    if (auto settled = settle(); !settled) return tl::unexpected(settled.error());
    return keeps_device;
}

Result<void> OpenVault::open_events_again()
{
    for (const auto& [hash, known] : index.all()) {
        if (known.state != EventState::Believed || known.has_key || known.is_erased || !is_reader()) continue;
        MAHALLA_TRY(const Bytes bytes, events.bytes(hash));
        MAHALLA_TRY(const SealedEvent sealed, SealedEvent::parse(bytes));
        const auto key = sealed.content_key(*box);
        if (!key) continue;
        IndexedEvent event = known;
        event.has_key = true;
        event.is_opened = read_event(sealed, *key).has_value();
        if (auto set = events.set_key(hash, *key); !set) return set;
        if (auto updated = events.update(event); !updated) return updated;
    }
    return {};
}

// --- snapshots

Result<bool> Vault::snapshot_if_due()
{
    if (is_locked()) return vault_is_locked();
    MAHALLA_TRY(const bool is_due, is_snapshot_due());
    if (!is_due) return false;
    MAHALLA_TRY(const Snapshot taken, take_snapshot());
    return taken.is_sound;
}

Result<Snapshot> Vault::take_snapshot()
{
    MAHALLA_TRY(const auto work, begin_snapshot());
    const auto copy_and_verify = [&]() -> Result<void> {
        if (auto copied = interior_->open->ring.copy_part(*interior_->open, *work, DatabaseCopy::all_pages); !copied)
            return tl::unexpected(copied.error());
        return work->verify();
    };
    return finish_snapshot(*work, copy_and_verify());
}

Result<bool> Vault::is_snapshot_due() const
{
    if (is_locked()) return vault_is_locked();
    return interior_->open->ring.is_due(*interior_->open);
}

Result<std::shared_ptr<SnapshotWork>> Vault::begin_snapshot()
{
    if (is_locked()) return vault_is_locked();
    return interior_->open->ring.begin(*interior_->open);
}

Result<bool> Vault::copy_part(SnapshotWork& work)
{
    if (is_locked()) return vault_is_locked();
    return interior_->open->ring.copy_part(*interior_->open, work, OpenVault::copied_pages);
}

Result<Snapshot> Vault::finish_snapshot(SnapshotWork& work, Result<void> verified)
{
    if (is_locked()) return vault_is_locked();
    MAHALLA_TRY(const Snapshot taken, interior_->open->ring.finish(*interior_->open, work, std::move(verified)));
    if (auto copied = interior_->copy_header(); !copied) return tl::unexpected(copied.error());
    return taken;
}

Result<std::vector<Snapshot>> Vault::snapshots_in(const std::filesystem::path& folder, const Secret& passphrase,
                                                  StoreEnvironment environment)
{
    MAHALLA_TRY(const StoreHeader header, Interior::read_any_header(folder, environment.disk));
    MAHALLA_TRY(const Secret master, header.open(passphrase));
    return SnapshotRing(folder, environment).verified(master);
}

// --- bringing back

Result<std::optional<std::filesystem::path>> Vault::Interior::put_database_aside(const std::filesystem::path& folder,
                                                                                 Disk& disk)
{
    std::optional<std::filesystem::path> aside;
    const std::filesystem::path database = folder / OpenVault::database_name;
    const std::filesystem::path place = folder / OpenVault::aside_name;
    if (disk.exists(database))
        if (auto made = disk.make_folder(place); !made) return tl::unexpected(made.error());
    // The log last, and before anything new bears the database's name: it must never be applied to another database.
    for (const char* const ending : {"", "-wal", "-shm", "-journal"}) {
        std::filesystem::path file = database;
        file += ending;
        if (!disk.exists(file)) continue;
        unsigned number = 1;
        const auto name = [&] { return place / (std::to_string(number) + ".sqlite" + ending); };
        while (disk.exists(name())) ++number;
        if (auto made = disk.make_folder(place); !made) return tl::unexpected(made.error());
        if (auto moved = disk.rename(file, name()); !moved) return tl::unexpected(moved.error());
        if (!aside) aside = name();
    }
    return aside;
}

Result<Vault::Restored> Vault::restore_snapshot(const std::filesystem::path& folder, const Secret& passphrase,
                                                std::optional<unsigned> slot, RestoreWhole whole,
                                                StoreEnvironment environment)
{
    Disk& disk = environment.disk;
    MAHALLA_TRY(const StoreHeader header, Interior::read_any_header(folder, disk));
    MAHALLA_TRY(const Secret master, header.open(passphrase));
    const bool has_database = disk.exists(folder / OpenVault::database_name);
    if (has_database && whole == RestoreWhole::Refuse && !Interior::read_header(folder, disk)) {
        MAHALLA_TRY(const bool is_database_whole, is_whole(folder, master, environment));
        // The header alone is lost, and its copy opens: nothing older is needed.
        if (is_database_whole) return Interior::bring_back_header(folder, header, master, environment);
    }
    const SnapshotRing ring(folder, environment);
    MAHALLA_TRY(const auto snapshots, ring.verified(master));
    const auto is_meant = [&](const Snapshot& snapshot) { return !slot || snapshot.slot == *slot; };
    const auto chosen = std::ranges::find_if(
        snapshots, [&](const Snapshot& snapshot) { return snapshot.is_sound && is_meant(snapshot); });
    const bool is_known = std::ranges::none_of(
        snapshots, [&](const Snapshot& snapshot) { return snapshot.is_unread && is_meant(snapshot); });
    if (chosen == snapshots.end() && !is_known)
        return failure(ErrorKind::Unavailable, "The disk is full or does not answer, so nobody can tell whether the "
                                               "snapshots are sound. Free some space, or try again.");
    if (chosen == snapshots.end())
        return failure(ErrorKind::NotFound, "There is no sound snapshot of this vault at that place.");
    if (has_database && whole == RestoreWhole::Refuse) {
        MAHALLA_TRY(const bool needs_nothing, is_whole(folder, master, environment));
        if (needs_nothing)
            return failure(ErrorKind::Refused,
                           "The vault is whole: a snapshot would only take away what came after it.");
    }
    return Interior::bring_back(folder, header, master, environment, *chosen->taken, [&] {
        return copy_file(disk, ring.path_of(chosen->slot), folder / OpenVault::restored_name);
    });
}

Result<Vault::Restored> Vault::Interior::bring_back_header(const std::filesystem::path& folder,
                                                           const StoreHeader& header, const Secret& master,
                                                           StoreEnvironment environment)
{
    if (auto written = environment.disk.write(folder / header_name, header.bytes()); !written)
        return tl::unexpected(written.error());
    MAHALLA_TRY(auto opened, open_newest(folder, header, master.duplicate(), environment));
    return Restored{std::move(opened), true, std::nullopt, environment.clock.now()};
}

Result<Vault::Restored> Vault::Interior::bring_back(const std::filesystem::path& folder, const StoreHeader& header,
                                                    const Secret& master, StoreEnvironment environment, Instant taken,
                                                    const std::function<Result<void>()>& write_restored)
{
    Disk& disk = environment.disk;
    const std::filesystem::path restored = folder / OpenVault::restored_name;
    if (auto removed = destroy_file(disk, restored); !removed) return tl::unexpected(removed.error());
    if (auto written = write_restored(); !written) return tl::unexpected(written.error());
    bool keeps_device = false;
    {
        MAHALLA_TRY(const auto database, OpenVault::open_file(restored, master.duplicate(), environment));
        MAHALLA_TRY(keeps_device, database->settle_restored(folder));
        if (auto checked = database->check_rows(); !checked) return tl::unexpected(checked.error());
    }
    // Only now is the damaged one touched, and it is only moved.
    MAHALLA_TRY(auto aside, put_database_aside(folder, disk));
    if (auto renamed = disk.rename(restored, folder / OpenVault::database_name); !renamed)
        return tl::unexpected(renamed.error());
    if (auto written = disk.write(folder / header_name, header.bytes()); !written)
        return tl::unexpected(written.error());
    MAHALLA_TRY(auto opened, OpenVault::open(folder, master.duplicate(), environment));
    return Restored{Vault(std::make_unique<Interior>(folder, environment, std::move(opened))), keeps_device,
                    std::move(aside), taken};
}

Result<void> Vault::discard_aside(const std::filesystem::path& folder, Disk& disk)
{
    const std::filesystem::path place = folder / OpenVault::aside_name;
    if (!disk.exists(place)) return {};
    MAHALLA_TRY(const auto names, disk.list(place));
    for (const auto& name : names)
        if (auto destroyed = destroy_file(disk, place / name); !destroyed) return destroyed;
    return disk.remove(place);
}

} // namespace mahalla
