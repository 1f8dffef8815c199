#include "database/residue_scan.h"

#include <algorithm>
#include <cstring>

namespace mahalla {

namespace {

constexpr std::size_t read_bytes = std::size_t{1} << 20U;
constexpr std::size_t beginnings = std::size_t{1} << 20U;

} // namespace

std::size_t ResidueScan::beginning_of(const std::uint8_t* bytes)
{
    return bytes[0] | std::size_t{bytes[1]} << 8U | std::size_t{bytes[2] & 0x0fU} << 16U;
}

void ResidueScan::add(ByteView gone)
{
    const std::size_t stride = gone.size() > stride_bytes ? stride_bytes : piece_bytes;
    if (beginnings_.empty()) beginnings_.resize(beginnings);
    for (std::size_t at = 0; at + piece_bytes <= gone.size(); at += stride) {
        Piece piece{};
        std::copy_n(gone.begin() + static_cast<std::ptrdiff_t>(at), piece_bytes, piece.begin());
        const std::size_t beginning = beginning_of(piece.data());
        beginnings_[beginning] = true;
        by_beginning_[beginning].push_back(pieces_.size());
        pieces_.push_back(piece);
    }
}

void ResidueScan::add(const ResidueScan& other)
{
    for (const Piece& piece : other.pieces_) add(ByteView(piece));
}

/// One file after the other going by, a part at a time.
class ResidueScan::Look {
public:
    explicit Look(const ResidueScan& scan) : scan_(scan) {}

    void begin_file()
    {
        ++report.files;
        places.clear();
        window_.clear();
        window_at_ = 0;
    }
    void take(ByteView part)
    {
        report.bytes += part.size();
        // What was left over before stands in front, so that a piece across two parts is seen.
        window_.insert(window_.end(), part.begin(), part.end());
        if (window_.size() < piece_bytes) return;
        const std::size_t end = window_.size() - piece_bytes + 1;
        for (std::size_t at = 0; at < end; ++at) {
            const std::uint8_t* const bytes = window_.data() + at;
            const std::size_t beginning = beginning_of(bytes);
            if (!scan_.beginnings_[beginning]) continue;
            for (const std::size_t index : scan_.by_beginning_.at(beginning))
                if (std::memcmp(bytes, scan_.pieces_[index].data(), piece_bytes) == 0)
                    places.push_back(window_at_ + at);
        }
        window_.erase(window_.begin(), window_.begin() + static_cast<std::ptrdiff_t>(end));
        window_at_ += end;
    }
    void end_file() { report.found += places.size(); }

    ResidueReport report;
    std::vector<std::uint64_t> places; ///< In the file that goes by.

private:
    const ResidueScan& scan_;
    Bytes window_;
    std::uint64_t window_at_ = 0;
};

Result<void> ResidueScan::look_at(Disk& disk, const std::filesystem::path& path, Look& look)
{
    MAHALLA_TRY(const auto reader, disk.open(path));
    look.begin_file();
    for (;;) {
        MAHALLA_TRY(const Bytes part, reader->read(read_bytes));
        if (part.empty()) break;
        look.take(part);
    }
    look.end_file();
    return {};
}

Result<void> ResidueScan::look_at(Database& database, Look& look)
{
    const auto read = database.read_files([&look](ByteView part, bool begins_file) {
        if (begins_file && look.report.files > 0) look.end_file();
        if (begins_file) look.begin_file();
        look.take(part);
    });
    if (!read) return read;
    look.end_file();
    return {};
}

Result<ResidueReport> ResidueScan::look_in(Database& database) const
{
    if (empty()) return ResidueReport();
    Look look(*this);
    if (auto looked = look_at(database, look); !looked) return tl::unexpected(looked.error());
    return look.report;
}

Result<ResidueReport> ResidueScan::look_through(Disk& disk, const std::filesystem::path& folder,
                                                std::optional<OpenDatabase> open_database) const
{
    if (empty()) return ResidueReport();
    Look look(*this);
    if (open_database)
        if (auto looked = look_at(open_database->database, look); !looked) return tl::unexpected(looked.error());
    std::vector<std::filesystem::path> folders = {folder};
    while (!folders.empty()) {
        const std::filesystem::path here = folders.back();
        folders.pop_back();
        MAHALLA_TRY(const auto names, disk.list(here));
        for (const auto& name : names) {
            if (open_database && here == folder && name.string().starts_with(open_database->name)) continue;
            const auto looked = look_at(disk, here / name, look);
            if (!looked && looked.error().kind == ErrorKind::Invalid)
                folders.push_back(here / name);
            else if (!looked)
                return tl::unexpected(looked.error());
        }
    }
    return look.report;
}

Result<void> ResidueScan::overwrite_in(Disk& disk, const std::filesystem::path& file) const
{
    if (empty()) return {};
    Look look(*this);
    if (auto looked = look_at(disk, file, look); !looked) return looked;
    const Bytes zeros(piece_bytes);
    for (const std::uint64_t place : look.places)
        if (auto done = disk.overwrite(file, place, zeros); !done) return done;
    return {};
}

} // namespace mahalla
