#include "qr_code/qr_picture.h"

#include "base/check.h"

#include <png.h>

namespace mahalla {

Result<Bytes> png_of(const QrCode& code, int pixels)
{
    MAHALLA_CHECK(pixels >= 1 && pixels <= 64);
    const int side = (code.side() + 2 * QrCode::quiet_modules) * pixels;
    Bytes grey(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 255);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            if (code.is_dark(x / pixels - QrCode::quiet_modules, y / pixels - QrCode::quiet_modules))
                grey[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) + static_cast<std::size_t>(x)] = 0;

    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = image.height = static_cast<png_uint_32>(side);
    image.format = PNG_FORMAT_GRAY;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    Bytes png(size);
    if (png_image_write_to_memory(&image, png.data(), &size, 0, grey.data(), 0, nullptr) == 0)
        return failure(ErrorKind::Unavailable, "There is not enough free memory for the picture.");
    png.resize(size);
    return png;
}

std::string svg_of(const QrCode& code)
{
    const std::string side = std::to_string(code.side() + 2 * QrCode::quiet_modules);
    std::string svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
        "\" shape-rendering=\"crispEdges\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<path d=\"";
    for (int row = 0; row < code.side(); ++row) {
        for (int column = 0; column < code.side(); ++column) {
            if (!code.is_dark(column, row)) continue;
            int length = 1;
            while (code.is_dark(column + length, row)) ++length;
            svg += "M" + std::to_string(column + QrCode::quiet_modules) + " " +
                   std::to_string(row + QrCode::quiet_modules) + "h" + std::to_string(length) + "v1h-" +
                   std::to_string(length) + "z";
            column += length;
        }
    }
    return svg + "\"/>\n</svg>\n";
}

std::string terminal_text_of(const QrCode& code)
{
    std::string text;
    for (int row = -QrCode::quiet_modules; row < code.side() + QrCode::quiet_modules; row += 2) {
        text += "\x1b[38;5;16;48;5;231m";
        for (int column = -QrCode::quiet_modules; column < code.side() + QrCode::quiet_modules; ++column) {
            const bool upper = code.is_dark(column, row), lower = code.is_dark(column, row + 1);
            text += upper ? lower ? "█" : "▀" : lower ? "▄" : " ";
        }
        text += "\x1b[0m\n";
    }
    return text;
}

} // namespace mahalla
