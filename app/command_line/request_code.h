#pragma once
#include "command_line/command.h"
#include "crypto/certificate.h"

namespace mahalla {

/// Shows an enrolment request as a QR code: in a .png or .svg file, or on standard output where `picture` is
/// "terminal". Fails with `Invalid` for another ending.
Result<void> show_request_code(const EnrolmentRequest& request, const std::string& picture, CommandContext& context);

/// The request in a file: as the laptop wrote it, as the text of its QR code, or as a picture of it (PNG, JPEG). Fails
/// as `EnrolmentRequest::parse` and `read_qr_code` do.
Result<EnrolmentRequest> read_request(const std::string& file, CommandContext& context);

} // namespace mahalla
