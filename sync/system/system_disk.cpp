#include "system/system_disk.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace mahalla {

namespace {

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }
    bool open() const { return number_ >= 0; }

private:
    int number_;
};

tl::unexpected<Error> failure_of_errno(const char* what)
{
    switch (errno) {
    case ENOENT:
    case ENOTDIR:
        return failure(ErrorKind::NotFound, "The file or folder is not there.");
    case EACCES:
    case EPERM:
    case EROFS:
        return failure(ErrorKind::Unavailable,
                       std::string(what) + ": this user has no right to it, or the medium is write-protected.");
    case ENOSPC:
    case EDQUOT:
        return failure(ErrorKind::Unavailable,
                       std::string(what) + ": the disk is full. Free some space and try again; nothing was lost.");
    default:
        return failure(ErrorKind::Unavailable, std::string(what) + ": the disk does not answer as it should.");
    }
}

Result<void> sync_folder(const std::filesystem::path& folder)
{
    const Descriptor descriptor(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.open()) return failure_of_errno("The folder cannot be opened");
    // Some file systems of memory sticks cannot sync a folder; they answer EINVAL and have nothing to sync.
    if (::fsync(descriptor.number()) != 0 && errno != EINVAL) return failure_of_errno("The folder cannot be synced");
    return {};
}

class SystemDiskWriter final : public DiskWriter {
public:
    SystemDiskWriter(std::filesystem::path path, std::filesystem::path part, Descriptor descriptor)
        : path_(std::move(path)), part_(std::move(part)), descriptor_(std::move(descriptor))
    {}
    ~SystemDiskWriter() override
    {
        if (!finished_) ::unlink(part_.c_str());
    }

    Result<void> write(ByteView bytes) override
    {
        while (!bytes.empty()) {
            const ssize_t written = ::write(descriptor_.number(), bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return failure_of_errno("The file cannot be written");
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return {};
    }

    Result<void> sync() override
    {
        if (::fsync(descriptor_.number()) != 0) return failure_of_errno("The file cannot be synced");
        // A file system that has no cache to drop reads from the medium anyway; the answer does not matter.
        ::posix_fadvise(descriptor_.number(), 0, 0, POSIX_FADV_DONTNEED);
        return {};
    }

    Result<void> finish() override
    {
        if (::fsync(descriptor_.number()) != 0) return failure_of_errno("The file cannot be synced");
        if (::rename(part_.c_str(), path_.c_str()) != 0) return failure_of_errno("The file cannot be given its name");
        finished_ = true;
        return sync_folder(path_.parent_path());
    }

private:
    std::filesystem::path path_;
    std::filesystem::path part_;
    Descriptor descriptor_;
    bool finished_ = false;
};

class SystemDiskReader final : public DiskReader {
public:
    SystemDiskReader(Descriptor descriptor, std::uint64_t size) : descriptor_(std::move(descriptor)), size_(size) {}

    Result<Bytes> read(std::size_t bytes_max) override
    {
        Bytes bytes(bytes_max);
        std::size_t filled = 0;
        while (filled < bytes_max) {
            const ssize_t count = ::read(descriptor_.number(), bytes.data() + filled, bytes_max - filled);
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return failure_of_errno("The file cannot be read");
            if (count == 0) break;
            filled += static_cast<std::size_t>(count);
        }
        bytes.resize(filled);
        return bytes;
    }

    std::uint64_t size() const override { return size_; }

private:
    Descriptor descriptor_;
    std::uint64_t size_;
};

} // namespace

Result<Bytes> SystemDisk::read(const std::filesystem::path& path, std::uint64_t bytes_max)
{
    MAHALLA_TRY(const auto reader, open(path));
    if (reader->size() > bytes_max)
        return failure(ErrorKind::Invalid, "The file is larger than what is read of its kind.");
    // A pipe or a growing file has no size to trust: read on until its end, but never past the limit.
    // A small file is not worth the room of a large one, and is read in one go: one byte more tells its end.
    const auto part_bytes = static_cast<std::size_t>(std::min<std::uint64_t>(1 << 20, reader->size() + 4096));
    Bytes bytes;
    for (;;) {
        MAHALLA_TRY(const Bytes part, reader->read(part_bytes));
        if (part.empty()) return bytes;
        bytes.insert(bytes.end(), part.begin(), part.end());
        if (bytes.size() > bytes_max)
            return failure(ErrorKind::Invalid, "The file is larger than what is read of its kind.");
    }
}

Result<std::unique_ptr<DiskReader>> SystemDisk::open(const std::filesystem::path& path)
{
    Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor.open()) return failure_of_errno("The file cannot be opened");
    struct stat status {};
    if (::fstat(descriptor.number(), &status) != 0) return failure_of_errno("The file cannot be read");
    if (S_ISDIR(status.st_mode)) return failure(ErrorKind::Invalid, "This is a folder, not a file.");
    return std::make_unique<SystemDiskReader>(std::move(descriptor), static_cast<std::uint64_t>(status.st_size));
}

Result<std::unique_ptr<DiskWriter>> SystemDisk::create(const std::filesystem::path& path)
{
    std::filesystem::path part = path;
    part += ".part";
    Descriptor descriptor(::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!descriptor.open()) return failure_of_errno("The file cannot be made");
    // A part left by others keeps their rights; file systems of memory sticks know none.
    static_cast<void>(::fchmod(descriptor.number(), 0600));
    return std::make_unique<SystemDiskWriter>(path, std::move(part), std::move(descriptor));
}

bool SystemDisk::exists(const std::filesystem::path& path)
{
    std::error_code error;
    return std::filesystem::exists(path, error);
}

Result<std::vector<std::filesystem::path>> SystemDisk::list(const std::filesystem::path& folder)
{
    std::error_code error;
    std::vector<std::filesystem::path> names;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        names.push_back(entry->path().filename());
    if (error == std::errc::no_such_file_or_directory) return failure(ErrorKind::NotFound, "The folder is not there.");
    if (error) return failure(ErrorKind::Unavailable, "The folder cannot be read.");
    std::sort(names.begin(), names.end());
    return names;
}

Result<void> SystemDisk::make_folder(const std::filesystem::path& folder)
{
    if (folder.empty() || exists(folder)) return {};
    if (auto made = make_folder(folder.parent_path()); !made) return made;
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return failure_of_errno("The folder cannot be made");
    // Whatever is synced inside is lost with the folder itself, if its own name is not on the disk.
    return sync_folder(folder.parent_path());
}

Result<void> SystemDisk::remove(const std::filesystem::path& path)
{
    std::error_code ignored;
    const bool is_folder = std::filesystem::is_directory(std::filesystem::symlink_status(path, ignored));
    if ((is_folder ? ::rmdir(path.c_str()) : ::unlink(path.c_str())) != 0)
        return failure_of_errno("The file cannot be removed");
    return sync_folder(path.parent_path());
}

Result<void> SystemDisk::overwrite(const std::filesystem::path& path, std::uint64_t offset, ByteView bytes)
{
    const Descriptor descriptor(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!descriptor.open()) return failure_of_errno("The file cannot be opened");
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(descriptor.number(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failure_of_errno("The file cannot be written");
        offset += static_cast<std::uint64_t>(written);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    if (::fsync(descriptor.number()) != 0) return failure_of_errno("The file cannot be synced");
    return {};
}

Result<void> SystemDisk::rename(const std::filesystem::path& from, const std::filesystem::path& to)
{
    if (::rename(from.c_str(), to.c_str()) != 0) return failure_of_errno("The file cannot be given its name");
    if (auto synced = sync_folder(to.parent_path()); !synced) return synced;
    return from.parent_path() == to.parent_path() ? Result<void>() : sync_folder(from.parent_path());
}

Result<std::uint64_t> SystemDisk::bytes_free(const std::filesystem::path& folder)
{
    struct statvfs status {};
    if (::statvfs(folder.empty() ? "." : folder.c_str(), &status) != 0)
        return failure_of_errno("The disk cannot be asked");
    return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
}

} // namespace mahalla
