#include "store/release_shelf.h"
#include "store/vault_interior.h"

namespace mahalla {

Result<bool> Vault::keep_release(const Hash& release, const KeptRelease& kept)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    MAHALLA_TRY(Transaction transaction, Transaction::begin(open.database));
    open.items.begin_changes();
    auto is_new = ReleaseShelf(open.items).put(release, kept);
    const auto committed = is_new ? transaction.commit() : Result<void>();
    open.items.end_changes(is_new && committed ? ItemChanges::Keep : ItemChanges::TakeBack);
    if (!committed) return tl::unexpected(committed.error());
    return is_new;
}

Result<std::vector<KeptRelease>> Vault::kept_releases() const
{
    if (is_locked()) return vault_is_locked();
    return ReleaseShelf(interior_->open->items).all();
}

Result<void> Vault::discard_release(const Hash& release)
{
    if (is_locked()) return vault_is_locked();
    return ReleaseShelf(interior_->open->items).remove(release);
}

} // namespace mahalla
