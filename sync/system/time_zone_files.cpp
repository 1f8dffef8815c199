#include "system/time_zone_files.h"

#include <cstdlib>

namespace mahalla {

namespace {

constexpr std::string_view zone_folder = "/usr/share/zoneinfo";
constexpr std::uint64_t zone_bytes_max = 256U * 1024;
constexpr std::size_t name_bytes_max = 64;

/// "Asia/Tashkent": letters, digits, "_", "+", "-" in parts; never a way out of the folder.
bool is_zone_name(std::string_view name)
{
    if (name.empty() || name.size() > name_bytes_max || name.front() == '/') return false;
    for (const char c : name) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && c != '_' && c != '+' && c != '-' && c != '/') return false;
    }
    return true;
}

/// "+05:00", "-03:30".
std::optional<int> offset_minutes_from(std::string_view text)
{
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    for (const std::size_t at : {1U, 2U, 4U, 5U})
        if (text[at] < '0' || text[at] > '9') return std::nullopt;
    const int minutes = ((text[1] - '0') * 10 + (text[2] - '0')) * 60 + (text[4] - '0') * 10 + (text[5] - '0');
    return text[0] == '-' ? -minutes : minutes;
}

} // namespace

Result<TimeZone> read_time_zone(Disk& disk, std::string_view name)
{
    if (name == "UTC" || name == "GMT" || name == "Z") return TimeZone::utc();
    if (const auto minutes = offset_minutes_from(name)) return TimeZone::fixed(*minutes);
    if (!is_zone_name(name))
        return failure(ErrorKind::NotFound, "A time zone is named as in “Asia/Tashkent” or “+05:00”.");
    auto bytes = disk.read(std::filesystem::path(zone_folder) / name, zone_bytes_max);
    if (!bytes)
        return failure(ErrorKind::NotFound, "This machine does not know the time zone “" + std::string(name) + "”.");
    return TimeZone::from_tzif(*bytes);
}

TimeZone local_time_zone(Disk& disk)
{
    if (const char* set = std::getenv("TZ"); set != nullptr && *set != '\0') {
        std::string_view name = set;
        if (name.front() == ':') name.remove_prefix(1);
        if (auto zone = read_time_zone(disk, name)) return *zone;
        if (auto rule = TimeZone::from_posix_rule(name)) return *rule;
    }
    if (const auto bytes = disk.read("/etc/localtime", zone_bytes_max))
        if (auto zone = TimeZone::from_tzif(*bytes)) return *zone;
    return TimeZone::utc();
}

} // namespace mahalla
