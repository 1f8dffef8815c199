#include "command_line/request_code.h"

#include "base/text.h"
#include "command_line/scanned_file.h"
#include "crypto/scan_text.h"
#include "qr_code/qr_picture.h"

#include <ostream>

namespace mahalla {

namespace {

/// Large enough to be photographed from a screen.
constexpr int pixels_a_module = 8;

} // namespace

Result<void> show_request_code(const EnrolmentRequest& request, const std::string& picture, CommandContext& context)
{
    MAHALLA_TRY(const QrCode code, QrCode::of(scan_text_of_request(request.bytes()), QrCode::Repair::Medium));
    if (picture == "terminal") {
        context.out << terminal_text_of(code);
        return {};
    }
    const std::string ending = lower_ascii(std::filesystem::path(picture).extension().string());
    if (ending == ".svg") return context.write(picture, as_bytes(svg_of(code)));
    if (ending != ".png")
        return tl::unexpected(
            about(picture, {ErrorKind::Invalid, "A QR code is written as .png or .svg, or shown in the terminal."}));
    MAHALLA_TRY(const Bytes png, png_of(code, pixels_a_module));
    return context.write(picture, png);
}

Result<EnrolmentRequest> read_request(const std::string& file, CommandContext& context)
{
    MAHALLA_TRY(Bytes bytes, read_scanned(file, context));
    if (is_scan_text(as_text(bytes))) {
        auto request = request_of_scan_text(as_text(bytes));
        if (!request) return tl::unexpected(about(file, request.error()));
        bytes = std::move(*request);
    }
    return EnrolmentRequest::parse(bytes);
}

} // namespace mahalla
