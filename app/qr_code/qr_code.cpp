#include "qr_code/qr_code.h"

#include <qrencode.h>

#include <cstring>
#include <memory>

namespace mahalla {

namespace {

/// What is handed to the encoder: ends in a zero byte, and is wiped.
struct ZeroEnded {
    explicit ZeroEnded(std::string_view text) : bytes(text.size() + 1)
    {
        std::memcpy(bytes.data(), text.data(), text.size());
    }
    ZeroEnded(const ZeroEnded&) = delete;
    ZeroEnded& operator=(const ZeroEnded&) = delete;
    ~ZeroEnded() { explicit_bzero(bytes.data(), bytes.size()); }
    std::vector<char> bytes;
};

} // namespace

Result<QrCode> QrCode::of(std::string_view text, Repair repair)
{
    const ZeroEnded ended(text);
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
        QRcode_encodeString(ended.bytes.data(), 0, repair == Repair::High ? QR_ECLEVEL_Q : QR_ECLEVEL_M, QR_MODE_8, 1),
        &QRcode_free);
    if (!made) return failure(ErrorKind::Invalid, "The text does not fit into a QR code.");
    QrCode code;
    code.side_ = made->width;
    const auto count = static_cast<std::size_t>(made->width) * static_cast<std::size_t>(made->width);
    code.modules_.resize(count);
    for (std::size_t i = 0; i < count; ++i) code.modules_[i] = made->data[i] & 1U;
    explicit_bzero(made->data, count);
    return code;
}

QrCode::~QrCode() { explicit_bzero(modules_.data(), modules_.size()); }

bool QrCode::is_dark(int column, int row) const
{
    if (column < 0 || row < 0 || column >= side_ || row >= side_) return false;
    return modules_[static_cast<std::size_t>(row) * static_cast<std::size_t>(side_) +
                    static_cast<std::size_t>(column)] != 0;
}

} // namespace mahalla
