#pragma once
#include "command_line/command.h"
#include "store/vault.h"

namespace mahalla {

/// Looks whether what a command erased by the way (drafts that were finalised, keys that a reader's receipt made
/// needless) is gone from every file; where something is left, the command fails and says so.
void tell_erasures(Vault& vault, CommandContext& context);

/// "verified: 9 files scanned, nothing left".
std::string to_line(const ResidueReport& report);

} // namespace mahalla
