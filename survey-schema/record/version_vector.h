#pragma once
#include "base/bytes.h"
#include "base/id.h"

#include <map>
#include <string>
#include <string_view>

namespace mahalla {

/// One event's place: the device that made it and its number in that device's chain, counted from 1.
struct Dot {
    DeviceId device;
    std::uint64_t sequence = 0;

    auto operator<=>(const Dot&) const = default;
};

/// "0123…cdef:17": 32 hexadecimal digits, a colon, the number; as `mahalla conflicts` shows and takes it.
std::string to_text(const Dot& dot);
/// Fails with `Invalid` for any other text, for number 0 and for leading zeros.
Result<Dot> dot_from_text(std::string_view text);

/// An event by place and content. Two events at one place with different hashes are a fork: a cloned disk, or a lie.
struct EventReference {
    Dot dot;
    Hash hash;

    auto operator<=>(const EventReference&) const = default;
};

/// What someone has seen: for each device the highest number, every lower one included.
///
/// Only what was seen orders events; no clock does.
class VersionVector {
public:
    /// More devices than this is not believed in bytes from outside.
    static constexpr std::size_t devices_max = 4096;

    bool has_seen(const Dot& dot) const { return sequence_of(dot.device) >= dot.sequence; }
    bool has_seen(const VersionVector& other) const;
    /// 0 where nothing of the device was seen.
    std::uint64_t sequence_of(const DeviceId& device) const;
    /// Sees `dot` and all before it; never goes back. Number 0 changes nothing.
    void see(const Dot& dot);
    /// Sees what `other` has seen.
    void see(const VersionVector& other);

    const std::map<DeviceId, std::uint64_t>& entries() const { return entries_; }
    bool empty() const { return entries_.empty(); }

    /// A varint count, then per device, in ascending order, 16 bytes and a u64.
    void encode(ByteWriter& writer) const;
    /// Fails with `Corrupt` for anything that `encode` does not write.
    static Result<VersionVector> decode(ByteReader& reader);

    bool operator==(const VersionVector&) const = default;

private:
    std::map<DeviceId, std::uint64_t> entries_;
};

} // namespace mahalla
