#pragma once
#include "command_line/command.h"
#include "crypto/secret.h"
#include "crypto/word_list.h"

#include <string>

namespace mahalla {

/// Where a passphrase comes from: a file named on the command line, else the terminal, without echo. Never an argument:
/// arguments are seen by every user of the machine and kept in the shell's history.
struct PassphraseOption {
    std::string file;

    /// Adds `--passphrase-file FILE` to a subcommand.
    void add_to(CLI::App& command, const std::string& name = "--passphrase-file");
};

/// The first line of the file, or what was typed, in the form that keyboards share (text/passphrase_form.h). Fails with
/// `Invalid` where it is empty, `NotFound` where the file is not there, and with `Unavailable` where there is neither a
/// file nor a terminal.
Result<Secret> read_passphrase(const PassphraseOption& option, CommandContext& context, const char* prompt);
/// As above; at a terminal it is typed twice, and an empty answer takes six words of `list`, which are shown once.
Result<Secret> read_new_passphrase(const PassphraseOption& option, const WordList& list, CommandContext& context);
/// What is typed at the terminal, without echo, as it is. Where there is none, `Unavailable`, naming the option to use.
Result<Secret> read_secret_line(CommandContext& context, const char* prompt, const char* option_instead);

} // namespace mahalla
