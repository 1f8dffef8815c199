#pragma once
#include "shell/shell.h"

#include <filesystem>
#include <optional>
#include <string>

namespace mahalla {

/// What the command line of `mahalla-desk` says.
struct DeskStart {
    std::filesystem::path vault;
    RendererChoice renderer = RendererChoice::Auto;
    std::string language; ///< A code; the machine's where none was given.
    float text_size = 1;
    ui::Theme theme = ui::Theme::Light;
};

/// Reads the options. Where there is nothing to start (`--help`, a mistake), gives the exit code; what there is to say
/// has been printed.
struct DeskStartReading {
    std::optional<DeskStart> start;
    int exit_code = 0;
};
DeskStartReading read_desk_start(int argument_count, char** arguments);

} // namespace mahalla
