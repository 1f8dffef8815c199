#include "store/sealed_items.h"

#include "crypto/hash.h"
#include "store/padding.h"

namespace mahalla {

namespace {

/// What may be large, and what must be able to go.
bool is_read_when_asked_for(ItemKind kind)
{
    return kind == ItemKind::Form || kind == ItemKind::Release || kind == ItemKind::ReleaseKey;
}

struct OpenedItem {
    ItemKind kind;
    Bytes name;
    Bytes content;
};

Result<OpenedItem> open_item(const Keyring& keys, ByteView row_name, ByteView box)
{
    MAHALLA_TRY(Bytes padded_plain, open_box(keys.items, box, row_name));
    auto plain = unpadded(padded_plain);
    wipe(padded_plain);
    if (!plain) return tl::unexpected(plain.error());
    ByteReader reader(*plain);
    OpenedItem item;
    item.kind = static_cast<ItemKind>(reader.u8());
    const ByteView name = reader.sized(4096);
    item.name.assign(name.begin(), name.end());
    const ByteView content = reader.raw(reader.left());
    item.content.assign(content.begin(), content.end());
    const bool ok = reader.finished();
    wipe(*plain);
    if (!ok) return failure(ErrorKind::Corrupt, "What was stored is not well formed.");
    return item;
}

} // namespace

Hash SealedItems::row_name(ItemKind kind, ByteView name) const
{
    ByteWriter writer;
    writer.u8(static_cast<std::uint8_t>(kind));
    writer.raw(name);
    return keyed_hash_of(keys_.names, writer.bytes());
}

void SealedItems::clear()
{
    for (auto& [key, content] : items_) wipe(content);
    items_.clear();
}

Result<void> SealedItems::load()
{
    clear();
    MAHALLA_TRY(Statement select, database_.prepare("SELECT name, box FROM item"));
    for (;;) {
        MAHALLA_TRY(const bool has_row, select.step());
        if (!has_row) return {};
        MAHALLA_TRY(OpenedItem item, open_item(keys_, select.bytes(0), select.bytes(1)));
        if (is_read_when_asked_for(item.kind)) item.content.clear();
        items_[{item.kind, std::move(item.name)}] = std::move(item.content);
    }
}

Result<void> SealedItems::put(ItemKind kind, ByteView name, ByteView content)
{
    const Hash row = row_name(kind, name);
    ByteWriter writer;
    writer.u8(static_cast<std::uint8_t>(kind));
    writer.sized(name);
    writer.raw(content);
    Bytes plain = writer.take();
    Bytes padded_plain = padded(plain);
    const Bytes box = seal_box(keys_.items, padded_plain, row.bytes);
    wipe(plain);
    wipe(padded_plain);
    MAHALLA_TRY(Statement insert, database_.prepare("INSERT OR REPLACE INTO item(name, box) VALUES(?1, ?2)"));
    insert.bind(1, ByteView(row.bytes)).bind(2, ByteView(box));
    if (auto done = insert.run(); !done) return done;
    const Key key{kind, Bytes(name.begin(), name.end())};
    note(key);
    Bytes& kept = items_[key];
    wipe(kept);
    kept = is_read_when_asked_for(kind) ? Bytes() : Bytes(content.begin(), content.end());
    return {};
}

Result<std::optional<Bytes>> SealedItems::read(ItemKind kind, ByteView name) const
{
    const Hash row = row_name(kind, name);
    MAHALLA_TRY(Statement select, database_.prepare("SELECT box FROM item WHERE name=?1"));
    select.bind(1, ByteView(row.bytes));
    MAHALLA_TRY(const bool has_row, select.step());
    if (!has_row) return std::optional<Bytes>();
    MAHALLA_TRY(OpenedItem item, open_item(keys_, row.bytes, select.bytes(0)));
    return std::optional<Bytes>(std::move(item.content));
}

Result<void> SealedItems::remove(ItemKind kind, ByteView name)
{
    const Hash row = row_name(kind, name);
    MAHALLA_TRY(Statement remove, database_.prepare("DELETE FROM item WHERE name=?1"));
    if (auto removed = remove.bind(1, ByteView(row.bytes)).run(); !removed) return removed;
    const auto found = items_.find({kind, Bytes(name.begin(), name.end())});
    if (found == items_.end()) return {};
    note(found->first);
    wipe(found->second);
    items_.erase(found);
    return {};
}

Result<void> SealedItems::erase(Database& database, const Keyring& keys, ItemKind kind, ResidueScan& gone)
{
    const Hash row = SealedItems(database, keys).row_name(kind, {});
    {
        MAHALLA_TRY(Statement select, database.prepare("SELECT box FROM item WHERE name=?1"));
        MAHALLA_TRY(const bool has_row, select.bind(1, ByteView(row.bytes)).step());
        if (!has_row) return {};
        gone.add(select.bytes(0));
    }
    MAHALLA_TRY(Statement overwrite, database.prepare("UPDATE item SET box=randomblob(length(box)) WHERE name=?1"));
    if (auto done = overwrite.bind(1, ByteView(row.bytes)).run(); !done) return done;
    MAHALLA_TRY(Statement remove, database.prepare("DELETE FROM item WHERE name=?1"));
    return remove.bind(1, ByteView(row.bytes)).run();
}

void SealedItems::note(const Key& key)
{
    if (!are_noted_ || before_.contains(key)) return;
    const auto found = items_.find(key);
    before_[key] = found == items_.end() ? std::nullopt : std::optional(found->second);
}

void SealedItems::end_changes(ItemChanges changes)
{
    for (auto& [key, content] : before_) {
        if (changes == ItemChanges::TakeBack) {
            wipe(items_[key]);
            if (content)
                items_[key] = *content;
            else
                items_.erase(key);
        }
        if (content) wipe(*content);
    }
    before_.clear();
    are_noted_ = false;
}

Result<std::optional<Bytes>> SealedItems::get(ItemKind kind, ByteView name) const
{
    const auto found = items_.find({kind, Bytes(name.begin(), name.end())});
    if (found == items_.end()) return std::optional<Bytes>();
    if (!is_read_when_asked_for(kind)) return std::optional<Bytes>(found->second);
    const Hash row = row_name(kind, name);
    MAHALLA_TRY(Statement select, database_.prepare("SELECT box FROM item WHERE name=?1"));
    select.bind(1, ByteView(row.bytes));
    MAHALLA_TRY(const bool has_row, select.step());
    if (!has_row) return failure(ErrorKind::Corrupt, "Something that was stored is not there any more.");
    MAHALLA_TRY(OpenedItem item, open_item(keys_, row.bytes, select.bytes(0)));
    return std::optional<Bytes>(std::move(item.content));
}

std::vector<Bytes> SealedItems::names(ItemKind kind) const
{
    std::vector<Bytes> names;
    for (const auto& [key, content] : items_)
        if (key.first == kind) names.push_back(key.second);
    return names;
}

std::vector<Bytes> SealedItems::contents(ItemKind kind) const
{
    std::vector<Bytes> contents;
    for (const auto& [key, content] : items_)
        if (key.first == kind) contents.push_back(content);
    return contents;
}

} // namespace mahalla
