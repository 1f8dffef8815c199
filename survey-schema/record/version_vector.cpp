#include "record/version_vector.h"

#include "base/number.h"
#include "record/field_codec.h"

#include <algorithm>

namespace mahalla {

std::string to_text(const Dot& dot) { return dot.device.text() + ':' + std::to_string(dot.sequence); }

Result<Dot> dot_from_text(std::string_view text)
{
    constexpr std::size_t device_digits = 2 * DeviceId::bytes_count;
    const auto wrong = [] {
        return failure(ErrorKind::Invalid, "An event is named as 32 hexadecimal digits, ':' and its number.");
    };
    if (text.size() < device_digits + 2 || text[device_digits] != ':') return wrong();
    const auto device = DeviceId::from_text(text.substr(0, device_digits));
    if (!device) return wrong();
    Dot dot{*device, 0};
    for (const char c : text.substr(device_digits + 1)) {
        if (c < '0' || c > '9') return wrong();
        const auto digit = static_cast<std::uint64_t>(c - '0');
        if (dot.sequence > (~std::uint64_t{0} - digit) / 10) return wrong();
        dot.sequence = 10 * dot.sequence + digit;
    }
    if (to_text(dot) != text || dot.sequence == 0) return wrong();
    return dot;
}

bool VersionVector::has_seen(const VersionVector& other) const
{
    return std::all_of(other.entries_.begin(), other.entries_.end(), [this](const auto& entry) {
        return has_seen(Dot{entry.first, entry.second});
    });
}

std::uint64_t VersionVector::sequence_of(const DeviceId& device) const
{
    const auto found = entries_.find(device);
    return found == entries_.end() ? 0 : found->second;
}

void VersionVector::see(const Dot& dot)
{
    if (dot.sequence == 0) return;
    std::uint64_t& sequence = entries_[dot.device];
    sequence = std::max(sequence, dot.sequence);
}

void VersionVector::see(const VersionVector& other)
{
    for (const auto& [device, sequence] : other.entries_) see(Dot{device, sequence});
}

void VersionVector::encode(ByteWriter& writer) const
{
    writer.varint(entries_.size());
    for (const auto& [device, sequence] : entries_) {
        writer.raw(device.bytes());
        writer.u64(sequence);
    }
}

Result<VersionVector> VersionVector::decode(ByteReader& reader)
{
    const auto corrupt = [] {
        return failure(ErrorKind::Corrupt, "A version vector is damaged; ask for the bundle again.");
    };
    const std::uint64_t count = reader.varint();
    if (!reader.ok() || count > devices_max) return corrupt();
    VersionVector vector;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto device = read_id<DeviceId>(reader);
        const std::uint64_t sequence = reader.u64();
        if (!reader.ok() || sequence == 0) return corrupt();
        if (!vector.entries_.empty() && device <= vector.entries_.rbegin()->first) return corrupt();
        vector.entries_.emplace(device, sequence);
    }
    return vector;
}

} // namespace mahalla
