#pragma once
#include "crypto/charter.h"

#include <string>

namespace mahalla {

enum class ChangeKind : std::uint8_t { Added, Removed, Changed };
const char* name_of(ChangeKind kind);

/// One thing that a charter decides otherwise than the one before, for the person who is asked to sign it.
struct CharterChange {
    ChangeKind kind = ChangeKind::Changed;
    std::string subject; ///< "recipient", "questionnaire", "threshold", …
    std::string name;    ///< Its label, as the charter has it, made fit for one line of a terminal.
    std::string detail;  ///< What tells it from others of the same label, or "before → after".
    bool operator==(const CharterChange&) const = default;
};

/// The text, which comes from outside, fit for one line of a terminal: control characters and marks that turn the
/// direction of writing become `?`, so that no label can pretend to be another line.
std::string in_one_line(const std::string& text);

/// All that `next` decides otherwise than `held`, in the order of the charter; against nothing, all that it decides.
///
/// Complete: where two contents differ in anything but version, time and the hash of the one before, there is a change.
std::vector<CharterChange> changes_between(const CharterContent* held, const CharterContent& next);

} // namespace mahalla
