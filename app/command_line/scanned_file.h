#pragma once
#include "command_line/command.h"

namespace mahalla {

/// What lies in a small file that another laptop wrote; of a picture (PNG, JPEG) the text of the QR code in it.
///
/// Fails with `Invalid` where a picture shows no code, or one that is none of Mahalla's (scan_text.h).
Result<Bytes> read_scanned(const std::string& file, CommandContext& context);

} // namespace mahalla
