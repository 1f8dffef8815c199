#pragma once
#include "command_line/command.h"
#include "fieldwork/passed_sums.h"
#include "store/vault.h"

#include <string>
#include <vector>

namespace mahalla {

/// `--sums FILE` and `--sender DIGITS`: results of what other offices passed on to this vault, in place of those of its
/// own records.
struct SumsOption {
    std::vector<std::string> files;
    std::vector<std::string> senders;

    /// `--sums` goes to `ways`, one of the ways that `command` finds its results.
    void add_to(CLI::App& command, CLI::App& ways);
    bool is_given() const { return !files.empty(); }
    /// Opens all and adds them up. Each sender's digits are compared: with those of `--sender` in a script, else the
    /// person is asked. Fails with `Refused` where they are others, and as `open_sums` and `merged_sums` do.
    Result<PassedSums> read(const Vault& vault, CommandContext& context) const;
};

} // namespace mahalla
