#pragma once
#include "workbook/file_opener.h"

#include <cstddef>

namespace mahalla {

/// A file that is read from any place, for containers that list their parts at the end. The file itself is only read
/// forwards: a place before the last one is reached by opening it again and passing what lies before.
class PlacedFile {
public:
    /// Fails as the file does.
    static Result<PlacedFile> open(FileOpener opener);

    std::uint64_t size() const { return size_; }
    /// Copies bytes from `place` on to `target`: fewer than asked for at the end only. Fails as the file does.
    Result<std::size_t> read(std::uint64_t place, std::uint8_t* target, std::size_t bytes);

private:
    PlacedFile(FileOpener opener, std::unique_ptr<DiskReader> reader);
    Result<bool> next_block(std::size_t bytes);

    FileOpener opener_;
    std::unique_ptr<DiskReader> reader_;
    std::uint64_t size_ = 0;
    Bytes block_;
    std::uint64_t block_begin_ = 0; ///< The place of the block's first byte.
};

} // namespace mahalla
