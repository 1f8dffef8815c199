#pragma once
#include "bundle/bundle_part.h"
#include "record/version_vector.h"

#include <vector>

namespace mahalla {

/// The events of one device in a bundle, without a gap, and the hash of the last.
struct EventRange {
    DeviceId device;
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    Hash head;

    bool operator==(const EventRange&) const = default;
};

/// What a bundle promises to hold: its first frame. A reader of a part of the bundle knows by it what is missing.
struct BundleManifest {
    static constexpr std::size_t ranges_max = 65'536;

    std::vector<EventRange> ranges;
    /// What the receiver should hold already for the ranges to join its chains.
    VersionVector prerequisites;
    /// What the sender holds without a gap: whoever sees less of it than was told before knows that something is
    /// withheld.
    VersionVector sender_holds;
    PartCounts counts;

    bool operator==(const BundleManifest&) const = default;

    /// Fields as in docs/formats/bundle.md; at most one frame.
    Bytes encode() const;
    /// Fails with `Corrupt`. Fields of a newer version are passed over: a manifest speaks of its own bundle only.
    static Result<BundleManifest> decode(ByteView bytes);
};

} // namespace mahalla
