#pragma once
#include "command_line/command.h"
#include "session/form_program.h"
#include "session/session_environment.h"

#include <string>

namespace mahalla {

/// Reads from the folder `media` the files that a form's expressions name, and `last-saved.xml`, the last record, where
/// the form asks for it. One that is missing is told and reads as empty; of the last record nothing is told, for there
/// may be none. Fails as the disk does, and with `Invalid`, naming the file, where one is not what its name says.
Result<void> add_media_files(const FormProgram& program, const std::string& media, CommandContext& context,
                             SessionEnvironment& environment);

} // namespace mahalla
