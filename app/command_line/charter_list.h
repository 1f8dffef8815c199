#pragma once
#include "command_line/command.h"
#include "crypto/charter.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

namespace mahalla {

/// One of those whom a charter names, as `list` prints them.
struct CharterEntry {
    std::string json; ///< A document in one line.
    std::string line; ///< For people.
};

/// Adds the subcommand `list` to a group of `project`: prints what `entries_of` makes of the charter, or with `--json`
/// a document a line; nothing where no charter is here yet.
void add_charter_list(CLI::App& group, const std::string& description, CommandContext& context,
                      const std::function<std::vector<CharterEntry>(const CharterContent&)>& entries_of);

} // namespace mahalla
