#include "command_line/scanned_file.h"

#include "crypto/scan_text.h"
#include "qr_code/grey_picture.h"
#include "qr_code/qr_reader.h"

namespace mahalla {

namespace {

/// Our own files begin with letters; a picture with the marks of PNG and JPEG.
bool is_picture(ByteView file) { return !file.empty() && (file[0] == 0x89 || file[0] == 0xFF); }

} // namespace

Result<Bytes> read_scanned(const std::string& file, CommandContext& context)
{
    MAHALLA_TRY(Bytes bytes, context.read(file, GreyPicture::file_bytes_max));
    if (!is_picture(bytes)) return bytes;
    auto text = read_qr_code(bytes);
    if (!text) return tl::unexpected(about(file, text.error()));
    if (!is_scan_text(as_text(*text)))
        return tl::unexpected(about(file, {ErrorKind::Invalid, "This QR code is none of Mahalla's. Scan the one that "
                                                               "the laptop shows."}));
    return text;
}

} // namespace mahalla
