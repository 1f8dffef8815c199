#include "store/open_vault.h"

#include <algorithm>

namespace mahalla {

namespace {

/// What an event says of its file. An event that contradicts itself brings none.
std::optional<AttachmentDescriptor> descriptor_in(const Event& event)
{
    if (event.kind != EventKind::Attachment) return std::nullopt;
    auto descriptor = AttachmentDescriptor::decode(event.payload);
    if (!descriptor || descriptor->name != event.topic) return std::nullopt;
    return *std::move(descriptor);
}

OpenVault::KnownFile known_file(const AttachmentTable& table, const AttachmentTable::Entry& entry,
                                std::optional<AttachmentDescriptor> descriptor)
{
    OpenVault::KnownFile file;
    file.overview.id = entry.id;
    file.overview.pieces = entry.pieces.size();
    file.overview.is_in_draft = entry.owner.event.is_none();
    if (descriptor) {
        file.overview.name = descriptor->name;
        file.overview.media_type = descriptor->media_type;
        file.overview.content_bytes = descriptor->content_bytes;
        file.overview.pieces_here = table.pieces_here(entry);
    }
    file.descriptor = std::move(descriptor);
    return file;
}

bool names_file(const Record& record, const std::string& name)
{
    return std::ranges::any_of(record.answers, [&](const auto& answer) { return answer.second.value == name; });
}

} // namespace

Result<void> OpenVault::load_attachments()
{
    if (auto loaded = attachments.load(); !loaded) return loaded;
    for (const auto& [hash, indexed] : index.all()) {
        const AttachmentTable::Owner owner{indexed.record, hash};
        if (indexed.kind != EventKind::Attachment || !indexed.is_opened || attachments.contains(owner)) continue;
        const auto event = read_stored(indexed);
        if (!event) continue; // As damaged as its row: it is told where the event is asked for.
        if (const auto descriptor = descriptor_in(*event))
            attachments.remember({owner, descriptor->id(), descriptor->pieces});
    }
    return {};
}

Result<std::vector<OpenVault::KnownFile>> OpenVault::files_of(const RecordId& record)
{
    std::vector<KnownFile> files;
    for (const AttachmentTable::Entry* entry : attachments.files_of({record, {}})) {
        auto descriptor = attachments.draft_descriptor(record, entry->id);
        if (!descriptor && descriptor.error().kind == ErrorKind::Unavailable) return tl::unexpected(descriptor.error());
        std::optional<AttachmentDescriptor> known;
        if (descriptor) known = *std::move(descriptor);
        files.push_back(known_file(attachments, *entry, std::move(known)));
    }
    for (const IndexedEvent* indexed : index.of_record(record)) {
        if (indexed->kind != EventKind::Attachment || indexed->state != EventState::Believed || !indexed->is_opened)
            continue;
        MAHALLA_TRY(Event event, read_stored(*indexed));
        auto descriptor = descriptor_in(event);
        wipe(event.payload);
        for (const AttachmentTable::Entry* entry : attachments.files_of({record, indexed->reference.hash}))
            if (descriptor && descriptor->id() == entry->id)
                files.push_back(known_file(attachments, *entry, std::exchange(descriptor, std::nullopt)));
    }
    return files;
}

Result<void> OpenVault::expect_file(const IndexedEvent& indexed, const Event& event)
{
    const auto descriptor = descriptor_in(event);
    if (!descriptor) return {};
    return attachments.add_of_event({indexed.record, indexed.reference.hash}, *descriptor);
}

bool OpenVault::has_whole_file(const IndexedEvent& indexed) const
{
    if (indexed.kind != EventKind::Attachment) return true;
    const auto files = attachments.files_of({indexed.record, indexed.reference.hash});
    return std::ranges::all_of(files, [&](const AttachmentTable::Entry* entry) {
        return attachments.pieces_here(*entry) == entry->pieces.size();
    });
}

Result<std::vector<OpenVault::FileEvent>> OpenVault::file_events_of(const Draft& draft, Instant now)
{
    std::vector<FileEvent> events_with_files;
    MAHALLA_TRY(auto files, files_of(draft.present.id));
    for (const KnownFile& file : files) {
        if (!file.overview.is_in_draft || !file.descriptor) continue;
        // A photograph that was taken anew, or whose answer was cleared, does not leave.
        if (!names_file(draft.present, file.overview.name)) continue;
        Event event;
        event.kind = EventKind::Attachment;
        event.record = draft.present.id;
        event.form = draft.present.form;
        event.language = draft.present.language;
        event.instant = now;
        event.seen = draft.seen;
        event.topic = file.overview.name;
        MAHALLA_TRY(event.payload, file.descriptor->encode());
        events_with_files.push_back({std::move(event), file.overview.id});
    }
    std::ranges::sort(events_with_files, {},
                      [](const FileEvent& one) -> const std::string& { return one.event.topic; });
    return events_with_files;
}

} // namespace mahalla
