#include "store/erase_folder.h"
#include "store/vault_interior.h"

namespace mahalla {

Result<ResidueReport> Vault::erase_record(const RecordId& record, std::string reason)
{
    if (is_locked()) return vault_is_locked();
    if (auto erased = interior_->open->erase_record(record, std::move(reason)); !erased) {
        // What is remembered of backups may be noted in memory already, and would be noted on the disk no more.
        const bool was_begun = erased.error().kind != ErrorKind::Refused && erased.error().kind != ErrorKind::NotFound;
        if (was_begun) interior_->follow_the_disk();
        return tl::unexpected(erased.error());
    }
    return interior_->open->verify_erasures();
}

Result<EventReference> Vault::withdraw_consent(const RecordId& record, std::string reason)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    if (open.index.of_record(record).empty())
        return failure(ErrorKind::NotFound, "There is no finalised record of this id here.");
    Event event;
    event.kind = EventKind::Flag;
    event.record = record;
    event.seen = open.index.seen_of(record);
    event.topic = consent_withdrawn_topic;
    event.reason = std::move(reason);
    return open.write_event(std::move(event));
}

bool Vault::has_unverified_erasures() const { return !is_locked() && !interior_->open->gone.empty(); }

Result<ResidueReport> Vault::verify_erasures()
{
    if (is_locked()) return vault_is_locked();
    return interior_->open->verify_erasures();
}

UnreadWork Vault::unread_work() const
{
    UnreadWork work;
    for (const RecordOverview& record : records()) {
        if (record.has_draft)
            ++work.drafts;
        else if (record.is_own && (record.journey != RecordJourney::Read || record.files_only_here > 0))
            ++work.unread;
        else if (!record.is_own && !record.is_erased && is_reader())
            ++work.of_others;
    }
    return work;
}

Result<ResidueReport> Vault::erase(Vault vault, const UnreadWork& confirmed)
{
    if (vault.is_locked()) return vault_is_locked();
    if (vault.unread_work() != confirmed)
        return failure(ErrorKind::Refused, "The vault holds other work than what was agreed to be lost. Nothing was "
                                           "erased.");
    Disk& disk = vault.interior_->environment.disk;
    const std::filesystem::path folder = vault.interior_->folder;
    // While the database is still held: from here on nobody can open it, whatever happens to the rest.
    const std::filesystem::path copy = folder / Interior::snapshots_name / Interior::header_name;
    for (const auto& header : {copy, folder / Interior::header_name})
        if (disk.exists(header))
            if (auto done = overwrite_header(disk, header); !done) return tl::unexpected(done.error());
    static_cast<void>(vault.interior_->open->empty_log());
    vault.lock();
    return erase_folder(disk, folder, Interior::header_name);
}

Result<std::optional<ResidueReport>> Vault::finish_erasing(const std::filesystem::path& folder, Disk& disk)
{
    const std::filesystem::path copy = folder / Interior::snapshots_name / Interior::header_name;
    MAHALLA_TRY(const bool is_begun, is_being_erased(disk, folder / Interior::header_name, copy));
    if (!is_begun) return std::optional<ResidueReport>();
    MAHALLA_TRY(const ResidueReport report, erase_folder(disk, folder, Interior::header_name));
    return std::optional<ResidueReport>(report);
}

} // namespace mahalla
