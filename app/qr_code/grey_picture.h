#pragma once
#include "base/bytes.h"
#include "base/result.h"

namespace mahalla {

/// A picture in shades of grey, from a file that anybody may have made. Wiped at the end: it may show a recovery sheet.
struct GreyPicture {
    static constexpr std::uint64_t file_bytes_max = std::uint64_t{32} << 20U;
    static constexpr std::uint64_t pixels_max = 64'000'000;

    int width = 0, height = 0;
    Bytes shades; ///< Row after row; 0 is black.

    /// Reads PNG or JPEG. Fails with `Invalid` where it is neither, damaged, or has more pixels than are read.
    static Result<GreyPicture> read(ByteView file);
    GreyPicture(GreyPicture&&) = default;
    GreyPicture& operator=(GreyPicture&&) = default;
    GreyPicture(const GreyPicture&) = delete;
    GreyPicture& operator=(const GreyPicture&) = delete;
    ~GreyPicture();

private:
    GreyPicture() = default;
    static Result<GreyPicture> of_size(std::uint64_t width, std::uint64_t height);
    static Result<GreyPicture> read_png(ByteView file);
    static Result<GreyPicture> read_jpeg(ByteView file);
};

} // namespace mahalla
