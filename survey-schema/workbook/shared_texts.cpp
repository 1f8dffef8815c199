#include "workbook/shared_texts.h"

#include "base/check.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <zlib.h>

namespace mahalla {

namespace {

constexpr std::size_t block_bytes = std::size_t{64} << 10U;
constexpr std::size_t open_bytes_max = std::size_t{24} << 20U;

} // namespace

Result<void> SharedTexts::add(std::string_view text)
{
    last_.text += text;
    last_.ends.push_back(static_cast<std::uint32_t>(last_.text.size()));
    ++size_;
    return last_.bytes() < block_bytes ? Result<void>() : pack();
}

/// A block is its ends, then its texts, for lengths of one kind of text repeat each other.
Result<void> SharedTexts::pack()
{
    // Lengths rather than places: they are small numbers, and often the same.
    std::vector<std::uint32_t> lengths(last_.ends.size());
    std::adjacent_difference(last_.ends.begin(), last_.ends.end(), lengths.begin());
    Bytes plain(lengths.size() * sizeof(std::uint32_t) + last_.text.size());
    std::memcpy(plain.data(), lengths.data(), lengths.size() * sizeof(std::uint32_t));
    std::memcpy(plain.data() + lengths.size() * sizeof(std::uint32_t), last_.text.data(), last_.text.size());

    uLongf packed_bytes = compressBound(static_cast<uLong>(plain.size()));
    Bytes packed(packed_bytes);
    MAHALLA_CHECK(
        compress2(packed.data(), &packed_bytes, plain.data(), static_cast<uLong>(plain.size()), Z_BEST_SPEED) == Z_OK);
    PackedBlock block{size_ - lengths.size(),
                      lengths.size(),
                      plain.size(),
                      {packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(packed_bytes)}};
    kept_bytes_ += block.packed.size();
    if (kept_bytes_ > kept_bytes_max_)
        return failure(ErrorKind::Invalid, "The workbook has more different texts than can be held at once; save each "
                                           "of its sheets as CSV (UTF-8), which is read row by row.");
    blocks_.push_back(std::move(block));
    last_.text.clear();
    last_.ends.clear();
    return {};
}

const SharedTexts::OpenBlock& SharedTexts::opened(std::size_t place)
{
    const auto found =
        std::find_if(open_.begin(), open_.end(), [&](const OpenBlock& block) { return block.place == place; });
    if (found != open_.end()) {
        open_.splice(open_.begin(), open_, found);
        return open_.front();
    }
    const PackedBlock& block = blocks_[place];
    Bytes plain(block.unpacked_bytes);
    uLongf plain_bytes = static_cast<uLongf>(plain.size());
    MAHALLA_CHECK(
        uncompress(plain.data(), &plain_bytes, block.packed.data(), static_cast<uLong>(block.packed.size())) == Z_OK &&
        plain_bytes == plain.size());
    OpenBlock open;
    open.place = place;
    open.ends.resize(block.count);
    std::memcpy(open.ends.data(), plain.data(), block.count * sizeof(std::uint32_t));
    std::partial_sum(open.ends.begin(), open.ends.end(), open.ends.begin());
    open.text = as_text(ByteView(plain).subspan(block.count * sizeof(std::uint32_t)));
    open_bytes_ += open.bytes();
    open_.push_front(std::move(open));
    while (open_bytes_ > open_bytes_max && open_.size() > 1) {
        open_bytes_ -= open_.back().bytes();
        open_.pop_back();
    }
    return open_.front();
}

std::string_view SharedTexts::at(std::size_t number)
{
    if (number >= size_) return {};
    const auto behind =
        std::upper_bound(blocks_.begin(), blocks_.end(), number,
                         [](std::size_t wanted, const PackedBlock& block) { return wanted < block.first; });
    const bool is_packed = behind != blocks_.begin() && number < std::prev(behind)->first + std::prev(behind)->count;
    const std::size_t first = is_packed ? std::prev(behind)->first : size_ - last_.ends.size();
    const OpenBlock& block = is_packed ? opened(static_cast<std::size_t>(std::prev(behind) - blocks_.begin())) : last_;
    const std::size_t place = number - first;
    const std::size_t begin = place == 0 ? 0 : block.ends[place - 1];
    return std::string_view(block.text).substr(begin, block.ends[place] - begin);
}

} // namespace mahalla
