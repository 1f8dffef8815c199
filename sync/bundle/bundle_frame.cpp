#include "bundle/bundle_frame.h"

namespace mahalla {

Bytes BundleTrailer::encode() const
{
    ByteWriter writer;
    writer.u64(frames);
    writer.varint(counts.size());
    for (const auto& [part, count] : counts) {
        writer.u8(static_cast<std::uint8_t>(part));
        writer.varint(count);
    }
    return writer.take();
}

Result<BundleTrailer> BundleTrailer::decode(ByteView bytes)
{
    const auto corrupt = [] { return failure(ErrorKind::Corrupt, "The end of the bundle is damaged."); };
    ByteReader reader(bytes);
    BundleTrailer trailer;
    trailer.frames = reader.u64();
    const std::uint64_t count = reader.varint();
    if (!reader.ok() || count > 255) return corrupt();
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto part = static_cast<BundlePart>(reader.u8());
        if (!trailer.counts.emplace(part, reader.varint()).second) return corrupt();
    }
    if (!reader.finished()) return corrupt();
    return trailer;
}

} // namespace mahalla
