#include "store/vault_interior.h"

namespace mahalla {

std::vector<DeviceId> Vault::devices_heard_of() const
{
    return is_locked() ? std::vector<DeviceId>() : interior_->open->index.devices();
}

std::optional<EventReference> Vault::last_event_of(const DeviceId& device) const
{
    if (is_locked()) return std::nullopt;
    const IndexedEvent* const last = interior_->open->index.last_believed_of(device);
    return last == nullptr ? std::nullopt : std::optional<EventReference>(last->reference);
}

std::vector<Hash> Vault::events_with_number(const Dot& dot) const
{
    return is_locked() ? std::vector<Hash>() : interior_->open->index.with_number(dot);
}

} // namespace mahalla
