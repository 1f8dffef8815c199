#pragma once
#include "base/disk.h"

namespace mahalla {

/// The machine's files (POSIX). Files and folders it makes are readable by their owner alone; messages name no path,
/// for a folder's name may be a place or a person.
class SystemDisk final : public Disk {
public:
    Result<Bytes> read(const std::filesystem::path& path, std::uint64_t bytes_max) override;
    Result<std::unique_ptr<DiskReader>> open(const std::filesystem::path& path) override;
    Result<std::unique_ptr<DiskWriter>> create(const std::filesystem::path& path) override;
    bool exists(const std::filesystem::path& path) override;
    Result<std::vector<std::filesystem::path>> list(const std::filesystem::path& folder) override;
    Result<void> make_folder(const std::filesystem::path& folder) override;
    Result<void> remove(const std::filesystem::path& path) override;
    Result<void> overwrite(const std::filesystem::path& path, std::uint64_t offset, ByteView bytes) override;
    Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    Result<std::uint64_t> bytes_free(const std::filesystem::path& folder) override;
};

} // namespace mahalla
