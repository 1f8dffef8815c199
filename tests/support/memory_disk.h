#pragma once
#include "base/disk.h"

#include <map>
#include <optional>

namespace mahalla::test {

/// A disk in memory that breaks on purpose. Files lie flat by their path's text.
class MemoryDisk final : public Disk {
public:
    std::map<std::string, Bytes> files;
    /// Writes beyond this many bytes, over all files, find the disk full.
    std::optional<std::uint64_t> room;
    /// Flips a bit of every file when it is synced: a stick that does not keep what is written.
    bool forgets = false;
    /// The largest that was ever asked for in one read.
    std::size_t read_bytes_max = 0;

    Result<Bytes> read(const std::filesystem::path& path, std::uint64_t bytes_max) override
    {
        const auto found = files.find(path.string());
        if (found == files.end()) return failure(ErrorKind::NotFound, "No such file.");
        if (found->second.size() > bytes_max) return failure(ErrorKind::Invalid, "Too long.");
        return found->second;
    }

    Result<std::unique_ptr<DiskReader>> open(const std::filesystem::path& path) override
    {
        const auto found = files.find(path.string());
        if (found == files.end()) return failure(ErrorKind::NotFound, "No such file.");
        return std::make_unique<Reader>(*this, found->second);
    }

    Result<std::unique_ptr<DiskWriter>> create(const std::filesystem::path& path) override
    {
        return std::make_unique<Writer>(*this, path.string());
    }

    bool exists(const std::filesystem::path& path) override { return files.contains(path.string()); }

    Result<std::vector<std::filesystem::path>> list(const std::filesystem::path& folder) override
    {
        std::vector<std::filesystem::path> names;
        for (const auto& [name, bytes] : files)
            if (std::filesystem::path(name).parent_path() == folder)
                names.push_back(std::filesystem::path(name).filename());
        return names;
    }

    Result<void> make_folder(const std::filesystem::path&) override { return {}; }

    Result<void> remove(const std::filesystem::path& path) override
    {
        if (files.erase(path.string()) == 0) return failure(ErrorKind::NotFound, "No such file.");
        return {};
    }

    Result<void> overwrite(const std::filesystem::path& path, std::uint64_t offset, ByteView bytes) override
    {
        const auto found = files.find(path.string());
        if (found == files.end()) return failure(ErrorKind::NotFound, "No such file.");
        Bytes& file = found->second;
        if (file.size() < offset + bytes.size()) file.resize(offset + bytes.size());
        std::copy(bytes.begin(), bytes.end(), file.begin() + static_cast<std::ptrdiff_t>(offset));
        return {};
    }

    Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override
    {
        auto file = files.extract(from.string());
        if (file.empty()) return failure(ErrorKind::NotFound, "No such file.");
        files[to.string()] = std::move(file.mapped());
        return {};
    }

    Result<std::uint64_t> bytes_free(const std::filesystem::path&) override { return room.value_or(1ULL << 40U); }

private:
    class Reader final : public DiskReader {
    public:
        Reader(MemoryDisk& disk, Bytes bytes) : disk_(disk), bytes_(std::move(bytes)) {}
        Result<Bytes> read(std::size_t bytes_max) override
        {
            disk_.read_bytes_max = std::max(disk_.read_bytes_max, bytes_max);
            const std::size_t count = std::min(bytes_max, bytes_.size() - position_);
            const auto begin = bytes_.begin() + static_cast<std::ptrdiff_t>(position_);
            position_ += count;
            return Bytes(begin, begin + static_cast<std::ptrdiff_t>(count));
        }
        std::uint64_t size() const override { return bytes_.size(); }

    private:
        MemoryDisk& disk_;
        Bytes bytes_;
        std::size_t position_ = 0;
    };

    class Writer final : public DiskWriter {
    public:
        Writer(MemoryDisk& disk, std::string path) : disk_(disk), path_(std::move(path)) { disk_.files[part()] = {}; }
        ~Writer() override { disk_.files.erase(part()); }
        Result<void> write(ByteView bytes) override
        {
            if (disk_.room) {
                if (bytes.size() > *disk_.room) return failure(ErrorKind::Unavailable, "The disk is full.");
                *disk_.room -= bytes.size();
            }
            Bytes& file = disk_.files[part()];
            file.insert(file.end(), bytes.begin(), bytes.end());
            return {};
        }
        Result<void> sync() override
        {
            Bytes& file = disk_.files[part()];
            if (disk_.forgets && !file.empty()) file.back() = static_cast<std::uint8_t>(file.back() ^ 1U);
            return {};
        }
        Result<void> finish() override
        {
            disk_.files[path_] = disk_.files[part()];
            return {};
        }

    private:
        std::string part() const { return path_ + ".part"; }
        MemoryDisk& disk_;
        std::string path_;
    };
};

} // namespace mahalla::test
