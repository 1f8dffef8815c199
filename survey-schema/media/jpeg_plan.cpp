#include "media/exif_orientation.h"
#include "media/media_plans.h"

#include <algorithm>

namespace mahalla {

namespace {

// ITU-T T.81, table B.1.
constexpr std::uint8_t start_of_image = 0xd8;
constexpr std::uint8_t end_of_image = 0xd9;
constexpr std::uint8_t start_of_scan = 0xda;
constexpr std::uint8_t comment = 0xfe;

bool is_restart(std::uint8_t marker) { return marker >= 0xd0 && marker <= 0xd7; }
bool is_application(std::uint8_t marker) { return marker >= 0xe0 && marker <= 0xef; }

/// Frames, tables, scans, intervals: what a decoder needs. Not lossless JPEG of other standards, nor what is reserved.
bool is_needed(std::uint8_t marker)
{
    return (marker >= 0xc0 && marker <= 0xcf) || (marker >= start_of_scan && marker <= 0xdf);
}

class JpegPlan {
public:
    JpegPlan(MediaScanner& scan, MediaPlanBuilder& plan) : scan_(scan), plan_(plan) {}

    Result<void> run()
    {
        scan_.skip(2);
        plan_.literal(Bytes{0xff, start_of_image});
        std::uint8_t marker = next_marker();
        while (scan_.ok() && marker != end_of_image) {
            const std::size_t length = scan_.u16_big_endian();
            if (!scan_.ok() || length < 2) return damaged_media();
            const std::size_t content = length - 2;
            if (is_needed(marker)) {
                plan_.keep(scan_.position() - 4, 4 + content);
                scan_.skip(content);
            } else if (is_application(marker)) {
                take_application(marker, scan_.take(content));
            } else if (marker == comment) {
                scan_.skip(content);
            } else {
                return damaged_media();
            }
            if (!scan_.ok()) return damaged_media();
            marker = marker == start_of_scan ? pass_over_scan() : next_marker();
        }
        if (!scan_.ok()) return damaged_media();
        // What stands behind the end is a second picture, a film, or a maker's own notes.
        plan_.literal(Bytes{0xff, end_of_image});
        return {};
    }

private:
    /// Between segments nothing may stand but fill bytes. 0 where it does, which no segment has.
    std::uint8_t next_marker()
    {
        if (scan_.u8() != 0xff) return 0;
        std::uint8_t marker = scan_.u8();
        while (scan_.ok() && marker == 0xff) marker = scan_.u8();
        return marker;
    }

    /// Keeps the picture's samples and gives the marker behind them; a picture that just ends, ends there.
    std::uint8_t pass_over_scan()
    {
        const std::uint64_t begin = scan_.position();
        while (scan_.left() > 0 && scan_.ok()) {
            if (scan_.u8() != 0xff) continue;
            std::uint8_t marker = 0xff;
            while (marker == 0xff && scan_.left() > 0) marker = scan_.u8();
            if (marker == 0 || marker == 0xff || is_restart(marker)) continue;
            std::uint64_t end = scan_.position() - 2;
            plan_.keep(begin, end - begin);
            return marker;
        }
        plan_.keep(begin, scan_.position() - begin);
        return end_of_image;
    }

    void take_application(std::uint8_t marker, const Bytes& content)
    {
        const auto begins = [&](std::string_view word) { return as_text(content).starts_with(word); };
        // Behind the density stands the size of a small picture: none.
        if (marker == 0xe0 && begins(std::string_view("JFIF\0", 5)) && content.size() >= 14)
            segment(marker, ByteView(content).first(12), Bytes{0, 0});
        // Which colours the samples are.
        else if (marker == 0xee && begins("Adobe") && content.size() >= 12)
            segment(marker, ByteView(content).first(12), {});
        else if (marker == 0xe1 && begins(std::string_view("Exif\0\0", 6)) && !has_orientation_) {
            const std::uint8_t orientation = exif_orientation_of(ByteView(content).subspan(6));
            has_orientation_ = true;
            if (orientation > 1) segment(marker, ByteView(content).first(6), exif_of_orientation(orientation));
        }
    }

    void segment(std::uint8_t marker, ByteView first, const Bytes& second)
    {
        const std::size_t length = 2 + first.size() + second.size();
        Bytes bytes{0xff, marker, static_cast<std::uint8_t>(length >> 8U), static_cast<std::uint8_t>(length & 255U)};
        bytes.insert(bytes.end(), first.begin(), first.end());
        bytes.insert(bytes.end(), second.begin(), second.end());
        plan_.literal(bytes);
    }

    MediaScanner& scan_;
    MediaPlanBuilder& plan_;
    bool has_orientation_ = false;
};

} // namespace

Result<void> plan_jpeg(MediaScanner& scan, MediaPlanBuilder& plan) { return JpegPlan(scan, plan).run(); }

} // namespace mahalla
