#pragma once
#include "crypto/charter.h"
#include "record/version_vector.h"

#include <functional>
#include <map>

namespace mahalla {

/// Of revoked devices, the chain that the charter's mark ends, as far down as it is known: whatever else bears one of
/// its numbers was written by somebody who had the key as well. A value.
class GoodChains {
public:
    /// The hash that an event of the device names as the one before; none where the event is not here.
    using PreviousOf = std::function<std::optional<Hash>(const EventReference& event)>;

    /// Of no device.
    GoodChains() = default;
    GoodChains(const std::vector<Revocation>& marks, const PreviousOf& previous_of);

    /// Whether the charter has a mark for this device.
    bool has_mark(const DeviceId& device) const { return chains_.contains(device); }

    enum class Place : std::uint8_t {
        Good,    ///< The chain names it, or the device has no mark.
        Unknown, ///< The chain is not known so far down.
        Foreign, ///< The chain names another event of this number.
    };
    /// For numbers up to the mark's: what comes after it, `Trust::is_revoked` tells.
    Place place_of(const EventReference& event) const;

private:
    std::map<DeviceId, std::map<std::uint64_t, Hash>> chains_;
};

} // namespace mahalla
