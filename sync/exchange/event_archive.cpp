#include "exchange/event_archive.h"

namespace mahalla {

Result<VersionVector> held_by(EventArchive& archive)
{
    MAHALLA_TRY(const auto heads, archive.heads());
    VersionVector held;
    for (const auto& [device, head] : heads) held.see(Dot{device, head.sequence});
    return held;
}

} // namespace mahalla
