#include "store/open_vault.h"

namespace mahalla {

Result<void> OpenVault::erase_rows(const Erasure& erasure)
{
    if (auto erased = mahalla::erase_rows(database, keys, with_files(erasure), going); !erased) return erased;
    return erasure.records.empty() ? Result<void>() : note_outdated_backups();
}

Result<void> OpenVault::erase_copies(const Erasure& erasure)
{
    if (erasure.empty()) return {};
    if (auto erased = ring.erase(keys, with_files(erasure), going); !erased) return erased;
    // What a crash left of bringing a snapshot back is a copy too.
    if (auto removed = destroy_file(environment.disk, folder / restored_name); !removed) return removed;
    // A damaged database that was put aside cannot be asked for rows: its bytes are searched.
    const std::filesystem::path aside = folder / aside_name;
    if (!environment.disk.exists(aside)) return {};
    MAHALLA_TRY(const auto names, environment.disk.list(aside));
    for (const auto& name : names) {
        // It may hold more of a person than the vault knows of; who asked to be forgotten comes before what might be
        // rescued.
        const auto done = erasure.records.empty() ? going.overwrite_in(environment.disk, aside / name)
                                                  : destroy_file(environment.disk, aside / name);
        if (!done) return done;
    }
    return {};
}

void OpenVault::forget_in_memory(const Erasure& erasure)
{
    for (const AttachmentErasure& file : with_files(erasure).files) attachments.forget(file);
    for (const RecordId& record : erasure.drafts) drafts.forget(record);
    for (const Hash& hash : erasure.keys)
        if (IndexedEvent* const event = index.find(hash)) forget_key(*event);
    // Quarantined ones too: whoever wrote them, they speak of this person. The erasure itself stays readable.
    for (const RecordId& record : erasure.records) {
        if (record.is_none()) continue; // That would be what concerns no record at all: charters, receipts.
        drafts.forget(record);
        for (const IndexedEvent* const event : index.of_record(record))
            if (event->kind != EventKind::Erased) forget_content(*index.find(event->reference.hash));
    }
}

Erasure OpenVault::with_files(Erasure erasure) const
{
    std::vector<AttachmentTable::Owner> owners;
    for (const RecordId& record : erasure.drafts) owners.push_back({record, {}});
    for (const RecordId& record : erasure.records) {
        if (record.is_none()) continue;
        owners.push_back({record, {}});
        for (const IndexedEvent* const event : index.of_record(record))
            if (event->kind != EventKind::Erased) owners.push_back({record, event->reference.hash});
    }
    auto files = attachments.erasures_of(owners);
    erasure.files.insert(erasure.files.end(), files.begin(), files.end());
    return erasure;
}

void OpenVault::forget(const Erasure& erasure)
{
    forget_in_memory(erasure);
    gone.add(going);
    going.clear();
}

Result<Erasure> OpenVault::note_listed_erasures()
{
    Erasure erasure;
    for (const RecordId& record : charter->content().erased_records) {
        if (items.contains(ItemKind::ErasedRecord, record.bytes())) continue;
        if (auto put = items.put(ItemKind::ErasedRecord, record.bytes(), {}); !put) return tl::unexpected(put.error());
        index.note_erased(record);
        erasure.records.insert(record);
    }
    return erasure;
}

Result<void> OpenVault::erase_record(const RecordId& record, std::string reason)
{
    if (!is_enrolled() || !trust.may_erase(signing->device()))
        return failure(ErrorKind::Refused, "Only a supervisor of the project erases a record. Ask one.");
    Erasure erasure;
    erasure.records.insert(record);
    const bool is_known = drafts.find(record) != nullptr || !index.of_record(record).empty();
    if (record.is_none() || !is_known) return failure(ErrorKind::NotFound, "There is no such record here.");

    Event event;
    event.kind = EventKind::Erased;
    event.record = record;
    event.seen = index.seen_of(record);
    event.reason = std::move(reason);
    for (const IndexedEvent* const here : index.of_record(record))
        if (here->kind != EventKind::Erased && event.superseded.size() < Event::superseded_max)
            event.superseded.push_back(here->reference);

    const bool is_said_already = index.is_record_erased(record);
    ChainHead last = own_last();
    std::optional<NewEvent> said;
    const auto erase = [&]() -> Result<void> {
        MAHALLA_TRY(Transaction transaction, Transaction::begin(database));
        if (!is_said_already) {
            MAHALLA_TRY(said, seal_next(std::move(event), last));
            if (auto inserted = insert(*said); !inserted) return inserted;
        }
        if (auto erased = erase_rows(erasure); !erased) return erased;
        if (auto erased = erase_copies(erasure); !erased) return erased;
        return transaction.commit();
    };
    if (auto erased = erase(); !erased) {
        going.clear();
        return erased;
    }
    if (said) {
        index.add(said->indexed);
        note_chain_height();
    }
    forget(erasure);
    return empty_log();
}

Result<ResidueReport> OpenVault::verify_erasures()
{
    // Where there was no room for it before, the log is emptied now.
    if (auto emptied = empty_log(); !emptied) return tl::unexpected(emptied.error());
    MAHALLA_TRY(const ResidueReport report,
                gone.look_through(environment.disk, folder, ResidueScan::OpenDatabase{database, database_name}));
    if (report.found > 0)
        return failure(ErrorKind::Corrupt,
                       "What was to be erased still stands in a file of the vault. Do not hand this laptop on; run "
                       "the erasure again, and tell who keeps the project.");
    gone.clear();
    return report;
}

} // namespace mahalla
