#pragma once
#include "command_line/passphrase_input.h"
#include "store/project.h"

namespace mahalla {

/// `--project DIR` and `--passphrase-file FILE`, which subcommands of headquarters take.
struct ProjectOption {
    std::string folder;
    PassphraseOption passphrase;

    void add_to(CLI::App& command);
    Result<Project> open(CommandContext& context) const;
};

} // namespace mahalla
