#pragma once
#include "base/bytes.h"

#include <cstdint>
#include <vector>

namespace mahalla {

/// Pixels, row by row from the top; red in the lowest byte, alpha in the highest.
struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint32_t> pixels;

    bool operator==(const Picture&) const = default;
};

/// The picture as a PNG file; nothing but pixels is in it.
Bytes to_png(const Picture& picture);

} // namespace mahalla
