#pragma once
#include "base/bytes.h"

namespace mahalla {

enum class MediaKind : std::uint8_t {
    Unknown, ///< No picture, sound or film.
    Jpeg,
    Png,
    WebP,
    Wav,
    IsoMedia, ///< MP4, MOV, M4A, 3GP.
    Ogg,
    Amr,
    Refused, ///< A picture, sound or film whose remarks cannot be taken out here.
};

struct RecognisedMedia {
    MediaKind kind = MediaKind::Unknown;
    std::string_view media_type = "application/octet-stream";
};

constexpr std::size_t recognised_bytes = 64;

/// By the first `recognised_bytes` bytes of a file, and by the extension of its name where these say nothing. Inside
/// this library only.
RecognisedMedia recognise_media(ByteView beginning, std::string_view name);

} // namespace mahalla
