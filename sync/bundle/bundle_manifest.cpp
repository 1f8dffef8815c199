#include "bundle/bundle_manifest.h"

#include "record/field_codec.h"

namespace mahalla {

namespace {

// docs/formats/bundle.md
constexpr std::uint64_t ranges_tag = 1;
constexpr std::uint64_t prerequisites_tag = 2;
constexpr std::uint64_t sender_holds_tag = 3;
constexpr std::uint64_t counts_tag = 4;

tl::unexpected<Error> corrupt()
{
    return failure(ErrorKind::Corrupt, "The list of contents of the bundle is damaged.");
}

Bytes vector_field(const VersionVector& vector)
{
    ByteWriter writer;
    vector.encode(writer);
    return writer.take();
}

bool read_ranges(ByteView field, std::vector<EventRange>& ranges)
{
    ByteReader reader(field);
    const std::uint64_t count = reader.varint();
    if (count > BundleManifest::ranges_max) return false;
    for (std::uint64_t i = 0; reader.ok() && i < count; ++i) {
        EventRange range;
        range.device = read_id<DeviceId>(reader);
        range.from = reader.u64();
        range.to = reader.u64();
        const auto head = Hash::from_bytes(reader.raw(range.head.bytes.size()));
        if (!head || range.from == 0 || range.to < range.from) return false;
        range.head = *head;
        ranges.push_back(range);
    }
    return reader.finished();
}

bool read_vector(ByteView field, VersionVector& vector)
{
    ByteReader reader(field);
    auto decoded = VersionVector::decode(reader);
    if (!decoded || !reader.finished()) return false;
    vector = *std::move(decoded);
    return true;
}

bool read_counts(ByteView field, PartCounts& counts)
{
    ByteReader reader(field);
    const std::uint64_t count = reader.varint();
    if (count > 255) return false;
    for (std::uint64_t i = 0; reader.ok() && i < count; ++i) {
        const auto part = static_cast<BundlePart>(reader.u8());
        if (!counts.emplace(part, reader.varint()).second) return false;
    }
    return reader.finished();
}

} // namespace

Bytes BundleManifest::encode() const
{
    Fields fields;
    ByteWriter range_writer;
    range_writer.varint(ranges.size());
    for (const EventRange& range : ranges) {
        range_writer.raw(range.device.bytes());
        range_writer.u64(range.from);
        range_writer.u64(range.to);
        range_writer.raw(range.head.bytes);
    }
    fields[ranges_tag] = range_writer.take();
    fields[prerequisites_tag] = vector_field(prerequisites);
    fields[sender_holds_tag] = vector_field(sender_holds);
    ByteWriter count_writer;
    count_writer.varint(counts.size());
    for (const auto& [part, count] : counts) {
        count_writer.u8(static_cast<std::uint8_t>(part));
        count_writer.varint(count);
    }
    fields[counts_tag] = count_writer.take();
    return encode_fields(fields);
}

Result<BundleManifest> BundleManifest::decode(ByteView bytes)
{
    const auto fields = decode_fields(bytes);
    if (!fields) return corrupt();
    BundleManifest manifest;
    for (const auto& [tag, field] : *fields) {
        bool good = true;
        if (tag == ranges_tag)
            good = read_ranges(field, manifest.ranges);
        else if (tag == prerequisites_tag)
            good = read_vector(field, manifest.prerequisites);
        else if (tag == sender_holds_tag)
            good = read_vector(field, manifest.sender_holds);
        else if (tag == counts_tag)
            good = read_counts(field, manifest.counts);
        if (!good) return corrupt();
    }
    return manifest;
}

} // namespace mahalla
