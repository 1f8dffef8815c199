#include "system/removable_media.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

constexpr std::uint64_t table_bytes_max = std::uint64_t{4} << 20U;
constexpr std::array<std::string_view, 3> places = {"/media/", "/run/media/", "/mnt/"};

/// proc(5): blanks, tabs, newlines and backslashes in a path stand as \040, \011, \012, \134.
std::string unescaped(std::string_view text)
{
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto is_octal = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '7'; };
        if (text[at] != '\\' || !is_octal(at + 1) || !is_octal(at + 2) || !is_octal(at + 3)) {
            result += text[at];
            continue;
        }
        result += static_cast<char>((text[at + 1] - '0') * 64 + (text[at + 2] - '0') * 8 + (text[at + 3] - '0'));
        at += 3;
    }
    return result;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (end > 0) parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

} // namespace

std::vector<RemovableMedium> removable_media_in(std::string_view mountinfo)
{
    std::vector<RemovableMedium> media;
    for (const std::string_view line : split(mountinfo, '\n')) {
        // proc(5): id, parent, device, root, mount point, options, tags…, "-", type, source, options of the file
        // system.
        const auto fields = split(line, ' ');
        const auto dash = std::ranges::find(fields, "-");
        if (dash - fields.begin() < 6 || fields.end() - dash < 4) continue;
        const std::string folder = unescaped(fields[4]);
        const std::string_view source = *(dash + 2);
        const bool is_in_place = std::ranges::any_of(
            places, [&](std::string_view place) { return folder.starts_with(place) && folder.size() > place.size(); });
        if (!is_in_place || !source.starts_with("/dev/")) continue;
        const auto is_read_only = [](std::string_view options) {
            const auto words = split(options, ',');
            return std::ranges::find(words, "ro") != words.end();
        };
        media.push_back({folder, !is_read_only(fields[5]) && !is_read_only(*(dash + 3))});
    }
    std::ranges::sort(media, {}, &RemovableMedium::folder);
    return media;
}

Result<std::vector<RemovableMedium>> MediumWatch::present()
{
    MAHALLA_TRY(const Bytes table, disk_.read(table_, table_bytes_max));
    return removable_media_in(as_text(table));
}

Result<std::vector<RemovableMedium>> MediumWatch::appeared()
{
    MAHALLA_TRY(const auto media, present());
    std::vector<RemovableMedium> fresh;
    std::set<std::filesystem::path> here;
    for (const RemovableMedium& medium : media) {
        here.insert(medium.folder);
        if (!known_.contains(medium.folder)) fresh.push_back(medium);
    }
    known_ = std::move(here);
    return fresh;
}

} // namespace mahalla
