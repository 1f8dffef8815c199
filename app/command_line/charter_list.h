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

/// Makes `command` one that prints what `entries_of` makes of a project's charter, with `--json` a document a line;
/// nothing where no charter is here yet.
void make_charter_list(CLI::App& command, CommandContext& context,
                       const std::function<std::vector<CharterEntry>(const CharterContent&)>& entries_of);

} // namespace mahalla
