#pragma once
#include "fieldwork/interview.h"

#include <filesystem>
#include <string_view>
#include <vector>

namespace mahalla {

constexpr std::uint64_t interview_script_bytes_max = 16u << 20;

enum class ScriptEnding { Draft, Finalise };

/// Where the files of `attach` steps are.
struct ScriptFiles {
    Disk& disk;
    /// The folder of files that a step names without their content; empty for none.
    std::filesystem::path media;
};

/// What a script came to.
struct PlayedScript {
    ScriptEnding ending = ScriptEnding::Draft;
    /// Lines whose file was kept as it came: it is no picture, sound or film, and may say who made it.
    std::vector<int> files_as_they_came;
};

/// Plays the steps of a scripted interview (JSON lines: answer, attach, add_repeat, remove_repeat, set_language, undo,
/// redo, finalize; "state", "validate" and other steps that only look are passed over) into an interview of a vault:
/// each step is on the disk when the next one begins. A finalize ends the script; the caller finalises.
///
/// Fails with `Invalid`, naming the line, at the first step that cannot be done; what came before is kept. No answer
/// stands in the message.
Result<PlayedScript> play_script(Interview& interview, std::string_view lines, const ScriptFiles& files);

} // namespace mahalla
