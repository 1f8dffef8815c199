#pragma once
#include "fieldwork/interview.h"

#include <string_view>

namespace mahalla {

constexpr std::uint64_t interview_script_bytes_max = 16u << 20;

enum class ScriptEnding { Draft, Finalise };

/// Plays the steps of a scripted interview (JSON lines: answer, add_repeat, remove_repeat, set_language, undo, redo,
/// finalize; "state", "validate" and other steps that only look are passed over) into an interview of a vault: each
/// step is on the disk when the next one begins. A finalize ends the script; the caller finalises.
///
/// Fails with `Invalid`, naming the line, at the first step that cannot be done; what came before is kept. No answer
/// stands in the message.
Result<ScriptEnding> play_script(Interview& interview, std::string_view lines);

} // namespace mahalla
