#pragma once
#include "command_line/command.h"
#include "crypto/recovery_words.h"

#include <string>

namespace mahalla {

/// What a recovery sheet says, brought back: a file with the words as typed, or with the text of the QR code as a
/// scanner types it; a picture of the QR code; else what is typed at the terminal, without echo. Never an argument.
struct RecoveryInput {
    std::string sheet, picture;

    /// Adds `--sheet FILE` and `--scan PICTURE`.
    void add_to(CLI::App& command);
    /// The text, not yet believed.
    Result<Secret> read(CommandContext& context) const;
};

/// Tells the person on standard error which word to look at, where a typed text has one mistake.
void tell_mistyped_word(const Secret& text, CommandContext& context);

} // namespace mahalla
