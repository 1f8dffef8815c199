#include "store/release_shelf.h"

#include "crypto/secret_box.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t key_id_bytes = 8;
const ByteView only_one = {};

/// The key, taken from what was read.
Secret taken(Bytes& bytes)
{
    Secret key = Secret::copy_of(ByteView(bytes));
    wipe(bytes);
    return key;
}

/// Tells whether a box is of this key; of the key itself it tells nothing.
Bytes id_of(const Secret& key)
{
    const Hash hash = hash_of(key.view());
    return {hash.bytes.begin(), hash.bytes.begin() + key_id_bytes};
}

} // namespace

Result<bool> ReleaseShelf::put(const Hash& release, const KeptRelease& kept)
{
    if (items_.contains(ItemKind::Release, release.bytes)) return false;
    MAHALLA_TRY(auto known, items_.read(ItemKind::ReleaseKey, only_one));
    const Secret key = known ? taken(*known) : new_box_key();
    if (!known)
        if (auto put = items_.put(ItemKind::ReleaseKey, only_one, key.view()); !put) return tl::unexpected(put.error());
    ByteWriter writer;
    writer.sized(kept.shown);
    writer.raw(id_of(key));
    writer.raw(seal_box(key, kept.behind.value_or(Bytes()), release.bytes));
    if (auto put = items_.put(ItemKind::Release, release.bytes, writer.bytes()); !put)
        return tl::unexpected(put.error());
    return true;
}

Result<std::vector<KeptRelease>> ReleaseShelf::all() const
{
    MAHALLA_TRY(auto known, items_.read(ItemKind::ReleaseKey, only_one));
    const std::optional<Secret> key = known ? std::optional(taken(*known)) : std::nullopt;
    const Bytes id = key ? id_of(*key) : Bytes();
    std::vector<KeptRelease> releases;
    for (const Bytes& name : items_.names(ItemKind::Release)) {
        MAHALLA_TRY(const auto content, items_.get(ItemKind::Release, name));
        if (!content) continue;
        ByteReader reader(*content);
        KeptRelease& kept = releases.emplace_back();
        const ByteView shown = reader.sized(reader.left());
        kept.shown.assign(shown.begin(), shown.end());
        const ByteView of_key = reader.raw(key_id_bytes), box = reader.raw(reader.left());
        if (!reader.finished()) return failure(ErrorKind::Corrupt, "What was stored is not well formed.");
        if (!std::ranges::equal(of_key, id)) continue; // a record was erased since
        MAHALLA_TRY(kept.behind, open_box(*key, box, name));
    }
    return releases;
}

Result<void> ReleaseShelf::remove(const Hash& release)
{
    if (!items_.contains(ItemKind::Release, release.bytes))
        return failure(ErrorKind::NotFound, "No release of this name left from this vault.");
    return items_.remove(ItemKind::Release, release.bytes);
}

} // namespace mahalla
