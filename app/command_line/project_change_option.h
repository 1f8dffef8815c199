#pragma once
#include "command_line/project_option.h"

namespace mahalla {

/// Writes what other administrators and laptops are to be handed (`Project::for_the_others`).
Result<void> write_for_the_others(const Project& project, const std::filesystem::path& file, CommandContext& context);

/// `--project`, `--passphrase-file` and `-o FILE` of subcommands that change the charter.
struct ProjectChangeOption : ProjectOption {
    std::string output;

    enum class Say { Everything, OnlyWhatWaits };

    void add_to(CLI::App& command);
    /// Says what has become of the change: `charter version N`, or `proposal for charter version N: 1 of 2 signatures`.
    /// A proposal is written to the file of `-o`, else into the project's folder; a charter only to the file of `-o`.
    void hand_on(const Project& project, CommandContext& context, Say say = Say::Everything) const;
};

} // namespace mahalla
