#include "command_line/erasures_told.h"

namespace mahalla {

std::string to_line(const ResidueReport& report)
{
    return "verified: " + std::to_string(report.files) + " files scanned, nothing left";
}

void tell_erasures(Vault& vault, CommandContext& context)
{
    if (!vault.has_unverified_erasures()) return;
    if (const auto verified = vault.verify_erasures(); !verified) context.fail(verified.error());
}

} // namespace mahalla
