#pragma once
#include "bundle/bundle_part.h"

namespace mahalla {

/// The inside of one frame: `kind u8, form u8, content`; docs/formats/bundle.md. Inside this library only.
namespace bundle_frame {
constexpr std::uint8_t manifest_kind = 1;
constexpr std::uint8_t trailer_kind = 255;

enum Form : std::uint8_t {
    whole_items = 0, ///< One item after the other, each `varint length, bytes`.
    piece = 1,       ///< A piece of one item too long for a frame; the next frame goes on.
    last_piece = 2,
};
constexpr std::size_t prefix_bytes = 2;
constexpr std::size_t content_bytes_max = bundle_limits::frame_plain_bytes_max - prefix_bytes;
} // namespace bundle_frame

/// What the trailer says again, so that a bundle cannot promise one thing and hold another.
struct BundleTrailer {
    std::uint64_t frames = 0; ///< Before the trailer.
    PartCounts counts;

    bool operator==(const BundleTrailer&) const = default;
    Bytes encode() const;
    static Result<BundleTrailer> decode(ByteView bytes);
};

} // namespace mahalla
