#include "base/text.h"
#include "qr_code/grey_picture.h"
#include "qr_code/qr_picture.h"
#include "qr_code/qr_reader.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

Bytes png_with(std::string_view text, int pixels = 4)
{
    const auto code = QrCode::of(text, QrCode::Repair::Medium);
    REQUIRE(code);
    const auto png = png_of(*code, pixels);
    REQUIRE(png);
    return *png;
}

std::string read_from(ByteView picture)
{
    const auto text = read_qr_code(picture);
    return text ? std::string(as_text(*text)) : text.error().message;
}

/// A JPEG's beginning, which says that it has this many pixels, in one pass.
Bytes jpeg_head(std::uint16_t width, std::uint16_t height)
{
    Bytes bytes = {0xFF, 0xD8, 0xFF, 0xC0, 0x00, 0x0B, 0x08};
    for (const unsigned number : {unsigned{height}, unsigned{width}}) {
        bytes.push_back(static_cast<std::uint8_t>(number >> 8U));
        bytes.push_back(static_cast<std::uint8_t>(number & 255U));
    }
    const Bytes scan = {0x01, 0x01, 0x11, 0x00, 0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3F, 0x00, 0xFF, 0xD9};
    bytes.insert(bytes.end(), scan.begin(), scan.end());
    return bytes;
}

} // namespace

TEST_CASE("what was made a QR code is read from its picture, by a reader of other hands than the maker")
{
    for (const std::string& text :
         {std::string("MAHALLA1V234567"), std::string("x"), std::string("مرحبا"), std::string(700, 'A')})
        CHECK(read_from(png_with(text)) == text);
}

TEST_CASE("a code with a stain on it is read, one that is half covered is not")
{
    const std::string text = "MAHALLA1VAETEW4EVXLPQIKKOOOML3YQHFS26YMLD";
    const auto code = QrCode::of(text, QrCode::Repair::High);
    REQUIRE(code);
    CHECK(code->side() <= 33); // small modules are hard to photograph
    const auto stained = [&](int rows) {
        // A PNG drawn anew from the picture with some rows in its middle made white.
        auto picture = GreyPicture::read(*png_of(*code, 4));
        REQUIRE(picture);
        const int from = picture->height / 2, to = from + rows * 4;
        for (int y = from; y < to; ++y)
            for (int x = picture->width / 3; x < picture->width * 2 / 3; ++x)
                picture->shades[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture->width) +
                                static_cast<std::size_t>(x)] = 255;
        return read_qr_code(*picture);
    };
    const auto read = stained(3);
    REQUIRE(read);
    CHECK(as_text(*read) == text);
    CHECK_FALSE(stained(16));
}

TEST_CASE("capital letters and digits take less room than the same number of other letters")
{
    CHECK(QrCode::of(std::string(400, 'A'), QrCode::Repair::Medium)->side() <
          QrCode::of(std::string(400, 'a'), QrCode::Repair::Medium)->side());
}

TEST_CASE("a text that is empty or too long for a QR code is refused")
{
    CHECK(QrCode::of("", QrCode::Repair::High).error().kind == ErrorKind::Invalid);
    CHECK(QrCode::of(std::string(8000, 'A'), QrCode::Repair::High).error().kind == ErrorKind::Invalid);
}

TEST_CASE("a picture without a code, with two, or which is none is told from each other")
{
    CHECK(read_from(as_bytes("hello, this is text")).find("neither a PNG nor a JPEG") != std::string::npos);
    CHECK(read_from({}).find("neither a PNG nor a JPEG") != std::string::npos);
    Bytes png = png_with("MAHALLA1R");
    CHECK(read_from(ByteView(png).first(png.size() / 2)).find("damaged") != std::string::npos);
    CHECK(read_from(jpeg_head(16, 16)) != "");
}

TEST_CASE("a small file cannot ask for a large memory")
{
    CHECK(read_from(jpeg_head(65000, 65000)).find("million pixels") != std::string::npos);
}

TEST_CASE("a cut or altered picture gives the text that was in it, or none")
{
    const std::string right = "MAHALLA1VAETEW4EVXLPQIKKOOOML3YQHFS26YMLD";
    const Bytes png = png_with(right, 1);
    std::size_t refused = 0;
    const auto try_picture = [&](ByteView picture) {
        const auto text = read_qr_code(picture);
        if (text)
            CHECK(as_text(*text) == right);
        else
            ++refused;
    };
    for (std::size_t length = 0; length < png.size(); ++length) try_picture(ByteView(png).first(length));
    CHECK(refused > png.size() * 9 / 10); // without its last chunk a picture is whole
    for (std::size_t at = 0; at < png.size(); ++at) {
        Bytes changed = png;
        changed[at] ^= 0x10;
        try_picture(changed);
    }
}

TEST_CASE("a QR code in the terminal and as SVG has the same modules")
{
    const auto code = QrCode::of("MAHALLA1R", QrCode::Repair::Medium);
    REQUIRE(code);
    const std::string text = terminal_text_of(*code);
    const auto lines = split(text, '\n');
    CHECK(lines.size() == static_cast<std::size_t>(code->side() + 8 + 1) / 2 + 1);
    const std::string svg = svg_of(*code);
    // A finder pattern's upper edge: seven dark modules, four from the corner.
    CHECK(svg.find("M4 4h7v1h-7z") != std::string::npos);
    CHECK(svg.find("viewBox=\"0 0 " + std::to_string(code->side() + 8)) != std::string::npos);
}
