#include "media/media_plans.h"

#include <algorithm>
#include <array>
#include <span>

namespace mahalla {

namespace {

/// Boxes that hold boxes, with the boxes that are kept in each (ISO/IEC 14496-12 §6.2.3, and QuickTime's). All others
/// are emptied where they stand: samples are found by their place in the file, so nothing may move.
struct Container {
    std::string_view type;
    std::span<const std::string_view> kept;
};

constexpr std::array<std::string_view, 11> in_file = {"ftyp", "styp", "moov", "mdat", "moof", "mfra",
                                                      "sidx", "ssix", "pdin", "pnot", "wide"};
constexpr std::array<std::string_view, 4> in_movie = {"mvhd", "trak", "mvex", "iods"};
constexpr std::array<std::string_view, 5> in_track = {"tkhd", "edts", "mdia", "tref", "tapt"};
constexpr std::array<std::string_view, 4> in_media = {"mdhd", "hdlr", "minf", "elng"};
constexpr std::array<std::string_view, 5> in_information = {"vmhd", "smhd", "dinf", "hdlr", "stbl"};
constexpr std::array<std::string_view, 19> in_samples = {"stsd", "stts", "ctts", "cslg", "stsc", "stsz", "stz2",
                                                         "stco", "co64", "stss", "stsh", "stdp", "padb", "sdtp",
                                                         "sbgp", "sgpd", "subs", "saiz", "saio"};
constexpr std::array<std::string_view, 2> in_fragment = {"mfhd", "traf"};
constexpr std::array<std::string_view, 9> in_track_fragment = {"tfhd", "trun", "tfdt", "sdtp", "sbgp",
                                                               "sgpd", "subs", "saiz", "saio"};
constexpr std::array<std::string_view, 4> in_extension = {"mehd", "trex", "leva", "trep"};

constexpr std::array<Container, 8> containers = {{{"moov", in_movie},
                                                  {"trak", in_track},
                                                  {"mdia", in_media},
                                                  {"minf", in_information},
                                                  {"stbl", in_samples},
                                                  {"moof", in_fragment},
                                                  {"traf", in_track_fragment},
                                                  {"mvex", in_extension}}};

class IsoMediaPlan {
public:
    IsoMediaPlan(MediaScanner& scan, MediaPlanBuilder& plan) : scan_(scan), plan_(plan) {}

    Result<void> run()
    {
        if (auto done = boxes(in_file, scan_.position() + scan_.left(), "file"); !done) return done;
        if (!has_movie_) return damaged_media();
        return {};
    }

private:
    struct Box {
        std::uint64_t begin = 0;
        std::uint64_t header_bytes = 8;
        std::uint64_t end = 0;
        std::string type;
    };

    static bool contains(std::span<const std::string_view> kept, std::string_view type)
    {
        return std::ranges::find(kept, type) != kept.end();
    }

    Result<Box> header(std::uint64_t end_of_all, bool is_in_file)
    {
        Box box;
        box.begin = scan_.position();
        std::uint64_t size = scan_.u32_big_endian();
        const Bytes type = scan_.take(4);
        box.type = std::string(as_text(type));
        if (size == 1) {
            size = scan_.u64_big_endian();
            box.header_bytes = 16;
        } else if (size == 0 && is_in_file) {
            size = end_of_all - box.begin;
        }
        if (!scan_.ok() || size < box.header_bytes || size > end_of_all - box.begin) return damaged_media();
        box.end = box.begin + size;
        return box;
    }

    Result<void> boxes(std::span<const std::string_view> kept, std::uint64_t end, std::string_view parent)
    {
        const bool is_in_file = parent == "file";
        while (end - scan_.position() >= 8) {
            MAHALLA_TRY(const Box box, header(end, is_in_file));
            if (auto done = contains(kept, box.type) ? keep(box) : empty(box); !done) return done;
            if (!scan_.ok() || scan_.position() != box.end) return damaged_media();
        }
        // QuickTime ends some lists with a zero; a few bytes that are no box say nothing that is needed.
        const std::uint64_t rest = end - scan_.position();
        scan_.skip(rest);
        plan_.zeros(rest);
        return {};
    }

    /// The box stays as long as it was, says `free`, and holds zeros.
    Result<void> empty(const Box& box)
    {
        plan_.keep(box.begin, 4);
        plan_.literal(as_bytes("free"));
        plan_.keep(box.begin + 8, box.header_bytes - 8);
        plan_.zeros(box.end - box.begin - box.header_bytes);
        scan_.skip(box.end - scan_.position());
        return {};
    }

    Result<void> keep(const Box& box)
    {
        plan_.keep(box.begin, box.header_bytes);
        if (box.type == "moov") has_movie_ = true;
        for (const Container& container : containers)
            if (container.type == box.type) return boxes(container.kept, box.end, box.type);
        if (box.type == "mvhd" || box.type == "tkhd" || box.type == "mdhd") return without_times(box);
        if (box.type == "hdlr") return handler(box);
        plan_.keep(scan_.position(), box.end - scan_.position());
        scan_.skip(box.end - scan_.position());
        return {};
    }

    /// Version and flags, then when it was made and changed: 32 bits each, 64 in version 1.
    Result<void> without_times(const Box& box)
    {
        const std::uint64_t content = scan_.position();
        const std::uint8_t version = scan_.u8();
        scan_.skip(3);
        const std::uint64_t times = version == 1 ? 16 : 8;
        if (!scan_.ok() || version > 1 || box.end - scan_.position() < times) return damaged_media();
        plan_.keep(content, 4);
        plan_.zeros(times);
        scan_.skip(times);
        plan_.keep(scan_.position(), box.end - scan_.position());
        scan_.skip(box.end - scan_.position());
        return {};
    }

    /// What a track is: picture and sound may stay, and texts of QuickTime's data handler. Of any other kind of track,
    /// positions among them, the samples lie amid those of the film. The name, often of a device, goes.
    Result<void> handler(const Box& box)
    {
        constexpr std::size_t fixed_bytes = 24;
        const std::uint64_t content = scan_.position();
        if (box.end - content < fixed_bytes) return damaged_media();
        const Bytes fixed = scan_.take(fixed_bytes);
        if (!scan_.ok()) return damaged_media();
        const std::string_view type = as_text(fixed).substr(8, 4);
        constexpr std::array<std::string_view, 4> harmless = {"vide", "soun", "alis", "url "};
        if (!contains(harmless, type))
            return failure(ErrorKind::Refused,
                           "The film has a track besides picture and sound, which may say where it was made and cannot "
                           "be taken out here. Export it again with picture and sound alone.");
        plan_.keep(content, 12);
        plan_.zeros(12);
        const std::uint64_t name = box.end - scan_.position();
        plan_.zeros(name);
        scan_.skip(name);
        return {};
    }

    MediaScanner& scan_;
    MediaPlanBuilder& plan_;
    bool has_movie_ = false;
};

} // namespace

Result<void> plan_iso_media(MediaScanner& scan, MediaPlanBuilder& plan) { return IsoMediaPlan(scan, plan).run(); }

} // namespace mahalla
