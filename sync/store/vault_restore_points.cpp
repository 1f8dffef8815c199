#include "store/vault_interior.h"

namespace mahalla {

Result<std::vector<RestorePoint>> Vault::restore_points(const RecordId& record) const
{
    if (is_locked()) return vault_is_locked();
    const Draft* const draft = interior_->open->drafts.find(record);
    if (draft == nullptr) return failure(ErrorKind::NotFound, "There is no draft of this record.");
    return draft->points;
}

Result<void> Vault::mark_restore_point(const RecordId& record, RestorePointKind kind, std::string name)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    return open.drafts.add_point(record, kind, std::move(name), open.environment.clock.now());
}

Result<void> Vault::return_to_point(const RecordId& record, std::uint64_t step)
{
    if (is_locked()) return vault_is_locked();
    OpenVault& open = *interior_->open;
    return interior_->as_one_step([&] { return open.drafts.return_to(record, step, open.environment.clock.now()); });
}

} // namespace mahalla
