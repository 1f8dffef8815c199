#include "shell/picture.h"

#include <stb/stb_image_write.h>

namespace mahalla {

Bytes to_png(const Picture& picture)
{
    Bytes bytes;
    const auto append = [](void* context, void* data, int size) {
        const auto* from = static_cast<const std::uint8_t*>(data);
        auto* to = static_cast<Bytes*>(context);
        to->insert(to->end(), from, from + size);
    };
    stbi_write_png_to_func(append, &bytes, picture.width, picture.height, 4, picture.pixels.data(), picture.width * 4);
    return bytes;
}

} // namespace mahalla
