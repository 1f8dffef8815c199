#include "store/draft_events.h"
#include "store/open_vault.h"

namespace mahalla {

namespace {

tl::unexpected<Error> not_enrolled()
{
    return failure(ErrorKind::Refused, "This vault belongs to no project yet. Ask a supervisor to enrol it; what was "
                                       "answered stays here as a draft.");
}

} // namespace

ChainHead OpenVault::own_last() const
{
    const IndexedEvent* const last = index.last_of(signing->device());
    const ChainHead here =
        last == nullptr ? ChainHead{} : ChainHead{last->reference.dot.sequence, last->reference.hash};
    return here.sequence < floor.sequence ? floor : here;
}

Result<OpenVault::NewEvent> OpenVault::seal_next(Event event, ChainHead& last)
{
    if (event.kind != EventKind::Erased && index.is_record_erased(event.record))
        return failure(ErrorKind::Refused, "This record was erased for good. Begin a new one.");
    event.dot = {signing->device(), last.sequence + 1};
    if (event.author.empty()) event.author = label();
    if (event.instant == Instant{}) event.instant = environment.clock.now();

    SealedEventHeader header;
    header.kind = static_cast<std::uint16_t>(event.kind);
    header.project = charter->content().project;
    header.record = event.record;
    header.device = event.dot.device;
    header.sequence = event.dot.sequence;
    header.previous = last.hash;
    header.form = short_form_hash(event.form.hash);
    const FormDictionary* const dictionary = header.form.is_none() ? nullptr : dictionary_of(header.form);
    MAHALLA_TRY(Bytes content, event.encode(dictionary ? &dictionary->questions : nullptr));
    auto sealed = SealedEvent::seal(header, content, charter->content().recipient_keys(), *signing,
                                    dictionary ? &dictionary->strings : nullptr);
    wipe(content);
    wipe(event.payload); // A file's key may be in it.
    if (!sealed) return tl::unexpected(sealed.error());

    const CharterForm* const form = charter->content().form(event.form.hash);
    NewEvent made{
        {}, *std::move(sealed), is_reader() || form == nullptr || form->retain_local == RetainLocal::UntilRead};
    IndexedEvent& indexed = made.indexed;
    indexed.reference = {event.dot, made.sealed.event.hash()};
    indexed.record = event.record;
    indexed.kind = event.kind;
    indexed.form = header.form;
    indexed.previous = header.previous;
    indexed.state = EventState::Believed;
    indexed.has_key = indexed.is_opened = made.keeps_key;
    indexed.instant = event.instant;
    last = {event.dot.sequence, indexed.reference.hash};
    return made;
}

Result<void> OpenVault::insert(const NewEvent& event)
{
    return events.insert(event.indexed, event.sealed.event.bytes(),
                         event.keeps_key ? &event.sealed.content_key : nullptr);
}

Result<std::vector<EventReference>> OpenVault::finalise(const RecordId& record)
{
    const Draft* const draft = drafts.find(record);
    if (draft == nullptr) return failure(ErrorKind::NotFound, "There is no draft of this record.");
    if (draft->is_damaged)
        return failure(ErrorKind::Corrupt, "The draft is damaged: bring back the last good copy, or discard it.");
    if (!is_enrolled()) return not_enrolled();
    if (!is_live()) return not_live();

    const Instant now = environment.clock.now();
    MAHALLA_TRY(std::vector<FileEvent> files, file_events_of(*draft, now));
    std::vector<FileEvent> steps;
    for (Event& event : events_of(*draft, now)) steps.push_back({std::move(event), {}});
    // Before what is answered, which ends the record: who finalises has seen the files.
    steps.insert(steps.begin(), std::make_move_iterator(files.begin()), std::make_move_iterator(files.end()));

    ChainHead last = own_last();
    VersionVector seen = draft->seen;
    std::vector<NewEvent> made;
    MAHALLA_TRY(Transaction transaction, Transaction::begin(database));
    for (FileEvent& step : steps) {
        step.event.seen.see(seen);
        MAHALLA_TRY(NewEvent sealed, seal_next(std::move(step.event), last));
        if (auto inserted = insert(sealed); !inserted) return tl::unexpected(inserted.error());
        seen.see(sealed.indexed.reference.dot);
        if (!step.file.is_none()) {
            auto added = attachments.add_to_event(record, step.file, sealed.indexed.reference.hash);
            if (!added) return tl::unexpected(added.error());
        }
        made.push_back(std::move(sealed));
    }
    Erasure erasure;
    erasure.drafts.insert(record);
    going.clear();
    if (auto erased = erase_rows(erasure); !erased) return tl::unexpected(erased.error());
    if (auto erased = erase_copies(erasure); !erased) return tl::unexpected(erased.error());
    if (auto committed = transaction.commit(); !committed) return tl::unexpected(committed.error());

    std::vector<EventReference> references;
    for (const NewEvent& event : made) {
        index.add(event.indexed);
        references.push_back(event.indexed.reference);
    }
    forget(erasure);
    note_chain_height();
    // The record is safe by now. Where the log cannot be emptied for want of space, the draft's overwritten keys leave
    // the disk at the next checkpoint instead.
    static_cast<void>(empty_log());
    return references;
}

Result<EventReference> OpenVault::write_event(Event event)
{
    if (!is_enrolled()) return not_enrolled();
    if (event.kind == EventKind::Erased)
        return failure(ErrorKind::Invalid, "An erasure is more than an event: the record is erased as a whole.");
    if (!is_live()) return not_live();
    if (!trust.may_write(signing->device(), event.kind))
        return failure(ErrorKind::Refused, "This needs a supervisor of the project.");
    ChainHead last = own_last();
    MAHALLA_TRY(Transaction transaction, Transaction::begin(database));
    MAHALLA_TRY(const NewEvent sealed, seal_next(std::move(event), last));
    if (auto inserted = insert(sealed); !inserted) return tl::unexpected(inserted.error());
    if (auto committed = transaction.commit(); !committed) return tl::unexpected(committed.error());
    index.add(sealed.indexed);
    note_chain_height();
    return sealed.indexed.reference;
}

Result<Event> OpenVault::read_event(const SealedEvent& sealed, const Secret& key)
{
    return read_event(sealed, key, sealed.form_strings_id() == 0 ? nullptr : dictionary_of(sealed.header().form));
}

Result<Event> OpenVault::read_event(const SealedEvent& sealed, const Secret& key, const FormDictionary* dictionary)
{
    const SealedEventHeader& header = sealed.header();
    MAHALLA_TRY(Bytes content, sealed.open(key, dictionary ? &dictionary->strings : nullptr));
    auto event = Event::decode(content, dictionary ? &dictionary->questions : nullptr);
    wipe(content);
    if (!event) return tl::unexpected(event.error());
    if (event->record != header.record || event->dot != Dot{header.device, header.sequence} ||
        static_cast<std::uint16_t>(event->kind) != header.kind)
        return failure(ErrorKind::Corrupt, "The content of an event belongs to another place than its header says.");
    return *std::move(event);
}

Result<Event> OpenVault::read_stored(const IndexedEvent& indexed)
{
    const Hash& hash = indexed.reference.hash;
    MAHALLA_TRY(const Bytes bytes, events.bytes(hash));
    MAHALLA_TRY(const SealedEvent sealed, SealedEvent::parse(bytes));
    if (sealed.hash() != hash) return failure(ErrorKind::Corrupt, "An event was replaced by another on the disk.");
    MAHALLA_TRY(const Secret key, events.key(hash));
    return read_event(sealed, key);
}

} // namespace mahalla
