#pragma once
#include "crypto/secret.h"

namespace mahalla {

/// A secret as words (syllable_words.h) that can be printed, read aloud and typed in again: 16 bytes give 12 words, the
/// last 16 bits a checksum; 32 bytes give 24 words, the last 32 bits a checksum. Four words a line, lines numbered.
///
/// `secret` has 16 or 32 bytes.
Secret recovery_text_of(const Secret& secret);

/// The secret of a recovery text; white space, line numbers and case do not matter. Fails with `Invalid` where a word
/// is none of ours (the message gives its number), the count is wrong, or the checksum does not hold.
Result<Secret> secret_of_recovery_text(const Secret& text);

} // namespace mahalla
