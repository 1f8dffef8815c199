#include "store/vault.h"
#include "store/vault_interior.h"

namespace mahalla {

Result<void> Vault::replace_passphrase(const Secret& next, PassphraseCost cost)
{
    if (is_locked()) return vault_is_locked();
    MAHALLA_TRY(StoreHeader header, interior_->header());
    if (auto set = header.set_passphrase(interior_->open->master, next, cost); !set) return set;
    return interior_->write_header(header);
}

} // namespace mahalla
