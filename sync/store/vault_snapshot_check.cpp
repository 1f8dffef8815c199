#include "store/vault_interior.h"

namespace mahalla {

std::vector<unsigned> Vault::snapshot_slots() const
{
    if (is_locked()) return {};
    return interior_->open->ring.newest_first(interior_->open->keys);
}

Result<Snapshot> Vault::check_snapshot(unsigned slot) const
{
    if (is_locked()) return vault_is_locked();
    return interior_->open->ring.verified_slot(slot, interior_->open->master);
}

} // namespace mahalla
