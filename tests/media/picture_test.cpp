#include "media/cleaned.h"

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a photograph leaves without position, device, small picture, second picture and remarks")
{
    const std::string photo = photo_of(1);
    REQUIRE(count_of(photo, "CANARY") > 12);
    const std::string clean = cleaned(photo, "a.jpg");
    CHECK_FALSE(holds(clean, "CANARY"));
    CHECK_FALSE(holds(clean, "Exif"));
    // The rest is there, in its order, and nothing else.
    CHECK(clean ==
          std::string("\xff\xd8") + jpeg_segment(0xe0, std::string("JFIF\0\1\2\1\0\x48\0\x48\0\0", 14)) +
              jpeg_segment(0xee, std::string("Adobe\0\x64\0\0\0\0\1", 12)) + jpeg_segment(0xdb, std::string(65, '\1')) +
              jpeg_segment(0xc0, std::string("\x08\0\x08\0\x08\1\1\x11\0", 9)) +
              jpeg_segment(0xc4, std::string(20, '\2')) + jpeg_segment(0xda, std::string("\1\1\0\0\x3f\0", 6)) +
              std::string("SAMPLES\xff\0of\xff\xd0picture", 19) + "\xff\xd9");
    CHECK(plan_of(photo)->media_type == "image/jpeg");
    CHECK(plan_of(photo)->cleaning == MediaCleaning::Cleaned);
}

TEST_CASE("a photograph stays upright: how the camera was held is all that is said of it")
{
    for (const std::uint16_t orientation : std::initializer_list<std::uint16_t>{2, 3, 6, 8}) {
        const std::string clean = cleaned(photo_of(orientation));
        const std::string said = std::string("MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1", 18) + big_endian(orientation, 2) +
                                 std::string(6, '\0');
        CHECK(holds(clean, jpeg_segment(0xe1, std::string("Exif\0\0", 6) + said)));
        CHECK_FALSE(holds(clean, "CANARY"));
        CHECK(cleaned(clean) == clean);
    }
    for (const std::uint16_t nonsense : std::initializer_list<std::uint16_t>{0, 9, 500})
        CHECK_FALSE(holds(cleaned(photo_of(nonsense)), "Exif"));
}

TEST_CASE("a photograph that breaks off amid its samples ends there; one that breaks off before is damaged")
{
    const std::string photo = photo_of(6);
    const std::size_t samples = photo.find("SAMPLES");
    CHECK(cleaned(photo.substr(0, samples + 7)).ends_with("SAMPLES\xff\xd9"));
    for (std::size_t size = 3; size < samples; ++size) CHECK(cleaned(photo.substr(0, size)) == "Invalid");
    CHECK(cleaned(photo.substr(0, samples - 8) + "CANARY") == "Invalid");
}

TEST_CASE("a drawing leaves without texts, times, profiles, unknown parts and what stands behind its end")
{
    const std::string clean = cleaned(drawing(), "a.png");
    CHECK_FALSE(holds(clean, "CANARY"));
    CHECK(clean == std::string("\x89PNG\r\n\x1a\n") +
                       png_chunk("IHDR", std::string("\0\0\0\1\0\0\0\1\x08\0\0\0\0", 13)) +
                       png_chunk("gAMA", std::string(4, '\1')) + png_chunk("IDAT", "SAMPLES of drawing") +
                       png_chunk("IEND", ""));
    const std::string beginning = drawing().substr(0, 8);
    CHECK(cleaned(beginning + png_chunk("NEWS", "what every reader must know") + png_chunk("IEND", "")) == "Invalid");
    CHECK(cleaned(beginning + png_chunk("tRNS", std::string(2000, 'C')) + png_chunk("IEND", "")) == "Invalid");
    for (std::size_t size = 8; size + 35 < drawing().size(); ++size)
        CHECK(cleaned(drawing().substr(0, size)) == "Invalid");
}

TEST_CASE("a picture of the web leaves without profile, position and remarks, and says so")
{
    const std::string clean = cleaned(web_picture(), "a.webp");
    CHECK_FALSE(holds(clean, "CANARY"));
    CHECK(clean == riff("WEBP", riff_chunk("VP8X", std::string("\x10\0\0\0\1\0\0\1\0\0", 10)) +
                                    riff_chunk("ALPH", "transparent") + riff_chunk("VP8 ", "SAMPLES of picture")));
    // A moving picture's frames hold parts of their own.
    CHECK(cleaned(riff("WEBP", riff_chunk("VP8X", std::string(10, '\2')) + riff_chunk("ANMF", "CANARY"))) == "Invalid");
}

TEST_CASE("a picture whose position cannot be taken out is refused, by its bytes or by its name")
{
    const std::string heic = box("ftyp", std::string("heic\0\0\0\0mif1heic", 16)) + "CANARY";
    const std::string avif = box("ftyp", std::string("avif\0\0\0\0mif1avif", 16)) + "CANARY";
    const std::string raw_of_canon = box("ftyp", std::string("crx \0\0\0\1crx isom", 16)) + "CANARY";
    for (const std::string& picture : {heic, avif, raw_of_canon, exif_with_position(1), std::string("II*\0CANARY", 10),
                                       std::string("GIF89aCANARY")}) {
        CHECK(cleaned(picture) == "Refused");
        CHECK(cleaned(picture, "a.jpg") == "Refused");
    }
    for (const char* const name : {"a.jpg", "a.JPEG", "b.heic", "c.Tiff", "d.dng", "e.mp3", "f.mkv"})
        CHECK(cleaned("nobody knows what CANARY this is", name) == "Refused");
    const auto refused = plan_of(heic, "CANARY.heic");
    CHECK_FALSE(holds(refused.error().message, "CANARY"));
}

TEST_CASE("a document stays as it came, and that is said")
{
    for (const std::string& document : {std::string(), std::string("%PDF-1.7 by CANARY"), std::string("a,b\n1,2\n")}) {
        CHECK(cleaned(document, "list.csv") == document);
        CHECK(plan_of(document, "list.csv")->cleaning == MediaCleaning::KeptAsItCame);
        CHECK(plan_of(document, "list.csv")->media_type == "application/octet-stream");
    }
    // Words that begin like a picture are none.
    for (const char* const words : {"carefree people", "FORM of the household", "ID3 is a word", "caffeine"})
        CHECK(cleaned(words, "note.txt") == words);
}
