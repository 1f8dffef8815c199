#include "base/time_zone.h"

#include "base/posix_zone_rule.h"

#include <algorithm>

namespace mahalla {

using namespace std::chrono;

/// The table of a zone file and the rule for what comes after it.
struct TimeZone::Data {
    struct Change {
        std::int64_t at = 0; ///< Seconds since 1970 in UTC.
        int offset_seconds = 0;
    };

    int first_offset_seconds = 0;
    std::vector<Change> changes;
    std::optional<PosixZoneRule> rule;
};

namespace {

constexpr std::size_t changes_max = 100'000;
constexpr std::size_t footer_bytes_max = 256;

/// Big-endian, as TZif has it.
class ZoneReader {
public:
    explicit ZoneReader(ByteView bytes) : reader_(bytes) {}
    std::uint8_t u8() { return reader_.u8(); }
    std::int64_t integer(std::size_t bytes)
    {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i) value = value << 8U | reader_.u8();
        if (bytes == 4) return static_cast<std::int32_t>(static_cast<std::uint32_t>(value));
        return static_cast<std::int64_t>(value);
    }
    std::uint32_t u32() { return static_cast<std::uint32_t>(integer(4)); }
    void skip(std::size_t bytes) { reader_.raw(bytes); }
    bool ok() const { return reader_.ok(); }
    ByteView rest() { return reader_.raw(reader_.left()); }

private:
    ByteReader reader_;
};

struct Header {
    std::uint8_t version = 0;
    std::uint32_t universal = 0, standard = 0, leaps = 0, times = 0, types = 0, names = 0;

    std::size_t body_bytes(std::size_t time_bytes) const
    {
        return std::size_t{times} * (time_bytes + 1) + std::size_t{types} * 6 + names +
               std::size_t{leaps} * (time_bytes + 4) + standard + universal;
    }
};

std::optional<Header> read_header(ZoneReader& reader)
{
    Header header;
    if (reader.u8() != 'T' || reader.u8() != 'Z' || reader.u8() != 'i' || reader.u8() != 'f') return std::nullopt;
    header.version = reader.u8();
    reader.skip(15);
    header.universal = reader.u32();
    header.standard = reader.u32();
    header.leaps = reader.u32();
    header.times = reader.u32();
    header.types = reader.u32();
    header.names = reader.u32();
    const bool sound = reader.ok() && header.types > 0 && header.types <= 256 && header.times <= changes_max &&
                       header.leaps <= changes_max && header.names <= changes_max && header.standard <= header.types &&
                       header.universal <= header.types;
    return sound ? std::optional(header) : std::nullopt;
}

} // namespace

TimeZone::TimeZone() : data_(std::make_shared<Data>()) {}

TimeZone TimeZone::fixed(int offset_minutes)
{
    auto data = std::make_shared<Data>();
    data->first_offset_seconds = offset_minutes * 60;
    TimeZone zone;
    zone.data_ = std::move(data);
    return zone;
}

Result<TimeZone> TimeZone::from_posix_rule(std::string_view rule)
{
    auto data = std::make_shared<Data>();
    MAHALLA_TRY(data->rule, PosixZoneRule::parse(rule));
    TimeZone zone;
    zone.data_ = std::move(data);
    return zone;
}

// RFC 8536 §3: a header and a body with 32-bit times; from version 2 on the same again with 64-bit times, then the
// footer.
Result<TimeZone> TimeZone::from_tzif(ByteView bytes)
{
    const auto corrupt = [] {
        return failure(ErrorKind::Corrupt, "The file is no time zone. Install the zone data anew.");
    };
    ZoneReader reader(bytes);
    auto header = read_header(reader);
    if (!header) return corrupt();
    std::size_t time_bytes = 4;
    if (header->version >= '2') {
        reader.skip(header->body_bytes(4));
        header = read_header(reader);
        if (!header) return corrupt();
        time_bytes = 8;
    }

    auto data = std::make_shared<Data>();
    data->changes.resize(header->times);
    for (auto& change : data->changes) change.at = reader.integer(time_bytes);
    std::vector<std::uint8_t> change_types(header->times);
    for (auto& type : change_types) type = reader.u8();
    std::vector<int> offsets(header->types);
    for (int& offset : offsets) {
        offset = static_cast<int>(reader.integer(4));
        reader.skip(2);
        if (offset < -26 * 3600 || offset > 26 * 3600) return corrupt();
    }
    reader.skip(header->names + std::size_t{header->leaps} * (time_bytes + 4) + header->standard + header->universal);
    if (!reader.ok()) return corrupt();
    for (std::size_t i = 0; i < change_types.size(); ++i) {
        if (change_types[i] >= offsets.size()) return corrupt();
        if (i > 0 && data->changes[i].at <= data->changes[i - 1].at) return corrupt();
        data->changes[i].offset_seconds = offsets[change_types[i]];
    }
    data->first_offset_seconds = offsets[0];

    if (time_bytes == 8) {
        const std::string_view footer = as_text(reader.rest());
        const std::size_t end = footer.find('\n', 1);
        if (!footer.starts_with('\n') || end == std::string_view::npos || end > footer_bytes_max) return corrupt();
        if (end > 1) {
            auto rule = PosixZoneRule::parse(footer.substr(1, end - 1));
            if (!rule) return corrupt();
            data->rule = *std::move(rule);
        }
    }
    TimeZone zone;
    zone.data_ = std::move(data);
    return zone;
}

int TimeZone::offset_seconds_at(Instant instant) const
{
    const std::int64_t at = floor<seconds>(instant).time_since_epoch().count();
    const auto& changes = data_->changes;
    if (data_->rule && (changes.empty() || at >= changes.back().at)) return data_->rule->offset_seconds_at(at);
    const auto after =
        std::upper_bound(changes.begin(), changes.end(), at,
                         [](std::int64_t wanted, const Data::Change& change) { return wanted < change.at; });
    return after == changes.begin() ? data_->first_offset_seconds : std::prev(after)->offset_seconds;
}

int TimeZone::offset_minutes_at(Instant instant) const
{
    return static_cast<int>(round<minutes>(seconds(offset_seconds_at(instant))).count());
}

LocalTime TimeZone::to_local(Instant instant) const
{
    return LocalTime(instant.time_since_epoch() + seconds(offset_seconds_at(instant)));
}

Instant TimeZone::to_instant(LocalTime local) const
{
    // Whatever the offset is, it is the one of a day before or a day after: places do not change it twice in two days.
    const Instant near(local.time_since_epoch());
    const seconds before(offset_seconds_at(near - days(1))), after(offset_seconds_at(near + days(1)));
    const Instant with_before = near - before, with_after = near - after;
    const bool before_holds = seconds(offset_seconds_at(with_before)) == before;
    const bool after_holds = seconds(offset_seconds_at(with_after)) == after;
    if (before_holds && after_holds) return std::min(with_before, with_after);
    return after_holds ? with_after : with_before;
}

} // namespace mahalla
