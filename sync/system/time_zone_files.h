#pragma once
#include "base/disk.h"
#include "base/time_zone.h"

namespace mahalla {

/// The zone of a name from the IANA list ("Asia/Tashkent"), "UTC", or an offset ("+05:00"), from /usr/share/zoneinfo.
///
/// Fails with `NotFound` for a name that the machine does not know, with `Corrupt` for a file that is no zone.
Result<TimeZone> read_time_zone(Disk& disk, std::string_view name);

/// The zone the machine is set to (TZ, else /etc/localtime); UTC where there is none.
TimeZone local_time_zone(Disk& disk);

} // namespace mahalla
