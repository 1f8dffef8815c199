#include "desk/desk_start.h"

#include <CLI/CLI.hpp>
#include <cstdlib>

namespace mahalla {

namespace {

std::string variable(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

std::filesystem::path default_vault()
{
    if (const std::string data = variable("XDG_DATA_HOME"); !data.empty())
        return std::filesystem::path(data) / "mahalla" / "vault";
    const std::string home = variable("HOME");
    return std::filesystem::path(home.empty() ? "." : home) / ".local" / "share" / "mahalla" / "vault";
}

/// "ar" of "ar_EG.UTF-8"; English where the machine says nothing.
std::string machine_language()
{
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const std::string value = variable(name);
        if (value.empty()) continue;
        const std::string code = value.substr(0, value.find_first_of("_.@"));
        return code == "C" || code == "POSIX" ? "en" : code;
    }
    return "en";
}

} // namespace

DeskStartReading read_desk_start(int argument_count, char** arguments)
{
    CLI::App program("Mahalla: interviews, bundles and results on one laptop, sealed", "mahalla-desk");
    std::string vault, renderer = "auto", theme = "light";
    DeskStart start;
    start.language = machine_language();
    program.add_option("--vault", vault, "Folder of the vault (default: the platform's data folder)")->type_name("DIR");
    program.add_option("--renderer", renderer, "How windows are drawn")
        ->check(CLI::IsMember({"auto", "gl", "software"}))
        ->capture_default_str();
    program.add_option("--language", start.language, "Of the program, such as en, fr or ar")->type_name("CODE");
    program.add_option("--text-size", start.text_size, "1 to 2.5")->check(CLI::Range(1.0, 2.5))->capture_default_str();
    program.add_option("--theme", theme, "Colours")
        ->check(CLI::IsMember({"light", "dark", "daylight"}))
        ->capture_default_str();
    try {
        program.parse(argument_count, arguments);
    } catch (const CLI::ParseError& error) {
        return {std::nullopt, program.exit(error) == 0 ? 0 : 2};
    }
    start.vault = vault.empty() ? default_vault() : std::filesystem::path(vault);
    start.renderer = *renderer_from_name(renderer);
    start.theme = theme == "dark" ? ui::Theme::Dark : theme == "daylight" ? ui::Theme::Daylight : ui::Theme::Light;
    return {start, 0};
}

} // namespace mahalla
