#include "media/media_plans.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

constexpr std::size_t signature_bytes = 8;
/// PNG (third edition) §5.3: length, type, data, check sum.
constexpr std::uint64_t chunk_frame_bytes = 12;

/// Samples, palette, transparency, animation, and numbers that say how bright and in which colours: no texts, no times,
/// no profile (it has a name), nothing of makers.
constexpr std::array<std::string_view, 15> kept = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB",
                                                   "cICP", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"};
/// The longest of those that hold more than a few numbers.
constexpr std::uint64_t small_chunk_bytes_max = 1024;

bool holds_samples(std::string_view type) { return type == "IDAT" || type == "fdAT"; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

} // namespace

Result<void> plan_png(MediaScanner& scan, MediaPlanBuilder& plan)
{
    plan.keep(0, signature_bytes);
    scan.skip(signature_bytes);
    for (;;) {
        const std::uint64_t begin = scan.position();
        const std::uint64_t length = scan.u32_big_endian();
        const Bytes type_bytes = scan.take(4);
        const std::string_view type = as_text(type_bytes);
        if (!scan.ok() || length > scan.left() || !std::ranges::all_of(type, is_letter)) return damaged_media();
        scan.skip(length + 4);
        if (!scan.ok()) return damaged_media();
        if (std::ranges::find(kept, type) != kept.end()) {
            if (!holds_samples(type) && length > small_chunk_bytes_max) return damaged_media();
            plan.keep(begin, length + chunk_frame_bytes);
        } else if (type[0] >= 'A' && type[0] <= 'Z') {
            return damaged_media(); // A decoder must know it, and we do not.
        }
        if (type == "IEND") return {};
    }
}

} // namespace mahalla
