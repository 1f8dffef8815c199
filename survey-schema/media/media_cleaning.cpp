#include "media/media_cleaning.h"

#include "media/media_kind.h"
#include "media/media_plans.h"

#include <algorithm>

namespace mahalla {

namespace {

/// Hands out again what was read to see what it is.
class PeekedFile final : public DiskReader {
public:
    PeekedFile(Bytes beginning, DiskReader& rest) : beginning_(std::move(beginning)), rest_(rest) {}
    Result<Bytes> read(std::size_t bytes_max) override
    {
        if (beginning_.empty()) return rest_.read(bytes_max);
        const auto end = beginning_.begin() + static_cast<std::ptrdiff_t>(std::min(bytes_max, beginning_.size()));
        Bytes first(beginning_.begin(), end);
        beginning_.erase(beginning_.begin(), end);
        return first;
    }
    std::uint64_t size() const override { return rest_.size(); }

private:
    Bytes beginning_;
    DiskReader& rest_;
};

Result<void> plan_of_kind(MediaKind kind, MediaScanner& scan, MediaPlanBuilder& plan)
{
    switch (kind) {
    case MediaKind::Jpeg:
        return plan_jpeg(scan, plan);
    case MediaKind::Png:
        return plan_png(scan, plan);
    case MediaKind::WebP:
        return plan_webp(scan, plan);
    case MediaKind::Wav:
        return plan_wav(scan, plan);
    case MediaKind::IsoMedia:
        return plan_iso_media(scan, plan);
    case MediaKind::Ogg:
        return plan_ogg(scan, plan);
    case MediaKind::Amr:
        return plan_amr(scan, plan);
    case MediaKind::Unknown:
    case MediaKind::Refused:
        break;
    }
    return plan_whole_file(scan, plan);
}

} // namespace

Result<void> plan_whole_file(MediaScanner& scan, MediaPlanBuilder& plan)
{
    plan.keep(0, scan.left());
    scan.skip(scan.left());
    return {};
}

Result<MediaPlan> plan_cleaning(DiskReader& file, std::string_view name)
{
    Bytes beginning;
    while (beginning.size() < recognised_bytes) {
        MAHALLA_TRY(const Bytes read, file.read(recognised_bytes - beginning.size()));
        if (read.empty()) break;
        beginning.insert(beginning.end(), read.begin(), read.end());
    }
    const RecognisedMedia media = recognise_media(beginning, name);
    if (media.kind == MediaKind::Refused)
        return failure(ErrorKind::Refused,
                       "Files of this kind can say where and when they were made, and this program cannot take that "
                       "out of them. Save it as JPEG, PNG, WebP, MP4, M4A, WAV or Ogg and attach that.");
    PeekedFile whole(std::move(beginning), file);
    MediaScanner scan(whole);
    MediaPlanBuilder plan;
    auto planned = plan_of_kind(media.kind, scan, plan);
    // A disk that does not answer looks like a file that ends.
    if (!scan.ok() && (planned || planned.error().kind == ErrorKind::Invalid)) return tl::unexpected(scan.error());
    if (!planned) return tl::unexpected(planned.error());
    if (!plan.is_within_limits())
        return failure(ErrorKind::Invalid, "The file is made of more parts than this program takes.");
    // To the end: who compares the file with itself later has then seen all of it.
    scan.skip(scan.left());
    if (!scan.ok()) return tl::unexpected(scan.error());
    MediaPlan result = plan.take();
    result.media_type = media.media_type;
    result.cleaning = media.kind == MediaKind::Unknown ? MediaCleaning::KeptAsItCame : MediaCleaning::Cleaned;
    return result;
}

} // namespace mahalla
