#include "media/exif_orientation.h"

namespace mahalla {

namespace {

constexpr std::uint16_t orientation_tag = 0x0112;
constexpr std::uint16_t short_type = 3;
constexpr std::uint8_t upright = 1;
constexpr std::size_t entry_bytes = 12;

/// A number of a TIFF structure, whose first bytes say which end comes first; 0 outside of it.
class TiffNumbers {
public:
    explicit TiffNumbers(ByteView tiff) : tiff_(tiff), is_little_endian_(!tiff.empty() && tiff[0] == 'I') {}

    std::uint32_t number(std::size_t at, std::size_t bytes) const
    {
        if (at > tiff_.size() || bytes > tiff_.size() - at) return 0;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i)
            value = value << 8U | tiff_[is_little_endian_ ? at + bytes - 1 - i : at + i];
        return value;
    }

private:
    ByteView tiff_;
    bool is_little_endian_;
};

} // namespace

std::uint8_t exif_orientation_of(ByteView tiff)
{
    const TiffNumbers numbers(tiff);
    if (numbers.number(2, 2) != 42) return upright;
    const std::size_t directory = numbers.number(4, 4);
    const std::size_t count = numbers.number(directory, 2);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t entry = directory + 2 + i * entry_bytes;
        if (entry + entry_bytes > tiff.size()) break;
        if (numbers.number(entry, 2) != orientation_tag || numbers.number(entry + 2, 2) != short_type) continue;
        const std::uint32_t value = numbers.number(entry + 8, 2);
        return value >= 1 && value <= 8 ? static_cast<std::uint8_t>(value) : upright;
    }
    return upright;
}

Bytes exif_of_orientation(std::uint8_t orientation)
{
    return {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0};
}

} // namespace mahalla
