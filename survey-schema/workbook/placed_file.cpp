#include "workbook/placed_file.h"

#include <algorithm>
#include <cstring>

namespace mahalla {

namespace {

constexpr std::size_t block_bytes = std::size_t{64} << 10U, passed_bytes = std::size_t{1} << 20U;

} // namespace

PlacedFile::PlacedFile(FileOpener opener, std::unique_ptr<DiskReader> reader)
    : opener_(std::move(opener)), reader_(std::move(reader)), size_(reader_->size())
{}

Result<PlacedFile> PlacedFile::open(FileOpener opener)
{
    MAHALLA_TRY(auto reader, opener());
    return PlacedFile(std::move(opener), std::move(reader));
}

Result<bool> PlacedFile::next_block(std::size_t bytes)
{
    block_begin_ += block_.size();
    block_.clear();
    MAHALLA_TRY(block_, reader_->read(bytes));
    return !block_.empty();
}

Result<std::size_t> PlacedFile::read(std::uint64_t place, std::uint8_t* target, std::size_t bytes)
{
    if (place < block_begin_) {
        MAHALLA_TRY(reader_, opener_());
        block_.clear();
        block_begin_ = 0;
    }
    std::size_t filled = 0;
    while (filled < bytes) {
        const std::uint64_t wanted = place + filled;
        if (wanted >= block_begin_ + block_.size()) {
            const bool is_far = wanted > block_begin_ + block_.size() + passed_bytes;
            MAHALLA_TRY(const bool is_more, next_block(is_far ? passed_bytes : block_bytes));
            if (!is_more) break;
            continue;
        }
        const auto begin = static_cast<std::size_t>(wanted - block_begin_);
        const std::size_t count = std::min(bytes - filled, block_.size() - begin);
        std::memcpy(target + filled, block_.data() + begin, count);
        filled += count;
    }
    return filled;
}

} // namespace mahalla
