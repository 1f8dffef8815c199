#pragma once
#include "base/bytes.h"

#include <cstdint>
#include <map>

namespace mahalla {

/// What one item of a bundle is. The number is what stands in the file; an item of a number from a newer version is
/// skipped, and counted.
enum class BundlePart : std::uint8_t {
    Charter = 2,
    Certificate = 3,
    Form = 4,            ///< XForm bytes, named by their hash in the charter.
    Event = 5,           ///< `SealedEvent::bytes`.
    Receipt = 6,         ///< `Receipt::bytes`.
    AttachmentPiece = 7, ///< Ciphertext.
};

bool is_known(BundlePart part);
/// The largest item of a kind; larger ones are neither written nor believed.
std::size_t item_bytes_max(BundlePart part);

using PartCounts = std::map<BundlePart, std::uint64_t>;

namespace bundle_limits {
constexpr std::size_t frame_plain_bytes_max = std::size_t{1} << 20U;
constexpr std::size_t recipients_max = 64;
/// A stick of the old file system takes no file of 4 GiB, and nobody waits for one.
constexpr std::uint64_t bundle_bytes_max = std::uint64_t{1} << 30U;
} // namespace bundle_limits

} // namespace mahalla
