#pragma once
#include "base/disk.h"

#include <memory>
#include <string>
#include <vector>

namespace mahalla {

/// Photographs, recordings and films say where and when they were made, with which device, by whom; some carry a small
/// copy of the picture as it was before a face was covered. None of that was asked, so none of it leaves.
///
/// A file is cleaned by keeping what is needed to show or play it and nothing else: parts that are not known are left
/// out, not those that are known to be bad. What is kept, left out and lost is docs/formats/attachment.md. Pictures,
/// sounds and samples are not touched.
///
/// Pure: bytes are read through `DiskReader`, nothing is decoded. Any bytes end in a plan or an error, in time and
/// memory that the limits below bound. The file is never in memory.

enum class MediaCleaning : std::uint8_t {
    Cleaned,      ///< A kind that this program knows; what remains is what is needed to show or play it.
    KeptAsItCame, ///< No picture, sound or film: a document says what its author put in, and perhaps who that was.
};

/// One run of the cleaned file.
struct MediaSegment {
    enum class Kind : std::uint8_t { Keep, Zeros, Literal };
    Kind kind = Kind::Keep;
    /// Where in the file a run to keep begins; runs ascend and do not overlap.
    std::uint64_t from = 0;
    std::uint64_t size = 0;
    Bytes literal;
};

/// How a file becomes a clean one.
struct MediaPlan {
    static constexpr std::size_t segments_max = 16'384;
    static constexpr std::size_t literal_bytes_max = std::size_t{4} << 20U;

    std::string media_type; ///< "image/jpeg": by the bytes; "application/octet-stream" where they say nothing.
    MediaCleaning cleaning = MediaCleaning::KeptAsItCame;
    std::vector<MediaSegment> segments;
    /// The cleaned file's size.
    std::uint64_t bytes = 0;
};

/// Reads `file` from its beginning to its end, once. `name` counts by its extension alone: a file that is called a
/// picture, a sound or a film and is none that can be cleaned is refused, as are those kinds by their bytes.
///
/// Fails with `Refused` where the file may say where it was made and this program cannot take that out (HEIC, TIFF, raw
/// photographs, MP3, a film with a track of positions), with `Invalid` where it is a known kind but damaged, and as
/// `file` does. No message holds the name.
Result<MediaPlan> plan_cleaning(DiskReader& file, std::string_view name);

/// The cleaned file, from its beginning. The plan must have been made of the same bytes; of others the result is
/// harmless nonsense or ends early, which the caller sees by its size.
class CleanedMediaReader final : public DiskReader {
public:
    /// `file` stands at its beginning, and so do its bytes; `plan` and `file` outlive this.
    CleanedMediaReader(DiskReader& file, const MediaPlan& plan) : file_(file), plan_(plan) {}

    Result<Bytes> read(std::size_t bytes_max) override;
    std::uint64_t size() const override { return plan_.bytes; }

private:
    Result<Bytes> keep(const MediaSegment& segment, std::size_t bytes_max);

    DiskReader& file_;
    const MediaPlan& plan_;
    std::size_t segment_ = 0;
    std::uint64_t done_ = 0;     ///< Of the segment.
    std::uint64_t position_ = 0; ///< In the file.
};

} // namespace mahalla
