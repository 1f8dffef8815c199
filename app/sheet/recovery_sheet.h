#pragma once
#include "crypto/recovery_words.h"

#include <string>

namespace mahalla {

/// What a recovery sheet says, whatever it looks like.
struct RecoverySheet {
    /// 16 bytes: a vault's recovery code; 32 bytes: a project's escrow key.
    const Secret& secret;
    /// What the words are taken from; the language of the sheet is the catalogue's.
    const WordList& words;
    /// The project's name; empty for a vault that is in none yet.
    std::string project;
    /// What tells this project from others (`Charter::fingerprint`), or this vault (the beginning of its device's id).
    std::string digits;

    RecoveryKind kind() const { return secret.size() == 16 ? RecoveryKind::VaultCode : RecoveryKind::EscrowKey; }
};

} // namespace mahalla
