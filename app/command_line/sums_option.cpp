#include "command_line/sums_option.h"

#include "command_line/agreement.h"
#include "fieldwork/sums_maker.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace mahalla {

void SumsOption::add_to(CLI::App& command, CLI::App& ways)
{
    ways.add_option("--sums", files, "What other offices passed on, in place of this vault's records (several times)")
        ->type_name("FILE");
    command.add_option("--sender", senders, "The digits of a sender as read aloud, for scripts (several times)")
        ->type_name("DIGITS");
}

Result<PassedSums> SumsOption::read(const Vault& vault, CommandContext& context) const
{
    std::vector<OpenedSums> offices;
    for (const std::string& file : files) {
        MAHALLA_TRY(const Bytes bytes, context.read(file, passed_sums_bytes_max));
        auto opened = open_sums(bytes, vault.box_keys());
        if (!opened) return tl::unexpected(about(file, opened.error()));
        const std::string digits = opened->fingerprint();
        const bool is_known = std::find(senders.begin(), senders.end(), digits) != senders.end();
        if (!is_known && !senders.empty())
            return failure(ErrorKind::Refused, file + ": The digits of its sender are none of those given.");
        if (!is_known && !says_yes(file + " was made on " + opened->sums.made + ". The sender's digits:  " + digits +
                                       "\nAre they those that the sender reads aloud?",
                                   context))
            return failure(ErrorKind::Refused, "Nothing was added up.");
        offices.push_back(*std::move(opened));
    }
    return merged_sums(offices);
}

} // namespace mahalla
