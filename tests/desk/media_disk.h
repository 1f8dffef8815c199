#pragma once
#include "system/system_disk.h"

#include <limits>
#include <set>

namespace mahalla::test {

/// The machine's disk, with sticks that are put in and pulled out: what is mounted at /media/… lies in a folder of the
/// test, and the table that says what is mounted is this one's.
class MediaDisk final : public Disk {
public:
    static constexpr const char* table = "/proc/self/mountinfo";

    explicit MediaDisk(std::filesystem::path drawer) : drawer_(std::move(drawer)) {}

    /// What people call their sticks: nothing that the desk may show.
    std::filesystem::path put_in(const std::string& name)
    {
        std::filesystem::create_directories(drawer_ / name);
        present_.insert(name);
        return std::filesystem::path("/media") / name;
    }
    void pull_out(const std::string& name) { present_.erase(name); }
    /// Somebody pulls every stick out as soon as so many bytes more were written to it.
    void pull_out_after(std::uint64_t bytes) { bytes_left_ = bytes; }
    /// Where its files can be looked at, in or out.
    std::filesystem::path files_of(const std::string& name) const { return drawer_ / name; }

    Result<Bytes> read(const std::filesystem::path& path, std::uint64_t bytes_max) override
    {
        if (path == table) {
            std::string text = "36 35 98:0 / / rw - ext4 /dev/root rw\n";
            for (const std::string& name : present_)
                text += "61 35 8:17 / /media/" + name + " rw,nosuid - vfat /dev/sdb1 rw\n";
            const ByteView bytes = as_bytes(text);
            return Bytes(bytes.begin(), bytes.end());
        }
        MAHALLA_TRY(const auto place, place_of(path));
        return real_.read(place, bytes_max);
    }
    Result<std::unique_ptr<DiskReader>> open(const std::filesystem::path& path) override
    {
        MAHALLA_TRY(const auto place, place_of(path));
        return real_.open(place);
    }
    Result<std::unique_ptr<DiskWriter>> create(const std::filesystem::path& path) override
    {
        MAHALLA_TRY(const auto place, place_of(path));
        MAHALLA_TRY(auto writer, real_.create(place));
        if (place == path) return writer;
        return std::make_unique<Writer>(*this, std::move(writer));
    }
    bool exists(const std::filesystem::path& path) override
    {
        const auto place = place_of(path);
        return place && real_.exists(*place);
    }
    Result<std::vector<std::filesystem::path>> list(const std::filesystem::path& folder) override
    {
        MAHALLA_TRY(const auto place, place_of(folder));
        return real_.list(place);
    }
    Result<void> make_folder(const std::filesystem::path& folder) override
    {
        MAHALLA_TRY(const auto place, place_of(folder));
        return real_.make_folder(place);
    }
    Result<void> remove(const std::filesystem::path& path) override
    {
        MAHALLA_TRY(const auto place, place_of(path));
        return real_.remove(place);
    }
    Result<void> overwrite(const std::filesystem::path& path, std::uint64_t offset, ByteView bytes) override
    {
        MAHALLA_TRY(const auto place, place_of(path));
        return real_.overwrite(place, offset, bytes);
    }
    Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override
    {
        MAHALLA_TRY(const auto place, place_of(from));
        MAHALLA_TRY(const auto other, place_of(to));
        return real_.rename(place, other);
    }
    Result<std::uint64_t> bytes_free(const std::filesystem::path& folder) override
    {
        MAHALLA_TRY(const auto place, place_of(folder));
        return real_.bytes_free(place);
    }

private:
    class Writer final : public DiskWriter {
    public:
        Writer(MediaDisk& disk, std::unique_ptr<DiskWriter> writer) : disk_(disk), writer_(std::move(writer)) {}
        /// What is written stays beside its name, as on a stick that is not there to be tidied up.
        ~Writer() override
        {
            if (is_gone()) disk_.out_of_reach_.push_back(std::move(writer_));
        }
        Result<void> write(ByteView bytes) override
        {
            if (bytes.size() > disk_.bytes_left_) {
                static_cast<void>(writer_->write(bytes.first(disk_.bytes_left_)));
                static_cast<void>(writer_->sync());
                disk_.present_.clear();
            }
            disk_.bytes_left_ -= std::min<std::uint64_t>(bytes.size(), disk_.bytes_left_);
            if (is_gone()) return gone();
            return writer_->write(bytes);
        }
        Result<void> sync() override { return is_gone() ? gone() : writer_->sync(); }
        Result<void> finish() override { return is_gone() ? gone() : writer_->finish(); }

    private:
        bool is_gone() const { return disk_.present_.empty(); }
        MediaDisk& disk_;
        std::unique_ptr<DiskWriter> writer_;
    };

    static tl::unexpected<Error> gone() { return failure(ErrorKind::Unavailable, "The medium does not answer."); }
    /// Where a path lies in truth.
    Result<std::filesystem::path> place_of(const std::filesystem::path& path) const
    {
        const std::string text = path.string();
        if (!text.starts_with("/media/")) return path;
        const std::string below = text.substr(7);
        if (!present_.contains(below.substr(0, below.find('/')))) return gone();
        return drawer_ / below;
    }

    std::filesystem::path drawer_;
    std::set<std::string> present_;
    std::vector<std::unique_ptr<DiskWriter>> out_of_reach_;
    std::uint64_t bytes_left_ = std::numeric_limits<std::uint64_t>::max();
    SystemDisk real_;
};

} // namespace mahalla::test
