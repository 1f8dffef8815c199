#include "media/media_plan.h"

#include "base/check.h"

#include <algorithm>

namespace mahalla {

void MediaPlanBuilder::keep(std::uint64_t from, std::uint64_t size)
{
    if (size == 0) return;
    plan_.bytes += size;
    if (!plan_.segments.empty()) {
        MediaSegment& last = plan_.segments.back();
        if (last.kind == MediaSegment::Kind::Keep && last.from + last.size == from) {
            last.size += size;
            return;
        }
    }
    if (is_within_limits()) plan_.segments.push_back({MediaSegment::Kind::Keep, from, size, {}});
}

void MediaPlanBuilder::zeros(std::uint64_t size)
{
    if (size == 0) return;
    plan_.bytes += size;
    if (is_within_limits()) plan_.segments.push_back({MediaSegment::Kind::Zeros, 0, size, {}});
}

void MediaPlanBuilder::literal(ByteView bytes)
{
    if (bytes.empty()) return;
    plan_.bytes += bytes.size();
    literal_bytes_ += bytes.size();
    if (is_within_limits())
        plan_.segments.push_back({MediaSegment::Kind::Literal, 0, bytes.size(), Bytes(bytes.begin(), bytes.end())});
}

void MediaPlanBuilder::rewrite_literal(std::size_t segment, ByteView bytes)
{
    if (!is_within_limits()) return;
    MediaSegment& written = plan_.segments[segment];
    MAHALLA_CHECK(written.kind == MediaSegment::Kind::Literal && written.size == bytes.size());
    written.literal.assign(bytes.begin(), bytes.end());
}

bool MediaPlanBuilder::is_within_limits() const
{
    return plan_.segments.size() < MediaPlan::segments_max && literal_bytes_ <= MediaPlan::literal_bytes_max;
}

Result<Bytes> CleanedMediaReader::read(std::size_t bytes_max)
{
    while (segment_ < plan_.segments.size() && done_ == plan_.segments[segment_].size) {
        ++segment_;
        done_ = 0;
    }
    if (segment_ == plan_.segments.size() || bytes_max == 0) return Bytes();
    const MediaSegment& segment = plan_.segments[segment_];
    if (segment.kind == MediaSegment::Kind::Keep) return keep(segment, bytes_max);
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(bytes_max, segment.size - done_));
    const auto begin = static_cast<std::ptrdiff_t>(done_);
    done_ += count;
    if (segment.kind == MediaSegment::Kind::Zeros) return Bytes(count);
    return Bytes(segment.literal.begin() + begin, segment.literal.begin() + begin + static_cast<std::ptrdiff_t>(count));
}

Result<Bytes> CleanedMediaReader::keep(const MediaSegment& segment, std::size_t bytes_max)
{
    constexpr std::uint64_t skipped_at_once = std::uint64_t{64} << 10U;
    for (const std::uint64_t wanted = segment.from + done_; position_ < wanted;) {
        const std::uint64_t count = std::min(wanted - position_, skipped_at_once);
        MAHALLA_TRY(const Bytes skipped, file_.read(static_cast<std::size_t>(count)));
        if (skipped.empty()) return Bytes();
        position_ += skipped.size();
    }
    const std::uint64_t count = std::min<std::uint64_t>(bytes_max, segment.size - done_);
    MAHALLA_TRY(Bytes bytes, file_.read(static_cast<std::size_t>(count)));
    position_ += bytes.size();
    done_ += bytes.size();
    return bytes;
}

} // namespace mahalla
