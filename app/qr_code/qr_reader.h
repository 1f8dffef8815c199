#pragma once
#include "qr_code/grey_picture.h"

namespace mahalla {

/// The text of the QR code in a PNG or JPEG picture: a screenshot, a scan, a photograph, turned any way.
///
/// The caller wipes what it gets, where it is a secret. Fails with `Invalid` where it is no such picture, it shows no
/// QR code that can be read, or several of different texts. Safe on hostile files: decoding needs memory for the pixels
/// and little more.
Result<Bytes> read_qr_code(ByteView picture);
/// The same where the picture is at hand.
Result<Bytes> read_qr_code(const GreyPicture& picture);

} // namespace mahalla
