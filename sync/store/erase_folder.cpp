#include "store/erase_folder.h"

#include <algorithm>
#include <optional>

namespace mahalla {

namespace {

constexpr std::size_t part_bytes = std::size_t{1} << 20U;

struct FolderContent {
    std::vector<std::filesystem::path> files;
    std::vector<std::filesystem::path> folders; ///< Those above before those within.
};

Result<FolderContent> content_of(Disk& disk, const std::filesystem::path& folder)
{
    FolderContent content;
    content.folders.push_back(folder);
    for (std::size_t at = 0; at < content.folders.size(); ++at) {
        const std::filesystem::path here = content.folders[at];
        MAHALLA_TRY(const auto names, disk.list(here));
        for (const auto& name : names) {
            const auto opened = disk.open(here / name);
            if (opened)
                content.files.push_back(here / name);
            else if (opened.error().kind == ErrorKind::Invalid)
                content.folders.push_back(here / name);
            else
                return tl::unexpected(opened.error());
        }
    }
    return content;
}

/// How many bytes of a file are not zero.
Result<std::uint64_t> count_left(Disk& disk, const std::filesystem::path& file, std::uint64_t& read)
{
    MAHALLA_TRY(const auto reader, disk.open(file));
    std::uint64_t left = 0;
    for (;;) {
        MAHALLA_TRY(const Bytes part, reader->read(part_bytes));
        if (part.empty()) return left;
        read += part.size();
        left += part.size() - static_cast<std::uint64_t>(std::ranges::count(part, std::uint8_t{0}));
    }
}

/// None where there is no such file, or nothing in it.
Result<std::optional<std::uint8_t>> first_byte(Disk& disk, const std::filesystem::path& file)
{
    const auto reader = disk.open(file);
    if (!reader && reader.error().kind == ErrorKind::NotFound) return std::optional<std::uint8_t>();
    if (!reader) return tl::unexpected(reader.error());
    MAHALLA_TRY(const Bytes first, (*reader)->read(1));
    return first.empty() ? std::optional<std::uint8_t>() : first.front();
}

} // namespace

Result<void> overwrite_with_zeros(Disk& disk, const std::filesystem::path& file)
{
    std::uint64_t size = 0;
    {
        MAHALLA_TRY(const auto reader, disk.open(file));
        size = reader->size();
    }
    const Bytes zeros(part_bytes);
    for (std::uint64_t at = 0; at < size; at += part_bytes) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(part_bytes, size - at));
        if (auto done = disk.overwrite(file, at, ByteView(zeros).first(count)); !done) return done;
    }
    return {};
}

Result<void> overwrite_header(Disk& disk, const std::filesystem::path& header)
{
    if (auto begun = disk.overwrite(header, 0, Bytes(1)); !begun) return begun;
    return overwrite_with_zeros(disk, header);
}

Result<bool> is_being_erased(Disk& disk, const std::filesystem::path& header, const std::filesystem::path& copy)
{
    MAHALLA_TRY(const auto first, first_byte(disk, header));
    if (!first || *first != 0) return false;
    MAHALLA_TRY(const auto of_copy, copy.empty() ? Result<std::optional<std::uint8_t>>() : first_byte(disk, copy));
    return !of_copy || *of_copy == 0;
}

Result<ResidueReport> erase_folder(Disk& disk, const std::filesystem::path& folder, const std::filesystem::path& header)
{
    const std::filesystem::path header_file = folder / header;
    const bool has_header = disk.exists(header_file);
    if (has_header)
        if (auto done = overwrite_header(disk, header_file); !done) return tl::unexpected(done.error());
    MAHALLA_TRY(const FolderContent content, content_of(disk, folder));
    ResidueReport report;
    for (const auto& file : content.files) {
        if (auto done = overwrite_with_zeros(disk, file); !done) return tl::unexpected(done.error());
        MAHALLA_TRY(const std::uint64_t left, count_left(disk, file, report.bytes));
        report.found += static_cast<std::size_t>(left);
        ++report.files;
    }
    if (report.found > 0)
        return failure(ErrorKind::Corrupt, "A file does not read as it was overwritten. Nothing was removed: the disk "
                                           "fails, and must be destroyed.");
    // The header last: as long as it is there, a crash leaves a folder that says what was going on.
    for (const auto& file : content.files)
        if (auto removed = file == header_file ? Result<void>() : disk.remove(file); !removed)
            return tl::unexpected(removed.error());
    for (auto within = content.folders.rbegin(); within + 1 != content.folders.rend(); ++within)
        if (auto removed = disk.remove(*within); !removed) return tl::unexpected(removed.error());
    if (has_header)
        if (auto removed = disk.remove(header_file); !removed) return tl::unexpected(removed.error());
    if (auto removed = disk.remove(folder); !removed) return tl::unexpected(removed.error());
    return report;
}

} // namespace mahalla
