#include "media/media_plans.h"

#include <algorithm>

namespace mahalla {

namespace {

// RFC 3533 §6.
constexpr std::size_t page_header_bytes = 27;
constexpr std::size_t check_sum_at = 22;
constexpr std::uint8_t first_page_flag = 2;
constexpr std::uint8_t lacing_max = 255;
constexpr std::size_t remarks_bytes_max = std::size_t{1} << 20U;

struct Page {
    std::uint64_t begin = 0;
    Bytes header; ///< With the lacing values.
    std::size_t body_bytes = 0;
    bool is_first() const { return (header[5] & first_page_flag) != 0; }
    ByteView lacing() const { return ByteView(header).subspan(page_header_bytes); }
};

std::uint32_t check_sum_of(ByteView page)
{
    constexpr std::uint32_t polynomial = 0x04c1'1db7;
    std::uint32_t sum = 0;
    for (const std::uint8_t byte : page) {
        sum ^= static_cast<std::uint32_t>(byte) << 24U;
        for (int bit = 0; bit < 8; ++bit) sum = (sum << 1U) ^ ((sum >> 31U) * polynomial);
    }
    return sum;
}

/// How a stream's second packet, its remarks, begins and how one looks that says nothing: no maker, no remarks. Where
/// it is followed by zeros readers pass over them (RFC 7845 §5.2).
struct Remarks {
    std::string_view stream; ///< How the first packet begins.
    std::string_view nothing;
};
constexpr Remarks known_streams[] = {
    {"OpusHead", std::string_view("OpusTags\0\0\0\0\0\0\0\0", 16)},
    {std::string_view("\x01vorbis", 7), std::string_view("\x03vorbis\0\0\0\0\0\0\0\0\x01", 16)},
    {"Speex   ", std::string_view("\0\0\0\0\0\0\0\0", 8)},
};

class OggPlan {
public:
    OggPlan(MediaScanner& scan, MediaPlanBuilder& plan) : scan_(scan), plan_(plan) {}

    Result<void> run()
    {
        MAHALLA_TRY(const Page first, page());
        const Bytes head = scan_.take(first.body_bytes);
        const auto stream = std::ranges::find_if(
            known_streams, [&](const Remarks& known) { return as_text(head).starts_with(known.stream); });
        if (!scan_.ok() || !first.is_first() || stream == std::end(known_streams) || first.lacing().empty() ||
            std::ranges::count_if(first.lacing(), [](auto value) { return value < lacing_max; }) != 1)
            return unknown();
        plan_.keep(0, scan_.position());
        if (auto done = empty_remarks(stream->nothing); !done) return done;
        while (scan_.left() > 0) {
            const auto next = page();
            // Behind the last page stands something that is no sound.
            if (!next) return scan_.ok() ? Result<void>() : tl::unexpected(next.error());
            if (next->is_first()) return unknown(); // Another stream, with remarks of its own.
            scan_.skip(next->body_bytes);
            if (!scan_.ok()) return damaged_media();
            plan_.keep(next->begin, scan_.position() - next->begin);
        }
        return {};
    }

private:
    static tl::unexpected<Error> unknown()
    {
        return failure(ErrorKind::Refused, "This recording holds more than one sound, or one of a kind whose remarks "
                                           "cannot be taken out here. Save it as WAV or M4A.");
    }

    Result<Page> page()
    {
        Page page;
        page.begin = scan_.position();
        if (scan_.left() < page_header_bytes) return damaged_media();
        page.header = scan_.take(page_header_bytes);
        if (!scan_.ok() || !as_text(page.header).starts_with(std::string_view("OggS\0", 5))) return damaged_media();
        const Bytes lacing = scan_.take(page.header.back());
        if (!scan_.ok()) return damaged_media();
        page.header.insert(page.header.end(), lacing.begin(), lacing.end());
        for (const std::uint8_t value : lacing) page.body_bytes += value;
        return page;
    }

    /// Overwrites the second packet, which may go over several pages and share its last one with the third.
    Result<void> empty_remarks(std::string_view nothing)
    {
        std::size_t written = 0; // Of the packet.
        for (bool is_over = false; !is_over;) {
            MAHALLA_TRY(Page one, page());
            if (one.is_first()) return unknown();
            std::size_t in_packet = 0;
            for (const std::uint8_t value : one.lacing()) {
                in_packet += value;
                is_over = value < lacing_max;
                if (is_over) break;
            }
            Bytes body = scan_.take(one.body_bytes);
            if (!scan_.ok() || written + in_packet > remarks_bytes_max) return damaged_media();
            for (std::size_t i = 0; i < in_packet; ++i, ++written)
                body[i] = written < nothing.size() ? static_cast<std::uint8_t>(nothing[written]) : std::uint8_t{0};
            Bytes whole = std::move(one.header);
            whole.insert(whole.end(), body.begin(), body.end());
            std::fill_n(whole.begin() + check_sum_at, 4, std::uint8_t{0});
            const std::uint32_t sum = check_sum_of(whole);
            for (unsigned i = 0; i < 4; ++i) whole[check_sum_at + i] = static_cast<std::uint8_t>(sum >> (8 * i) & 255U);
            plan_.literal(whole);
        }
        if (written < nothing.size()) return damaged_media();
        return {};
    }

    MediaScanner& scan_;
    MediaPlanBuilder& plan_;
};

} // namespace

Result<void> plan_ogg(MediaScanner& scan, MediaPlanBuilder& plan) { return OggPlan(scan, plan).run(); }

} // namespace mahalla
