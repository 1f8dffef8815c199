#pragma once
#include "base/bytes.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace mahalla {

/// A file being written. What was written counts only after `finish` succeeded.
class DiskWriter {
public:
    virtual ~DiskWriter() = default;
    /// Fails with `Unavailable` where the disk is full or does not answer.
    virtual Result<void> write(ByteView bytes) = 0;
    /// Brings what was written so far to the medium and forgets what the system remembers of it, so that who then opens
    /// the path + ".part" reads what truly lies there.
    virtual Result<void> sync() = 0;
    /// Syncs the file, gives it its name, syncs the folder. Without it, what was written is removed.
    virtual Result<void> finish() = 0;
};

/// A file being read, from its beginning.
class DiskReader {
public:
    virtual ~DiskReader() = default;
    /// Up to `bytes_max` bytes; none at the end.
    virtual Result<Bytes> read(std::size_t bytes_max) = 0;
    virtual std::uint64_t size() const = 0;
};

/// Files, handed in: the machine's in programs (system/system_disk.h), one that breaks on purpose in tests. SQLite
/// files do not pass here; they have an interface of their own below SQLite.
class Disk {
public:
    virtual ~Disk() = default;

    /// The whole file. Fails with `NotFound`, with `Unavailable`, and with `Invalid` where it is longer than
    /// `bytes_max`.
    virtual Result<Bytes> read(const std::filesystem::path& path, std::uint64_t bytes_max) = 0;
    virtual Result<std::unique_ptr<DiskReader>> open(const std::filesystem::path& path) = 0;
    /// Writes beside `path` (`path` + ".part", readable by the owner alone), to be renamed by `finish`.
    virtual Result<std::unique_ptr<DiskWriter>> create(const std::filesystem::path& path) = 0;
    /// `create`, one `write`, `finish`: after a power cut the old file or the new one is there, whole.
    Result<void> write(const std::filesystem::path& path, ByteView bytes);

    virtual bool exists(const std::filesystem::path& path) = 0;
    /// The names in a folder, sorted.
    virtual Result<std::vector<std::filesystem::path>> list(const std::filesystem::path& folder) = 0;
    /// With its parents, readable by the owner alone; there after a power cut.
    virtual Result<void> make_folder(const std::filesystem::path& folder) = 0;
    /// A file, or a folder that is empty.
    virtual Result<void> remove(const std::filesystem::path& path) = 0;
    /// Writes over bytes of a file that is there, in place, and syncs it: what stood there is in this file no more.
    virtual Result<void> overwrite(const std::filesystem::path& path, std::uint64_t offset, ByteView bytes);
    /// Gives a whole, synced file another name on the same medium, over what has it, and syncs the folders.
    virtual Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to);
    virtual Result<std::uint64_t> bytes_free(const std::filesystem::path& folder) = 0;
};

inline Result<void> Disk::overwrite(const std::filesystem::path&, std::uint64_t, ByteView)
{
    return failure(ErrorKind::Unavailable, "This disk cannot write in place.");
}

inline Result<void> Disk::rename(const std::filesystem::path&, const std::filesystem::path&)
{
    return failure(ErrorKind::Unavailable, "This disk cannot give a file another name.");
}

inline Result<void> Disk::write(const std::filesystem::path& path, ByteView bytes)
{
    MAHALLA_TRY(const auto writer, create(path));
    if (auto written = writer->write(bytes); !written) return written;
    return writer->finish();
}

} // namespace mahalla
