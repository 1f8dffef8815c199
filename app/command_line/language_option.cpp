#include "command_line/language_option.h"

#include <CLI/CLI.hpp>
#include <cstdlib>

namespace mahalla {

void LanguageOption::add_to(CLI::App& command)
{
    command
        .add_option("--language", named,
                    "Of generated words and printed sheets: en, fr, es or ar (default: the machine's)")
        ->type_name("CODE");
}

std::string LanguageOption::code() const
{
    if (!named.empty()) return named;
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        const std::string text = value;
        const std::string code = text.substr(0, text.find_first_of("_.@"));
        return code == "C" || code == "POSIX" ? "en" : code;
    }
    return "en";
}

} // namespace mahalla
