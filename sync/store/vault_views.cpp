#include "store/vault_interior.h"

#include <algorithm>

namespace mahalla {

namespace {

/// What a person sees of a record in the list.
RecordOverview overview_of(const OpenVault& open, const RecordId& id)
{
    RecordOverview overview;
    overview.id = id;
    overview.journey = RecordJourney::Read;
    bool has_own_event = false;
    for (const IndexedEvent* event : open.index.of_record(id)) {
        if (event->state != EventState::Believed) continue;
        ++overview.events;
        if (event->kind == EventKind::Erased) overview.is_erased = true;
        if (event->is_opened) {
            overview.is_readable = true;
            overview.changed = std::max(overview.changed.value_or(event->instant), event->instant);
        }
        if (!overview.form && open.charter)
            if (const CharterForm* form = open.charter->content().form(event->form))
                overview.form = FormReference{form->id, form->version, form->hash};
        if (!open.is_own(event->reference.dot.device)) continue;
        has_own_event = true;
        if (event->is_erased) continue; // Nothing of it is left that somebody could wait for.
        if (event->kind == EventKind::Attachment && event->journey != RecordJourney::Read) ++overview.files_only_here;
        overview.journey = std::min(overview.journey, event->journey);
    }
    if (open.index.is_noted_as_erased(id)) overview.is_erased = true;
    overview.files_only_here += open.attachments.files_of({id, {}}).size();
    if (const Draft* const draft = open.drafts.find(id)) {
        overview.has_draft = true;
        overview.is_draft_damaged = draft->is_damaged;
        overview.is_readable = true;
        overview.form = draft->present.form;
        overview.changed = std::max(overview.changed.value_or(draft->changed), draft->changed);
    }
    overview.is_own = has_own_event || overview.has_draft;
    if (overview.has_draft) overview.journey = RecordJourney::OnlyHere;
    return overview;
}

std::vector<EventReference> references_in_state(const EventIndex& index, EventState state)
{
    std::vector<EventReference> references;
    for (const auto& [hash, event] : index.all())
        if (event.state == state) references.push_back(event.reference);
    std::ranges::sort(references);
    return references;
}

} // namespace

std::vector<RecordOverview> Vault::records() const
{
    std::vector<RecordOverview> overviews;
    if (is_locked()) return overviews;
    const OpenVault& open = *interior_->open;
    std::vector<RecordId> ids = open.index.records();
    for (const auto& [record, draft] : open.drafts.drafts()) ids.push_back(record);
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const RecordId& id : ids)
        if (auto overview = overview_of(open, id); overview.events > 0 || overview.has_draft)
            overviews.push_back(std::move(overview));
    return overviews;
}

JourneyCounts Vault::journey_counts() const
{
    JourneyCounts counts;
    for (const RecordOverview& overview : records()) {
        if (overview.has_draft) ++counts.drafts;
        if (!overview.is_own || overview.events == 0 || overview.has_draft) continue;
        switch (overview.journey) {
        case RecordJourney::OnlyHere:
            ++counts.only_here;
            break;
        case RecordJourney::Stored:
            ++counts.stored;
            break;
        case RecordJourney::Read:
            ++counts.read;
            break;
        }
    }
    return counts;
}

Result<std::vector<OpenedEvent>> Vault::events_of(const RecordId& record) const
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    std::vector<OpenedEvent> opened;
    for (const IndexedEvent* indexed : open.index.of_record(record)) {
        if (indexed->state != EventState::Believed || !indexed->is_opened) continue;
        MAHALLA_TRY(Event event, open.read_stored(*indexed));
        opened.push_back({indexed->reference, std::move(event)});
    }
    return opened;
}

std::size_t Vault::sealed_events_of(const RecordId& record) const { return sealed_references_of(record).size(); }

std::vector<EventReference> Vault::sealed_references_of(const RecordId& record) const
{
    std::vector<EventReference> references;
    if (is_locked()) return references;
    for (const IndexedEvent* event : interior_->open->index.of_record(record))
        if (event->state == EventState::Believed && !event->is_opened) references.push_back(event->reference);
    return references;
}

// --- for exchange

ChainHeads Vault::heads() const { return is_locked() ? ChainHeads() : interior_->open->index.heads(); }

std::vector<ChainGap> Vault::gaps() const
{
    return is_locked() ? std::vector<ChainGap>() : interior_->open->index.gaps();
}

std::vector<EventReference> Vault::forks() const
{
    return is_locked() ? std::vector<EventReference>() : interior_->open->index.forks();
}

std::vector<EventReference> Vault::quarantined() const
{
    if (is_locked()) return {};
    return references_in_state(interior_->open->index, EventState::Quarantined);
}

std::vector<Bytes> Vault::certificates() const
{
    return is_locked() ? std::vector<Bytes>() : interior_->open->items.contents(ItemKind::Certificate);
}

Result<std::vector<Bytes>> Vault::events_after(const DeviceId& device, std::uint64_t after,
                                               std::size_t events_max) const
{
    if (is_locked()) return vault_is_locked();
    std::vector<Bytes> events;
    for (const IndexedEvent* event : interior_->open->index.events_after(device, after, events_max)) {
        MAHALLA_TRY(Bytes bytes, interior_->open->events.bytes(event->reference.hash));
        events.push_back(std::move(bytes));
    }
    return events;
}

Result<Bytes> Vault::event_bytes(const EventReference& reference) const
{
    if (is_locked()) return vault_is_locked();
    return interior_->open->events.bytes(reference.hash);
}

std::vector<EventReference> Vault::missing(const std::vector<EventReference>& references) const
{
    std::vector<EventReference> missing;
    if (is_locked()) return missing;
    for (const EventReference& reference : references)
        if (std::as_const(interior_->open->index).find(reference.hash) == nullptr) missing.push_back(reference);
    return missing;
}

Result<Receipt> Vault::issue_receipt(ReceiptKind kind, std::vector<Hash> events) const
{
    if (is_locked()) return vault_is_locked();
    const OpenVault& open = *interior_->open;
    if (!open.charter) return failure(ErrorKind::Refused, "This vault belongs to no project yet.");
    for (const Hash& hash : events) {
        const IndexedEvent* const event = std::as_const(open.index).find(hash);
        if (event == nullptr || event->state != EventState::Believed ||
            (kind == ReceiptKind::Read && (!event->is_opened || !open.has_whole_file(*event))))
            return failure(ErrorKind::Invalid, "A receipt can only be given for events that are here and were opened, "
                                               "with every piece of the files they bring.");
    }
    MAHALLA_TRY(Receipt receipt,
                Receipt::issue(kind, open.charter->content().project, std::move(events), {}, *open.signing));
    // Nobody would believe it otherwise: a supervisor's receipts count, a field worker's do not.
    if (auto verified = receipt.verify(open.charter->content()); !verified) return tl::unexpected(verified.error());
    return receipt;
}

std::vector<Hash> Vault::unacknowledged_reads() const
{
    std::vector<Hash> hashes;
    if (is_locked() || !is_reader()) return hashes;
    const OpenVault& open = *interior_->open;
    for (const auto& [hash, event] : open.index.all())
        if (event.state == EventState::Believed && event.is_opened && !event.is_acknowledged &&
            open.has_whole_file(event) && event.reference.dot.device != open.signing->device())
            hashes.push_back(hash);
    return hashes;
}

Result<void> Vault::mark_receipted(const std::vector<Hash>& events)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    const auto mark = [&]() -> Result<void> {
        MAHALLA_TRY(Transaction transaction, Transaction::begin(open.database));
        for (const Hash& hash : events) {
            IndexedEvent* const event = open.index.find(hash);
            if (event == nullptr) continue;
            event->is_acknowledged = true;
            if (auto updated = open.events.update(*event); !updated) return updated;
        }
        return transaction.commit();
    };
    auto marked = mark();
    if (!marked) interior_->follow_the_disk();
    return marked;
}

} // namespace mahalla
