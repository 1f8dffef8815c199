#pragma once
#include "command_line/command.h"

namespace mahalla {

/// Two people read the digits `shown` to each other; a script names them in `given` (--fingerprint). False, with exit
/// code 3, where they are not the same on both sides.
bool fingerprint_agreed(const std::string& shown, const std::string& given, CommandContext& context);

/// Asks on standard error and reads one line: whether it is "yes".
bool says_yes(const std::string& question, CommandContext& context);

/// Asks on standard error and reads one line; `is_given` (--yes) answers for a script. False, with exit code 3, for
/// anything but "yes".
bool agreed(const std::string& question, bool is_given, CommandContext& context);

} // namespace mahalla
