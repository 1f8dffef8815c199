#include "media/cleaned.h"

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a film leaves without position, device and times, and every sample stays at its place")
{
    const std::string clean = cleaned(film(), "a.mp4");
    REQUIRE(count_of(film(), "CANARY") > 14);
    CHECK_FALSE(holds(clean, "CANARY"));
    CHECK_FALSE(holds(clean, "\xa9xyz"));
    CHECK_FALSE(holds(clean, "Camera"));
    CHECK(clean.size() == film().size());
    CHECK(clean.find("SAMPLES of film") == film().find("SAMPLES of film"));
    for (const char* const kept : {"mvhd", "trak", "tkhd", "mdhd", "stsd", "stco", "vide", "soun", "OFFS"})
        CHECK(count_of(clean, kept) == count_of(film(), kept));
    CHECK(cleaned(clean) == clean);
    CHECK(plan_of(film())->media_type == "video/mp4");
}

TEST_CASE("a film with a track of positions is refused, for its samples lie amid the picture's")
{
    for (const char* const kind : {"meta", "camm", "gpmd", "text"})
        CHECK(cleaned(film(film_track("vide") + film_track(kind)), "a.mp4") == "Refused");
}

TEST_CASE("a film that breaks off or whose boxes do not fit is damaged")
{
    const std::string whole = film();
    for (const std::size_t size : {whole.size() - 1, whole.find("SAMPLES"), whole.find("stsd"), whole.find("mvhd") + 6})
        CHECK(cleaned(whole.substr(0, size), "a.mp4") == "Invalid");
    CHECK(cleaned(box("ftyp", std::string("mp42\0\0\0\0isom", 12)) + box("mdat", "SAMPLES")) == "Invalid");
    std::string larger_inside = whole;
    larger_inside[whole.find("tkhd") - 2] = '\x7f';
    CHECK(cleaned(larger_inside) == "Invalid");
}

TEST_CASE("a recording leaves without who made it and what stands behind its end")
{
    const std::string clean = cleaned(sound(), "a.wav");
    CHECK(clean == riff("WAVE", riff_chunk("fmt ", std::string(16, '\1')) + riff_chunk("data", "SAMPLES of sound!")));
    CHECK(plan_of(sound())->media_type == "audio/wav");
}

TEST_CASE("a recorder that was switched off too early loses nothing without a word")
{
    const std::string unfinished =
        riff("WAVE", riff_chunk("fmt ", std::string(16, '\1')) + "data" + little_endian(0, 4) + std::string(64, '\0'));
    CHECK(cleaned(unfinished, "a.wav") == "Invalid");
}

TEST_CASE("a voice message leaves without its maker and remarks, and its pages are whole")
{
    const std::string message = voice_message();
    const std::string clean = cleaned(message, "a.ogg");
    CHECK_FALSE(holds(clean, "CANARY"));
    CHECK_FALSE(holds(clean, "LOCATION"));
    CHECK(holds(clean, std::string("OpusTags\0\0\0\0\0\0\0\0", 16)));
    CHECK(holds(clean, "SAMPLES of voice"));
    CHECK(clean.size() + std::string("CANARY behind the end").size() == message.size());
    // The first page is as it was; the second has a check sum of its own now.
    CHECK(clean.substr(0, 47) == message.substr(0, 47));
    CHECK(count_of(clean, "sum!") == 2);
    CHECK(cleaned(clean) == clean);
    // Another stream inside would have remarks of its own.
    CHECK(cleaned(message.substr(0, message.rfind("OggS")) + message) == "Refused");
    CHECK(cleaned(ogg_page(2, 0, "fishead", "\x07") + message) == "Refused");
}

TEST_CASE("a recording of a telephone is speech alone")
{
    const std::string frame = std::string("\x3c", 1) + std::string(31, 's');
    const std::string speech = "#!AMR\n" + frame + frame;
    CHECK(cleaned(speech + "\x83 CANARY") == speech);
    CHECK(cleaned(speech) == speech);
    CHECK(cleaned("#!AMR-WB\n" + std::string("\x04") + std::string(17, 's')).size() == 27);
    CHECK(plan_of(speech)->media_type == "audio/amr");
}
