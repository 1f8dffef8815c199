#include "store/record_opener.h"

#include "store/open_vault.h"

#include <algorithm>

namespace mahalla {

RecordOpener::RecordOpener(const Keyring& keys) : keys_(keys), key_(box_key_bytes) {}

RecordOpener::~RecordOpener()
{
    for (FlatEvent& event : events_) wipe({reinterpret_cast<std::uint8_t*>(event.texts.data()), event.texts.size()});
}

bool RecordOpener::read(const SealedRow& row, FlatEvent& event)
{
    const IndexedEvent& indexed = *row.indexed;
    if (row.dictionary == nullptr || row.dictionary != record_->rows.front().dictionary) return false;
    if (!open_box_into(key_.writable(), keys_.events, row.key, indexed.reference.hash.bytes)) return false;
    const auto opened = opener_.open(row.event, indexed.reference.hash, key_, &row.dictionary->strings);
    if (!opened || !event.read(opened->content, row.dictionary->questions)) return false;
    const SealedEventHeader& header = opened->header;
    return header.form == indexed.form && event.record == header.record &&
           event.dot == Dot{header.device, header.sequence} && static_cast<std::uint16_t>(event.kind) == header.kind;
}

void RecordOpener::open(const SealedRecord& record)
{
    record_ = &record;
    if (events_.size() < record.rows.size()) events_.resize(record.rows.size());
    is_flat_ = !record.rows.empty();
    for (std::size_t i = 0; is_flat_ && i < record.rows.size(); ++i) is_flat_ = read(record.rows[i], events_[i]);
}

std::span<const FlatEvent> RecordOpener::flat_events() const
{
    return std::span(events_).first(is_flat_ ? record_->rows.size() : 0);
}

const QuestionList& RecordOpener::questions() const { return record_->rows.front().dictionary->questions; }

Result<std::vector<OpenedEvent>> RecordOpener::events() const
{
    std::vector<OpenedEvent> events;
    for (const SealedRow& row : record_->rows) {
        const EventReference& reference = row.indexed->reference;
        if (row.event.empty()) return failure(ErrorKind::NotFound, "This event is not here.");
        MAHALLA_TRY(const SealedEvent sealed, SealedEvent::parse(row.event));
        if (sealed.hash() != reference.hash)
            return failure(ErrorKind::Corrupt, "An event was replaced by another on the disk.");
        if (row.key.empty()) return failure(ErrorKind::NotFound, "The key of this event is not kept here.");
        MAHALLA_TRY(const Secret key, open_secret_box(keys_.events, row.key, reference.hash.bytes));
        MAHALLA_TRY(Event event,
                    OpenVault::read_event(sealed, key, sealed.form_strings_id() == 0 ? nullptr : row.dictionary));
        events.push_back({reference, std::move(event)});
    }
    return events;
}

} // namespace mahalla
