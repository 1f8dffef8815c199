#pragma once
#include "base/disk.h"
#include "database/database.h"

#include <array>
#include <map>
#include <vector>

namespace mahalla {

/// How thorough a look through files was, and whether anything was left.
struct ResidueReport {
    std::size_t files = 0;
    std::uint64_t bytes = 0;
    std::size_t found = 0; ///< Pieces of what must be gone that still stand in a file.
    bool operator==(const ResidueReport&) const = default;
};

/// Looks for bytes that must be gone, byte by byte, in every file below a folder: what an erasure promises is seen on
/// the disk, not concluded from what was asked of the database.
///
/// What is looked for are wrapped keys and ciphertexts as they stood on the disk: nothing that could be read. A key is
/// looked for whole, in pieces of 24 bytes; of a long ciphertext every 256 bytes one piece, for a database may keep it
/// in parts.
class ResidueScan {
public:
    static constexpr std::size_t piece_bytes = 24;
    static constexpr std::size_t stride_bytes = 256;

    /// Bytes that must not be in any file. Shorter ones than a piece are too few to be told from chance.
    void add(ByteView gone);
    void add(const ResidueScan& other);
    void clear() { *this = ResidueScan(); }
    bool empty() const { return pieces_.empty(); }

    /// A database that is open, and what its files are called: they are read through it alone.
    struct OpenDatabase {
        Database& database;
        std::string name;
    };
    /// Through the files of a database that is open, and no others.
    Result<ResidueReport> look_in(Database& database) const;
    /// Fails where a file cannot be read: what was not looked at is not known to be clean.
    Result<ResidueReport> look_through(Disk& disk, const std::filesystem::path& folder,
                                       std::optional<OpenDatabase> open_database = std::nullopt) const;
    /// Writes zeros over every piece that stands in one file, in place: for a database that is too damaged to be asked.
    Result<void> overwrite_in(Disk& disk, const std::filesystem::path& file) const;

private:
    using Piece = std::array<std::uint8_t, piece_bytes>;
    class Look;
    static std::size_t beginning_of(const std::uint8_t* bytes);
    static Result<void> look_at(Disk& disk, const std::filesystem::path& path, Look& look);
    static Result<void> look_at(Database& database, Look& look);

    std::vector<Piece> pieces_;
    /// Which first 20 bits any piece has: nearly every byte of a file is done with after one look here.
    std::vector<bool> beginnings_;
    std::map<std::size_t, std::vector<std::size_t>> by_beginning_;
};

} // namespace mahalla
