#include "store/erase_folder.h"

#include <algorithm>

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

bool is_being_erased(Disk& disk, const std::filesystem::path& first)
{
    std::uint64_t read = 0;
    const auto left = disk.exists(first) ? count_left(disk, first, read) : Result<std::uint64_t>(1);
    return left && *left == 0;
}

Result<ResidueReport> erase_folder(Disk& disk, const std::filesystem::path& folder, const std::filesystem::path& first)
{
    if (disk.exists(folder / first))
        if (auto done = overwrite_with_zeros(disk, folder / first); !done) return tl::unexpected(done.error());
    MAHALLA_TRY(FolderContent content, content_of(disk, folder));
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
    // The first one last: as long as it is there, a crash leaves a folder that says what was going on.
    std::ranges::stable_partition(content.files, [&](const auto& file) { return file != folder / first; });
    for (const auto& file : content.files)
        if (auto removed = disk.remove(file); !removed) return tl::unexpected(removed.error());
    for (auto at = content.folders.rbegin(); at != content.folders.rend(); ++at)
        if (auto removed = disk.remove(*at); !removed) return tl::unexpected(removed.error());
    return report;
}

} // namespace mahalla
