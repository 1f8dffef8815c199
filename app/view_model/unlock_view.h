#pragma once
#include "base/result.h"
#include "view_model/travel_view.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// A language the program speaks, in its own words.
struct LanguageChoice {
    std::string code;
    std::string name;
};

/// A backup on a stick is to take the place of a vault that is not here, or is damaged.
struct RestoringView {
    bool is_chosen = false;
    FilesView backups;
    bool is_no_backup = false; ///< What was chosen is none, or is damaged.
};

/// The first screen. It says nothing about the project, for anybody may stand before it.
struct UnlockView {
    bool vault_exists = true;
    bool working = false;             ///< Argon2id is running.
    std::optional<ErrorKind> problem; ///< Of the last attempt.
    bool own_words = false;           ///< While making a vault: not those that were drawn.
    bool recovering = false;          ///< Nobody remembers the passphrase.
    bool sheet_mistyped = false;      ///< A word of the sheet is wrong,
    std::size_t mistyped_word = 0;    ///< this one, from 1, where that is known.
    bool sheet_refused = false;       ///< The words are whole, but of another sheet.
    bool is_travelling = false;       ///< The passphrase alone opens nothing.
    bool answer_refused = false;      ///< The passphrase, or the answer; nobody is told which.
    TravellingView travelling;
    RestoringView restoring;
    bool can_bring_back = false;     ///< The vault is damaged: a copy beside it may be whole.
    bool no_copy = false;            ///< None was.
    bool passphrases_differ = false; ///< While making a vault.
    std::string recovery_code;       ///< Shown once, after a vault was made.
    std::vector<LanguageChoice> languages;
    std::string language;
};

} // namespace mahalla
