#include "store/remembered_backup.h"

namespace mahalla {

Bytes RememberedBackup::encoded() const
{
    ByteWriter writer;
    writer.u64(number);
    writer.u64(static_cast<std::uint64_t>(made.time_since_epoch().count()));
    writer.u64(medium);
    writer.u8(is_outdated ? 1 : 0);
    return writer.take();
}

std::optional<RememberedBackup> RememberedBackup::decode(ByteView bytes)
{
    ByteReader reader(bytes);
    RememberedBackup backup;
    backup.number = reader.u64();
    backup.made = Instant(std::chrono::milliseconds(static_cast<std::int64_t>(reader.u64())));
    backup.medium = reader.u64();
    backup.is_outdated = reader.u8() == 1;
    if (!reader.finished()) return std::nullopt;
    return backup;
}

} // namespace mahalla
