#include "media/media_plans.h"

#include <array>

namespace mahalla {

namespace {

// RFC 4867 §5.3: the bytes of a frame behind its first, by the four bits of its type. 255: no such frame.
constexpr std::array<std::uint8_t, 16> narrow_band = {12, 13,  15,  17,  19,  20,  26,  31,
                                                      5,  255, 255, 255, 255, 255, 255, 0};
constexpr std::array<std::uint8_t, 16> wide_band = {17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 255, 255, 255, 255, 0, 0};

} // namespace

/// The format has no place for remarks; whatever is no frame of speech is behind the end.
Result<void> plan_amr(MediaScanner& scan, MediaPlanBuilder& plan)
{
    constexpr std::size_t mark_bytes = 6; // "#!AMR\n", or "#!AMR-" and "WB\n"
    const Bytes mark = scan.take(mark_bytes);
    const bool is_wide = scan.ok() && mark.back() == '-';
    if (is_wide) scan.skip(3);
    if (!scan.ok()) return damaged_media();
    const auto& frames = is_wide ? wide_band : narrow_band;
    std::uint64_t end = scan.position();
    while (scan.left() > 0) {
        const std::uint8_t first = scan.u8();
        const std::uint8_t bytes = frames[first >> 3U & 15U];
        constexpr std::uint8_t reserved = 0x83;
        if (!scan.ok() || (first & reserved) != 0 || bytes == 255 || bytes > scan.left()) break;
        scan.skip(bytes);
        end = scan.position();
    }
    plan.keep(0, end);
    return {};
}

} // namespace mahalla
