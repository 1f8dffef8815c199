#pragma once
#include "base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// A language the program speaks, in its own words.
struct LanguageChoice {
    std::string code;
    std::string name;
};

/// The first screen. It says nothing about the project, for anybody may stand before it.
struct UnlockView {
    bool vault_exists = true;
    bool working = false;             ///< Argon2id is running.
    std::optional<ErrorKind> problem; ///< Of the last attempt.
    bool can_bring_back = false;      ///< The vault is damaged: a copy beside it may be whole.
    bool no_copy = false;             ///< None was.
    bool passphrases_differ = false;  ///< While making a vault.
    std::string recovery_code;        ///< Shown once, after a vault was made.
    std::vector<LanguageChoice> languages;
    std::string language;
};

} // namespace mahalla
