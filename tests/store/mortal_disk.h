#pragma once
#include "system/system_disk.h"

#include <optional>

namespace mahalla::test {

/// The machine's disk until it dies: from the `calls`-th change on (a part written, a file finished, overwritten,
/// renamed or removed) nothing changes any more. What comes after is what a program would find that was killed there.
class MortalDisk final : public Disk {
public:
    void die_after(std::size_t calls) { left_ = calls; }
    void revive() { left_.reset(); }
    /// Changes since the last of these two.
    std::size_t changes() const { return changes_; }
    bool is_dead() const { return left_ && *left_ == 0; }

    Result<Bytes> read(const std::filesystem::path& path, std::uint64_t bytes_max) override
    {
        return real_.read(path, bytes_max);
    }
    Result<std::unique_ptr<DiskReader>> open(const std::filesystem::path& path) override { return real_.open(path); }
    bool exists(const std::filesystem::path& path) override { return real_.exists(path); }
    Result<std::vector<std::filesystem::path>> list(const std::filesystem::path& folder) override
    {
        return real_.list(folder);
    }
    Result<void> make_folder(const std::filesystem::path& folder) override { return real_.make_folder(folder); }
    Result<std::uint64_t> bytes_free(const std::filesystem::path& folder) override { return real_.bytes_free(folder); }

    Result<std::unique_ptr<DiskWriter>> create(const std::filesystem::path& path) override
    {
        if (!lives()) return dead();
        MAHALLA_TRY(auto writer, real_.create(path));
        return std::make_unique<Writer>(*this, std::move(writer), path);
    }
    Result<void> remove(const std::filesystem::path& path) override
    {
        return lives() ? real_.remove(path) : Result<void>(dead());
    }
    Result<void> overwrite(const std::filesystem::path& path, std::uint64_t offset, ByteView bytes) override
    {
        return lives() ? real_.overwrite(path, offset, bytes) : Result<void>(dead());
    }
    Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override
    {
        return lives() ? real_.rename(from, to) : Result<void>(dead());
    }

private:
    class Writer final : public DiskWriter {
    public:
        Writer(MortalDisk& disk, std::unique_ptr<DiskWriter> writer, std::filesystem::path path)
            : disk_(disk), writer_(std::move(writer)), path_(std::move(path))
        {}
        ~Writer() override
        {
            // Who is dead tidies nothing up: the part stays.
            if (!disk_.is_dead()) return;
            std::filesystem::path part = path_;
            part += ".part";
            std::error_code ignored;
            std::filesystem::path kept = path_;
            kept += ".kept";
            std::filesystem::copy_file(part, kept, std::filesystem::copy_options::overwrite_existing, ignored);
            writer_.reset();
            std::filesystem::rename(kept, part, ignored);
        }
        Result<void> write(ByteView bytes) override
        {
            return disk_.lives() ? writer_->write(bytes) : Result<void>(disk_.dead());
        }
        Result<void> sync() override { return writer_->sync(); }
        Result<void> finish() override { return disk_.lives() ? writer_->finish() : Result<void>(disk_.dead()); }

    private:
        MortalDisk& disk_;
        std::unique_ptr<DiskWriter> writer_;
        std::filesystem::path path_;
    };

    bool lives()
    {
        ++changes_;
        if (!left_) return true;
        if (*left_ == 0) return false;
        --*left_;
        return true;
    }
    tl::unexpected<Error> dead() const { return failure(ErrorKind::Unavailable, "The disk does not answer."); }

    SystemDisk real_;
    std::optional<std::size_t> left_;
    std::size_t changes_ = 0;
};

} // namespace mahalla::test
