#pragma once
#include "media/media_plan.h"
#include "media/media_scanner.h"

namespace mahalla {

/// One function a kind of file; each is called at the file's beginning, which was recognised, and adds to the plan what
/// remains. Fails with `Invalid` where the file is damaged and `Refused` where it holds what cannot be taken out; where
/// the scanner is not `ok` afterwards, its error counts. Inside this library only.

Result<void> plan_jpeg(MediaScanner& scan, MediaPlanBuilder& plan);
Result<void> plan_png(MediaScanner& scan, MediaPlanBuilder& plan);
Result<void> plan_webp(MediaScanner& scan, MediaPlanBuilder& plan);
Result<void> plan_wav(MediaScanner& scan, MediaPlanBuilder& plan);
Result<void> plan_iso_media(MediaScanner& scan, MediaPlanBuilder& plan);
Result<void> plan_ogg(MediaScanner& scan, MediaPlanBuilder& plan);
Result<void> plan_amr(MediaScanner& scan, MediaPlanBuilder& plan);
Result<void> plan_whole_file(MediaScanner& scan, MediaPlanBuilder& plan);

inline tl::unexpected<Error> damaged_media()
{
    return failure(ErrorKind::Invalid, "The file is damaged or ends too early. Make it anew.");
}

} // namespace mahalla
