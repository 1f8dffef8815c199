#include "media/media_plans.h"

#include <algorithm>
#include <functional>

namespace mahalla {

namespace {

constexpr std::uint64_t small_chunk_bytes_max = 1024;

bool is_printable(std::uint8_t byte) { return byte >= ' ' && byte <= '~'; }

void put_u32(Bytes& bytes, std::uint64_t value)
{
    for (unsigned shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift & 255U));
}

Bytes riff_header(std::string_view form, std::uint64_t content_bytes)
{
    Bytes header = to_bytes("RIFF");
    put_u32(header, content_bytes);
    const ByteView form_bytes = as_bytes(form);
    header.insert(header.end(), form_bytes.begin(), form_bytes.end());
    return header;
}

/// What becomes of one chunk, by its type.
enum class ChunkFate : std::uint8_t { Leave, Keep, KeepSmall, Rewrite, Refuse };

struct RiffRules {
    std::string_view form;
    std::function<ChunkFate(std::string_view type)> fate;
    /// For `Rewrite`: the new content, as long as the old one.
    std::function<void(Bytes& content)> rewrite;
};

Result<void> plan_riff(MediaScanner& scan, MediaPlanBuilder& plan, const RiffRules& rules)
{
    scan.skip(4);
    const std::uint64_t told = scan.u32_little_endian();
    scan.skip(4);
    if (!scan.ok() || told < 4 || told - 4 > scan.left()) return damaged_media();
    // What stands behind the end is a maker's own.
    const std::uint64_t end = scan.position() + told - 4;
    const std::size_t header = plan.segments();
    plan.literal(riff_header(rules.form, 0));
    bool has_content = false;
    while (end - scan.position() >= 8) {
        const std::uint64_t begin = scan.position();
        const Bytes type = scan.take(4);
        const std::uint64_t length = scan.u32_little_endian();
        if (!scan.ok() || length > end - scan.position() || !std::ranges::all_of(type, is_printable))
            return damaged_media();
        const std::uint64_t padding = std::min<std::uint64_t>(length % 2, end - scan.position() - length);
        const ChunkFate fate = rules.fate(as_text(type));
        const bool must_be_small = fate == ChunkFate::KeepSmall || fate == ChunkFate::Rewrite;
        if (fate == ChunkFate::Refuse || (must_be_small && length > small_chunk_bytes_max)) return damaged_media();
        // A recorder that was switched off before it wrote how long the recording is: nothing of it may be passed over.
        if (fate == ChunkFate::Keep && length == 0) return damaged_media();
        if (fate == ChunkFate::Keep || fate == ChunkFate::KeepSmall) plan.keep(begin, 8 + length);
        if (fate == ChunkFate::Rewrite) {
            Bytes chunk = type;
            put_u32(chunk, length);
            Bytes content = scan.take(static_cast<std::size_t>(length));
            rules.rewrite(content);
            chunk.insert(chunk.end(), content.begin(), content.end());
            plan.literal(chunk);
        } else {
            scan.skip(length);
        }
        scan.skip(padding);
        if (fate != ChunkFate::Leave && length % 2 != 0) plan.literal(Bytes{0});
        has_content = has_content || fate == ChunkFate::Keep;
        if (!scan.ok()) return damaged_media();
    }
    if (!has_content) return damaged_media();
    plan.rewrite_literal(header, riff_header(rules.form, plan.bytes() - 8));
    return {};
}

} // namespace

Result<void> plan_webp(MediaScanner& scan, MediaPlanBuilder& plan)
{
    const auto fate = [](std::string_view type) {
        if (type == "VP8 " || type == "VP8L" || type == "ALPH") return ChunkFate::Keep;
        if (type == "VP8X") return ChunkFate::Rewrite;
        // The frames of a moving picture hold chunks of their own, whose kinds nobody has listed.
        if (type == "ANIM" || type == "ANMF") return ChunkFate::Refuse;
        return ChunkFate::Leave;
    };
    const auto rewrite = [](Bytes& content) {
        constexpr std::uint8_t transparency = 0x10; // Of the flags (profile, Exif, XMP, …) the one that still holds.
        if (!content.empty()) content[0] = static_cast<std::uint8_t>(content[0] & transparency);
        for (std::size_t i = 1; i < std::min<std::size_t>(4, content.size()); ++i) content[i] = 0;
    };
    return plan_riff(scan, plan, {"WEBP", fate, rewrite});
}

Result<void> plan_wav(MediaScanner& scan, MediaPlanBuilder& plan)
{
    const auto fate = [](std::string_view type) {
        if (type == "data") return ChunkFate::Keep;
        return type == "fmt " || type == "fact" ? ChunkFate::KeepSmall : ChunkFate::Leave;
    };
    return plan_riff(scan, plan, {"WAVE", fate, {}});
}

} // namespace mahalla
