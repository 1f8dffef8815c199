#pragma once
#include "base/bytes.h"
#include "qr_code/qr_code.h"

#include <string>

namespace mahalla {

/// A QR code as a file or on a screen, with its quiet zone.

/// Grey, `pixels` a module (1 to 64). Fails with `Unavailable` where there is not enough memory.
Result<Bytes> png_of(const QrCode& code, int pixels);
std::string svg_of(const QrCode& code);
/// Lines of half blocks with colours of their own, so that it is dark on light in every terminal.
std::string terminal_text_of(const QrCode& code);

} // namespace mahalla
