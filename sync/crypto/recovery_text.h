#pragma once
#include "crypto/recovery_words.h"

namespace mahalla {

/// A secret as words that can be printed, read aloud and typed in again (recovery_words.h): each with its number, four
/// a line.
///
/// `secret` has 16 or 32 bytes.
Secret recovery_text_of(const Secret& secret, const WordList& list = WordList::of_no_language());

/// The secret of a recovery text, in whichever list it was printed: words as typed (white space, numbers, case and what
/// word_form.h leaves out do not matter), or the text of the sheet's QR code (scan_text.h).
///
/// Fails with `Invalid` where a word stands in no list (the message gives its number), the count is wrong, the checksum
/// does not hold, or a QR code is another one. recovery_hint.h says more of a mistyped text.
Result<Secret> secret_of_recovery_text(const Secret& text);
/// The same where one kind of sheet is wanted; fails with `Invalid`, saying so, where the text is of the other.
Result<Secret> secret_of_recovery_text(const Secret& text, RecoveryKind wanted);

/// The words of a typed text. Inside this library only.
struct TypedRecoveryText {
    /// In the list that knows most of the words; meaningless where a word is unknown or there are too many.
    RecoveryWords words;
    std::size_t typed = 0;
    std::optional<std::size_t> unknown; ///< The first word that is in no list, counted from 0.
    std::string_view unknown_word;      ///< Within the text.
};
TypedRecoveryText read_recovery_text(std::string_view text);

} // namespace mahalla
