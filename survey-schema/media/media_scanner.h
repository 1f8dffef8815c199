#pragma once
#include "base/disk.h"

#include <optional>

namespace mahalla {

/// Reads a file forwards, number by number, without having it in memory. Past its end every number is 0, and `ok` says
/// so: a reader of a format looks once a part, not once a byte. Inside this library only.
class MediaScanner {
public:
    explicit MediaScanner(DiskReader& file) : file_(file), size_(file.size()) {}

    std::uint64_t position() const { return position_; }
    std::uint64_t left() const { return size_ - position_; }
    bool ok() const { return ok_; }
    /// Why not: the file's own failure, or `Invalid` where it ended in the middle of something.
    Error error() const;

    std::uint8_t u8();
    std::uint16_t u16_big_endian() { return static_cast<std::uint16_t>(big_endian(2)); }
    std::uint32_t u32_big_endian() { return static_cast<std::uint32_t>(big_endian(4)); }
    std::uint64_t u64_big_endian() { return big_endian(8); }
    std::uint32_t u32_little_endian();
    /// Exactly `count` bytes, or none; the caller bounds `count`.
    Bytes take(std::size_t count);
    void skip(std::uint64_t count);

private:
    bool fill();
    std::uint64_t big_endian(int count);

    DiskReader& file_;
    std::uint64_t size_;
    std::uint64_t position_ = 0;
    Bytes buffer_;
    std::size_t at_ = 0; ///< In the buffer.
    bool ok_ = true;
    std::optional<Error> failure_;
};

} // namespace mahalla
