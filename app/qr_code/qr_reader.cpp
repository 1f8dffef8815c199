#include "qr_code/qr_reader.h"

#define ZX_USE_UTF8 1 // Result::text gives UTF-8
#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <cstring>
#include <exception>

namespace mahalla {

namespace {

/// Each text once, in the order found.
std::vector<std::string> texts_in(const GreyPicture& picture)
{
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode);
    hints.setTryHarder(true);
    hints.setTryRotate(true);
    hints.setTryDownscale(true);
    hints.setMaxNumberOfSymbols(4);
    std::vector<std::string> texts;
    const ZXing::ImageView view(picture.shades.data(), picture.width, picture.height, ZXing::ImageFormat::Lum);
    for (const auto& found : ZXing::ReadBarcodes(view, hints)) {
        std::string text = found.text();
        if (found.isValid() && std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
    }
    return texts;
}

} // namespace

Result<Bytes> read_qr_code(ByteView file)
{
    MAHALLA_TRY(const GreyPicture picture, GreyPicture::read(file));
    return read_qr_code(picture);
}

Result<Bytes> read_qr_code(const GreyPicture& picture)
{
    try {
        std::vector<std::string> texts = texts_in(picture);
        if (texts.empty())
            return failure(
                ErrorKind::Invalid,
                "There is no QR code in the picture that can be read. Take it straight from above, sharp and "
                "in even light.");
        Result<Bytes> text = to_bytes(texts.front());
        if (texts.size() > 1) text = failure(ErrorKind::Invalid, "The picture shows several QR codes. Show one alone.");
        for (std::string& found : texts) explicit_bzero(found.data(), found.size());
        return text;
    } catch (const std::exception&) {
        return failure(ErrorKind::Invalid, "The picture cannot be searched for a QR code.");
    }
}

} // namespace mahalla
