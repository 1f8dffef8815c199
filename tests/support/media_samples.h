#pragma once
#include "base/bytes.h"

#include <string>

namespace mahalla::test {

/// Small files as cameras and recorders write them, each with the word CANARY in every place where such a file says
/// where, when, with what or by whom it was made. What must stay says SAMPLES.

inline std::string big_endian(std::uint64_t value, int bytes)
{
    std::string text;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) text += static_cast<char>(value >> shift & 255U);
    return text;
}
inline std::string little_endian(std::uint64_t value, int bytes)
{
    std::string text;
    for (int shift = 0; shift < 8 * bytes; shift += 8) text += static_cast<char>(value >> shift & 255U);
    return text;
}

inline std::string jpeg_segment(std::uint8_t marker, const std::string& content)
{
    return std::string("\xff") + static_cast<char>(marker) + big_endian(content.size() + 2, 2) + content;
}

/// Exif data of a camera that was held so, with a position.
inline std::string exif_with_position(std::uint16_t orientation)
{
    const std::string entry =
        big_endian(0x0112, 2) + big_endian(3, 2) + big_endian(1, 4) + big_endian(orientation, 2) + std::string(2, '\0');
    const std::string position = big_endian(0x8825, 2) + big_endian(4, 2) + big_endian(1, 4) + big_endian(38, 4);
    return std::string("MM\0*", 4) + big_endian(8, 4) + big_endian(2, 2) + entry + position + big_endian(0, 4) +
           "CANARY 41.311081N 69.240562E CANARY";
}

inline std::string photo_of(std::uint16_t orientation)
{
    const std::string thumbnail = std::string("\xff\xd8") + "CANARY small picture" + "\xff\xd9";
    return std::string("\xff\xd8") +
           jpeg_segment(0xe0, std::string("JFIF\0\1\2\1\0\x48\0\x48\2\2", 14) + "CANARYCANARY") +
           jpeg_segment(0xe0, std::string("JFXX\0\x10", 6) + thumbnail) +
           jpeg_segment(0xe1, std::string("Exif\0\0", 6) + exif_with_position(orientation)) +
           jpeg_segment(0xe1, std::string("http://ns.adobe.com/xap/1.0/\0", 29) + "<x>CANARY</x>") +
           jpeg_segment(0xe2, std::string("ICC_PROFILE\0\1\1", 14) + "CANARY profile") +
           jpeg_segment(0xe2, std::string("MPF\0", 4) + "CANARY") +
           jpeg_segment(0xed, std::string("Photoshop 3.0\0", 14) + "CANARY iptc") +
           jpeg_segment(0xee, std::string("Adobe\0\x64\0\0\0\0\1", 12) + "CANARY") +
           jpeg_segment(0xfe, "CANARY made by") + jpeg_segment(0xdb, std::string(65, '\1')) +
           jpeg_segment(0xc0, std::string("\x08\0\x08\0\x08\1\1\x11\0", 9)) +
           jpeg_segment(0xc4, std::string(20, '\2')) + jpeg_segment(0xda, std::string("\1\1\0\0\x3f\0", 6)) +
           std::string("SAMPLES\xff\0of\xff\xd0picture", 19) + "\xff\xd9" + thumbnail + "CANARY trailer";
}

inline std::string png_chunk(const std::string& type, const std::string& content)
{
    return big_endian(content.size(), 4) + type + content + "sum!";
}
inline std::string drawing()
{
    return std::string("\x89PNG\r\n\x1a\n") + png_chunk("IHDR", std::string("\0\0\0\1\0\0\0\1\x08\0\0\0\0", 13)) +
           png_chunk("tEXt", std::string("Author\0", 7) + "CANARY") + png_chunk("iTXt", "CANARY") +
           png_chunk("zTXt", "CANARY") + png_chunk("eXIf", exif_with_position(6)) + png_chunk("tIME", "CANARY!") +
           png_chunk("iCCP", "CANARY") + png_chunk("caBX", "CANARY") + png_chunk("gAMA", std::string(4, '\1')) +
           png_chunk("IDAT", "SAMPLES of drawing") + png_chunk("IEND", "") + "CANARY behind the end";
}

inline std::string riff_chunk(const std::string& type, const std::string& content)
{
    return type + little_endian(content.size(), 4) + content + std::string(content.size() % 2, '\0');
}
inline std::string riff(const std::string& form, const std::string& chunks)
{
    return "RIFF" + little_endian(4 + chunks.size(), 4) + form + chunks;
}
inline std::string web_picture()
{
    return riff("WEBP", riff_chunk("VP8X", std::string("\x3c\0\0\0\1\0\0\1\0\0", 10)) + riff_chunk("ICCP", "CANARY") +
                            riff_chunk("ALPH", "transparent") + riff_chunk("VP8 ", "SAMPLES of picture") +
                            riff_chunk("EXIF", exif_with_position(6)) + riff_chunk("XMP ", "CANARY") +
                            riff_chunk("XXXX", "CANARY")) +
           "CANARY behind the end";
}
inline std::string sound()
{
    return riff("WAVE", riff_chunk("bext", "CANARY") + riff_chunk("fmt ", std::string(16, '\1')) +
                            riff_chunk("LIST", "INFOIART CANARY") + riff_chunk("data", "SAMPLES of sound!") +
                            riff_chunk("id3 ", "CANARY"));
}

inline std::string box(const std::string& type, const std::string& content)
{
    return big_endian(8 + content.size(), 4) + type + content;
}
/// A box with version and flags.
inline std::string full_box(const std::string& type, const std::string& content, std::uint8_t version = 0)
{
    return box(type, static_cast<char>(version) + std::string(3, '\0') + content);
}
inline std::string handler_box(const std::string& kind)
{
    return full_box("hdlr", std::string(4, '\0') + kind + std::string(12, '\0') + "CANARY Camera Handler" + '\0');
}
inline std::string film_track(const std::string& kind)
{
    const std::string samples =
        box("stbl", full_box("stsd", big_endian(0, 4)) + full_box("stco", big_endian(1, 4) + "OFFS"));
    return box("trak", full_box("tkhd", "CANARY!!" + std::string(72, '\3')) + box("meta", "CANARY") +
                           box("mdia", full_box("mdhd", "CANARYCANARY!!!!" + std::string(12, '\3'), 1) +
                                           handler_box(kind) + box("minf", box("dinf", "") + samples)) +
                           box("udta", "CANARY"));
}
inline std::string film(const std::string& tracks = film_track("vide") + film_track("soun"))
{
    return box("ftyp", std::string("mp42\0\0\0\0isom", 12)) + box("free", "CANARY left over") +
           box("moov", full_box("mvhd", "CANARY!!" + std::string(88, '\3')) + tracks +
                           box("udta", box("\xa9xyz", "CANARY+41.3110+069.2405/")) + box("meta", "CANARY")) +
           box("uuid", "CANARY CANARY CANARY") + big_endian(1, 4) + "mdat" + big_endian(16 + 15, 8) +
           "SAMPLES of film" + box("sefd", "CANARY");
}

inline std::string ogg_page(std::uint8_t flags, std::uint32_t number, const std::string& body,
                            const std::string& lacing)
{
    return std::string("OggS\0", 5) + static_cast<char>(flags) + std::string(8, '\0') + "serl" +
           little_endian(number, 4) + "sum!" + static_cast<char>(lacing.size()) + lacing + body;
}
inline std::string voice_message()
{
    const std::string head = "OpusHead" + std::string(11, '\1');
    const std::string maker = "CANARY maker";
    const std::string remark = "LOCATION=CANARY" + std::string(300, 'x') + "CANARY";
    const std::string tags = "OpusTags" + little_endian(maker.size(), 4) + maker + little_endian(1, 4) +
                             little_endian(remark.size(), 4) + remark;
    const std::string lacing = std::string("\xff") + static_cast<char>(tags.size() - 255);
    return ogg_page(2, 0, head, std::string(1, static_cast<char>(head.size()))) + ogg_page(0, 1, tags, lacing) +
           ogg_page(4, 2, "SAMPLES of voice", "\x10") + "CANARY behind the end";
}

/// The word of what must go, or what must stay, in any file.
inline bool holds(std::string_view bytes, std::string_view word) { return bytes.find(word) != std::string_view::npos; }

} // namespace mahalla::test
