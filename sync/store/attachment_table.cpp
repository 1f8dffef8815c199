#include "store/attachment_table.h"

#include "crypto/hash.h"
#include "store/padding.h"

#include <algorithm>
#include <set>

namespace mahalla {

namespace {

constexpr std::string_view key_place = "attachment key";
constexpr std::string_view box_place = "attachment";

/// What a row's box is bound to: its kind and its name.
Bytes place_of(std::string_view kind, const Hash& row)
{
    ByteWriter writer;
    writer.raw(as_bytes(kind));
    writer.raw(row.bytes);
    return writer.take();
}

Bytes encoded(const AttachmentTable::Entry& entry)
{
    ByteWriter writer;
    writer.raw(entry.owner.record.bytes());
    writer.raw(entry.owner.event.bytes);
    writer.raw(entry.id.bytes);
    writer.u32(static_cast<std::uint32_t>(entry.pieces.size()));
    for (const Hash& piece : entry.pieces) writer.raw(piece.bytes);
    return writer.take();
}

Hash read_hash(ByteReader& reader)
{
    const auto hash = Hash::from_bytes(reader.raw(Hash{}.bytes.size()));
    return hash ? *hash : Hash();
}

std::optional<AttachmentTable::Entry> decoded(ByteView bytes)
{
    ByteReader reader(bytes);
    AttachmentTable::Entry entry;
    const auto record = RecordId::from_bytes(reader.raw(RecordId::bytes_count));
    entry.owner.event = read_hash(reader);
    entry.id = read_hash(reader);
    const std::size_t count = reader.u32();
    if (!record || !reader.ok() || count > AttachmentDescriptor::pieces_max) return std::nullopt;
    entry.owner.record = *record;
    for (std::size_t i = 0; i < count; ++i) entry.pieces.push_back(read_hash(reader));
    if (!reader.finished()) return std::nullopt;
    return entry;
}

} // namespace

Hash AttachmentTable::row_name(const Owner& owner, const Hash& id) const
{
    ByteWriter writer;
    writer.raw(as_bytes(box_place));
    writer.raw(owner.record.bytes());
    writer.raw(owner.event.bytes);
    writer.raw(id.bytes);
    return keyed_hash_of(keys_.names, writer.bytes());
}

Hash AttachmentTable::piece_name(const Hash& hash) const
{
    ByteWriter writer;
    writer.raw(as_bytes("piece"));
    writer.raw(hash.bytes);
    return keyed_hash_of(keys_.names, writer.bytes());
}

Result<void> AttachmentTable::load()
{
    entries_.clear();
    uses_.clear();
    present_.clear();
    waiting_bytes_ = 0;
    MAHALLA_TRY(Statement pieces, database_.prepare("SELECT name, length(box) FROM piece"));
    for (;;) {
        MAHALLA_TRY(const bool has_row, pieces.step());
        if (!has_row) break;
        MAHALLA_TRY(const Hash name, Hash::from_bytes(pieces.bytes(0)));
        const auto bytes = static_cast<std::uint64_t>(pieces.integer(1));
        present_[name] = bytes;
        waiting_bytes_ += bytes;
    }
    MAHALLA_TRY(Statement files, database_.prepare("SELECT name, box FROM attachment"));
    for (;;) {
        MAHALLA_TRY(const bool has_row, files.step());
        if (!has_row) return {};
        MAHALLA_TRY(const Hash name, Hash::from_bytes(files.bytes(0)));
        const auto plain = open_box(keys_.attachments, files.bytes(1), place_of(box_place, name));
        const auto content = plain ? unpadded(*plain) : Result<Bytes>(tl::unexpected(plain.error()));
        if (!content) continue;
        auto entry = decoded(*content);
        if (entry && row_name(entry->owner, entry->id) == name) remember(*std::move(entry));
    }
}

void AttachmentTable::remember(Entry entry)
{
    const Key key{entry.owner, entry.id};
    if (entries_.contains(key)) return;
    for (const Hash& piece : entry.pieces) {
        const Hash name = piece_name(piece);
        if (++uses_[name] > 1) continue;
        if (const auto here = present_.find(name); here != present_.end())
            waiting_bytes_ -= std::min(waiting_bytes_, here->second);
    }
    entries_.emplace(key, std::move(entry));
}

Result<void> AttachmentTable::add(Entry entry, const AttachmentDescriptor* to_wrap)
{
    if (entries_.contains({entry.owner, entry.id})) return {};
    const Hash name = row_name(entry.owner, entry.id);
    const Bytes box = seal_box(keys_.attachments, padded(encoded(entry)), place_of(box_place, name));
    MAHALLA_TRY(Statement insert,
                database_.prepare("INSERT OR REPLACE INTO attachment(name, key, box) VALUES(?1, ?2, ?3)"));
    insert.bind(1, ByteView(name.bytes)).bind_null(2).bind(3, ByteView(box));
    if (to_wrap != nullptr) {
        MAHALLA_TRY(Bytes plain, to_wrap->encode());
        Bytes padded_plain = padded(plain);
        const Bytes key = seal_box(keys_.attachments, padded_plain, place_of(key_place, name));
        wipe(plain);
        wipe(padded_plain);
        insert.bind(2, ByteView(key));
    }
    if (auto done = insert.run(); !done) return done;
    remember(std::move(entry));
    return {};
}

Result<void> AttachmentTable::add_to_draft(const RecordId& record, const AttachmentDescriptor& descriptor)
{
    return add({{record, {}}, descriptor.id(), descriptor.pieces}, &descriptor);
}

Result<void> AttachmentTable::add_of_event(const Owner& owner, const AttachmentDescriptor& descriptor)
{
    return add({owner, descriptor.id(), descriptor.pieces}, nullptr);
}

Result<void> AttachmentTable::add_to_event(const RecordId& record, const Hash& id, const Hash& event)
{
    const auto found = entries_.find({Owner{record, {}}, id});
    if (found == entries_.end()) return failure(ErrorKind::NotFound, "This file is not here.");
    return add({{record, event}, id, found->second.pieces}, nullptr);
}

Result<bool> AttachmentTable::store_piece(const Hash& hash, ByteView sealed)
{
    const Hash name = piece_name(hash);
    const bool was_here = present_.contains(name);
    if (was_here) {
        const auto stored = piece(hash);
        if (stored) return false;
        if (stored.error().kind == ErrorKind::Unavailable) return tl::unexpected(stored.error());
    }
    MAHALLA_TRY(Statement insert, database_.prepare("INSERT OR REPLACE INTO piece(name, box) VALUES(?1, ?2)"));
    if (auto done = insert.bind(1, ByteView(name.bytes)).bind(2, sealed).run(); !done)
        return tl::unexpected(done.error());
    if (!was_here && !uses_.contains(name)) waiting_bytes_ += sealed.size();
    present_[name] = sealed.size();
    return true;
}

bool AttachmentTable::has_room_for(const Hash& hash, std::uint64_t bytes) const
{
    const Hash name = piece_name(hash);
    return uses_.contains(name) || present_.contains(name) || waiting_bytes_ + bytes <= waiting_bytes_max;
}

std::vector<AttachmentErasure> AttachmentTable::erasures_of(const std::vector<Owner>& owners) const
{
    std::vector<AttachmentErasure> erasures;
    std::map<Hash, std::size_t> going;
    for (const Owner& owner : owners)
        for (const Entry* entry : files_of(owner)) {
            erasures.push_back({owner.record, owner.event, entry->id, row_name(owner, entry->id), {}});
            for (const Hash& piece : entry->pieces) {
                const Hash name = piece_name(piece);
                if (++going[name] == uses_.at(name)) erasures.back().piece_rows.push_back(name);
            }
        }
    return erasures;
}

void AttachmentTable::forget(const AttachmentErasure& file)
{
    const auto found = entries_.find({Owner{file.record, file.event}, file.id});
    if (found == entries_.end()) return;
    for (const Hash& piece : found->second.pieces) {
        const auto uses = uses_.find(piece_name(piece));
        if (--uses->second == 0) uses_.erase(uses);
    }
    for (const Hash& name : file.piece_rows) present_.erase(name);
    entries_.erase(found);
}

Result<AttachmentDescriptor> AttachmentTable::draft_descriptor(const RecordId& record, const Hash& id) const
{
    const Hash name = row_name({record, {}}, id);
    MAHALLA_TRY(Statement select, database_.prepare("SELECT key FROM attachment WHERE name=?1"));
    MAHALLA_TRY(const bool has_row, select.bind(1, ByteView(name.bytes)).step());
    if (!has_row || select.is_null(0)) return failure(ErrorKind::NotFound, "This file is not here.");
    MAHALLA_TRY(Bytes padded_plain, open_box(keys_.attachments, select.bytes(0), place_of(key_place, name)));
    auto plain = unpadded(padded_plain);
    wipe(padded_plain);
    if (!plain) return tl::unexpected(plain.error());
    auto descriptor = AttachmentDescriptor::decode(*plain);
    wipe(*plain);
    if (descriptor && descriptor->id() != id)
        return failure(ErrorKind::Corrupt, "A file was replaced by another on the disk.");
    return descriptor;
}

Result<Bytes> AttachmentTable::piece(const Hash& hash) const
{
    const Hash name = piece_name(hash);
    MAHALLA_TRY(Statement select, database_.prepare("SELECT box FROM piece WHERE name=?1"));
    MAHALLA_TRY(const bool has_row, select.bind(1, ByteView(name.bytes)).step());
    if (!has_row) return failure(ErrorKind::NotFound, "A piece of this file is not here yet.");
    const ByteView sealed = select.bytes(0);
    if (hash_of(sealed) != hash) return failure(ErrorKind::Corrupt, "A piece of a file is damaged or is another one.");
    return Bytes(sealed.begin(), sealed.end());
}

std::vector<const AttachmentTable::Entry*> AttachmentTable::files_of(const Owner& owner) const
{
    std::vector<const Entry*> files;
    for (auto at = entries_.lower_bound({owner, {}}); at != entries_.end() && at->first.first == owner; ++at)
        files.push_back(&at->second);
    return files;
}

std::size_t AttachmentTable::pieces_here(const Entry& entry) const
{
    std::size_t here = 0;
    for (const Hash& piece : entry.pieces) here += present_.contains(piece_name(piece)) ? 1U : 0U;
    return here;
}

std::uint64_t AttachmentTable::incomplete_files() const
{
    return static_cast<std::uint64_t>(std::ranges::count_if(
        entries_, [&](const auto& item) { return pieces_here(item.second) < item.second.pieces.size(); }));
}

std::vector<AttachmentPiece> AttachmentTable::sendable_pieces() const
{
    std::vector<AttachmentPiece> pieces;
    std::set<Hash> listed;
    for (const auto& [key, entry] : entries_) {
        if (entry.owner.event.is_none()) continue;
        for (const Hash& piece : entry.pieces) {
            const auto here = present_.find(piece_name(piece));
            if (here != present_.end() && listed.insert(piece).second) pieces.push_back({piece, here->second});
        }
    }
    return pieces;
}

} // namespace mahalla
