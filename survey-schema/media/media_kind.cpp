#include "media/media_kind.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

struct Beginning {
    std::string_view bytes;
    RecognisedMedia media;
};

constexpr RecognisedMedia refused{MediaKind::Refused, "application/octet-stream"};

/// The first that fits counts.
constexpr Beginning beginnings[] = {
    {"\xff\xd8\xff", {MediaKind::Jpeg, "image/jpeg"}},
    {"\x89PNG\r\n\x1a\n", {MediaKind::Png, "image/png"}},
    {"OggS", {MediaKind::Ogg, "audio/ogg"}},
    {"#!AMR\n", {MediaKind::Amr, "audio/amr"}},
    {"#!AMR-WB\n", {MediaKind::Amr, "audio/amr-wb"}},
    {std::string_view("II*\0", 4), refused},          // TIFF, and most raw photographs
    {std::string_view("MM\0*", 4), refused},          //
    {std::string_view("II+\0", 4), refused},          // large TIFF
    {std::string_view("MM\0+", 4), refused},          //
    {"IIRO", refused},                                // raw photographs of Olympus,
    {std::string_view("IIU\0", 4), refused},          // Panasonic,
    {"FUJIFILMCCD-RAW", refused},                     // Fujifilm
    {"GIF8", refused},                                // may hold XMP
    {"8BPS", refused},                                // Photoshop
    {std::string_view("\0\0\0\x0cjP  ", 8), refused}, // JPEG 2000
    {std::string_view("\0\0\0\x0cJXL ", 8), refused}, // JPEG XL
    {"\xff\x0a", refused},                            // JPEG XL
    {"ID3\x02", refused},                             // MP3, AAC
    {"ID3\x03", refused},
    {"ID3\x04", refused},
    {"\xff\xfb", refused},                                              // MP3
    {"\xff\xf3", refused},                                              //
    {"\xff\xf2", refused},                                              //
    {"\xff\xf1", refused},                                              // AAC
    {"\xff\xf9", refused},                                              //
    {"fLaC", refused},                                                  //
    {"\x1a\x45\xdf\xa3", refused},                                      // Matroska, WebM
    {std::string_view("\x30\x26\xb2\x75\x8e\x66\xcf\x11", 8), refused}, // WMV, WMA
    {std::string_view("caff\0\1", 6), refused},                         //
    {"RF64", refused},                                                  //
    {"FLV\x01", refused},                                               //
};

/// Major brands of films and recordings; pictures (HEIC, AVIF, CR3) are in the same container and are not here.
constexpr std::array<std::string_view, 30> film_brands = {
    "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "mp41", "mp42", "mp71", "avc1",
    "M4V ", "M4VH", "M4VP", "MSNV", "f4v ", "dash", "3gp4", "3gp5", "3gp6", "3gp7",
    "3gp8", "3gp9", "3gg6", "3gs7", "3g2a", "3g2b", "3g2c", "mmp4", "XAVC", "qt  "};
constexpr std::array<std::string_view, 4> sound_brands = {"M4A ", "M4B ", "M4P ", "F4A "};
constexpr std::array<std::string_view, 3> old_film_boxes = {"moov", "mdat", "wide"};

constexpr std::array<std::string_view, 64> media_extensions = {
    "jpg",  "jpeg", "jpe", "jfif", "png",  "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "avif",
    "dng",  "raw",  "cr2", "cr3",  "nef",  "nrw",  "arw", "orf", "rw2", "raf",  "srw",  "pef",  "jp2",
    "jxl",  "psd",  "svg", "mp4",  "m4v",  "m4a",  "mov", "qt",  "3gp", "3g2",  "avi",  "mkv",  "webm",
    "wmv",  "asf",  "mpg", "mpeg", "mts",  "m2ts", "ts",  "flv", "mp3", "aac",  "wav",  "wave", "wma",
    "flac", "ogg",  "oga", "ogv",  "opus", "spx",  "amr", "awb", "aif", "aiff", "caf",  "mka"};

template <std::size_t Count> bool contains(const std::array<std::string_view, Count>& words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

RecognisedMedia of_container(std::string_view beginning)
{
    const std::string_view kind = beginning.substr(8, 4);
    if (beginning.starts_with("RIFF")) {
        if (kind == "WEBP") return {MediaKind::WebP, "image/webp"};
        if (kind == "WAVE") return {MediaKind::Wav, "audio/wav"};
        return refused;
    }
    if (beginning.starts_with("FORM") && kind.starts_with("AIF")) return refused;
    const std::string_view box = beginning.substr(4, 4);
    if (box == "ftyp") {
        if (kind == "qt  ") return {MediaKind::IsoMedia, "video/quicktime"};
        if (contains(sound_brands, kind)) return {MediaKind::IsoMedia, "audio/mp4"};
        if (kind.starts_with("3g")) return {MediaKind::IsoMedia, "video/3gpp"};
        return contains(film_brands, kind) ? RecognisedMedia{MediaKind::IsoMedia, "video/mp4"} : refused;
    }
    if (beginning[0] == 0 && contains(old_film_boxes, box)) return {MediaKind::IsoMedia, "video/quicktime"};
    return {};
}

} // namespace

RecognisedMedia recognise_media(ByteView beginning, std::string_view name)
{
    const std::string_view text = as_text(beginning);
    for (const Beginning& known : beginnings)
        if (text.starts_with(known.bytes)) return known.media;
    RecognisedMedia media;
    if (text.size() >= 12) media = of_container(text);
    if (media.kind != MediaKind::Unknown) return media;
    const std::size_t dot = name.rfind('.');
    if (dot != std::string_view::npos && contains(media_extensions, lower_ascii(name.substr(dot + 1)))) return refused;
    return media;
}

} // namespace mahalla
