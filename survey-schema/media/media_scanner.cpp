#include "media/media_scanner.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t buffer_bytes = std::size_t{64} << 10U;

} // namespace

Error MediaScanner::error() const
{
    return failure_.value_or(Error{ErrorKind::Invalid, "The file is damaged or ends too early. Make it anew."});
}

bool MediaScanner::fill()
{
    if (!ok_) return false;
    if (at_ < buffer_.size()) return true;
    auto read = left() == 0 ? Result<Bytes>(Bytes()) : file_.read(buffer_bytes);
    if (!read) failure_ = read.error();
    ok_ = read && !read->empty() && read->size() <= left();
    if (!ok_) return false;
    buffer_ = *std::move(read);
    at_ = 0;
    return true;
}

std::uint8_t MediaScanner::u8()
{
    if (!fill()) return 0;
    ++position_;
    return buffer_[at_++];
}

std::uint64_t MediaScanner::big_endian(int count)
{
    std::uint64_t value = 0;
    for (int i = 0; i < count; ++i) value = value << 8U | u8();
    return ok_ ? value : 0;
}

std::uint32_t MediaScanner::u32_little_endian()
{
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < 32; shift += 8) value |= static_cast<std::uint32_t>(u8()) << shift;
    return ok_ ? value : 0;
}

Bytes MediaScanner::take(std::size_t count)
{
    Bytes bytes;
    if (count > left()) ok_ = false;
    while (bytes.size() < count && fill()) {
        const std::size_t part = std::min(count - bytes.size(), buffer_.size() - at_);
        const auto begin = buffer_.begin() + static_cast<std::ptrdiff_t>(at_);
        bytes.insert(bytes.end(), begin, begin + static_cast<std::ptrdiff_t>(part));
        at_ += part;
        position_ += part;
    }
    return ok_ ? bytes : Bytes();
}

void MediaScanner::skip(std::uint64_t count)
{
    if (count > left()) ok_ = false;
    while (count > 0 && fill()) {
        const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(count, buffer_.size() - at_));
        at_ += part;
        position_ += part;
        count -= part;
    }
}

} // namespace mahalla
