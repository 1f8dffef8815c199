#include "qr_code/grey_picture.h"

#include <png.h>
#include <turbojpeg.h>

#include <array>
#include <cstring>
#include <memory>

namespace mahalla {

namespace {

constexpr std::array<std::uint8_t, 4> png_mark = {0x89, 'P', 'N', 'G'};
constexpr std::array<std::uint8_t, 3> jpeg_mark = {0xFF, 0xD8, 0xFF};

template <std::size_t N> bool begins_with(ByteView file, const std::array<std::uint8_t, N>& mark)
{
    return file.size() > N && std::memcmp(file.data(), mark.data(), N) == 0;
}

tl::unexpected<Error> damaged() { return failure(ErrorKind::Invalid, "The picture is damaged. Take it again."); }

} // namespace

GreyPicture::~GreyPicture() { explicit_bzero(shades.data(), shades.size()); }

Result<GreyPicture> GreyPicture::of_size(std::uint64_t width, std::uint64_t height)
{
    if (width == 0 || height == 0) return damaged();
    if (width > pixels_max || height > pixels_max || width * height > pixels_max)
        return failure(ErrorKind::Invalid, "The picture has more than 64 million pixels. Make it smaller.");
    GreyPicture picture;
    picture.width = static_cast<int>(width);
    picture.height = static_cast<int>(height);
    picture.shades.resize(width * height);
    return picture;
}

Result<GreyPicture> GreyPicture::read(ByteView file)
{
    if (begins_with(file, png_mark)) return read_png(file);
    if (begins_with(file, jpeg_mark)) return read_jpeg(file);
    return failure(ErrorKind::Invalid, "This is neither a PNG nor a JPEG picture.");
}

Result<GreyPicture> GreyPicture::read_png(ByteView file)
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0) return damaged();
    const std::unique_ptr<png_image, decltype(&png_image_free)> freed(&image, &png_image_free);
    MAHALLA_TRY(GreyPicture picture, of_size(image.width, image.height));
    image.format = PNG_FORMAT_GRAY;
    const png_color paper = {255, 255, 255};
    if (png_image_finish_read(&image, &paper, picture.shades.data(), 0, nullptr) == 0) return damaged();
    return picture;
}

Result<GreyPicture> GreyPicture::read_jpeg(ByteView file)
{
    const std::unique_ptr<void, decltype(&tjDestroy)> reader(tjInitDecompress(), &tjDestroy);
    if (!reader) return failure(ErrorKind::Unavailable, "There is not enough free memory for the picture.");
    int width = 0, height = 0, sampling = 0, colours = 0;
    const auto size = static_cast<unsigned long>(file.size());
    if (tjDecompressHeader3(reader.get(), file.data(), size, &width, &height, &sampling, &colours) != 0 || width <= 0 ||
        height <= 0)
        return damaged();
    MAHALLA_TRY(GreyPicture picture, of_size(static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(height)));
    // A file of a few bytes can ask for thousands of passes over the picture; a camera's has at most some ten.
    if (tjDecompress2(reader.get(), file.data(), size, picture.shades.data(), width, 0, height, TJPF_GRAY,
                      TJFLAG_LIMITSCANS) != 0 &&
        tjGetErrorCode(reader.get()) == TJERR_FATAL)
        return damaged();
    return picture;
}

} // namespace mahalla
