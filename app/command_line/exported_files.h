#pragma once
#include "command_line/command.h"
#include "interchange/record_csv.h"

#include <string>
#include <vector>

namespace mahalla {

/// Where an export goes: `-o`. Without it a single file goes to standard output; several need a folder, which is made
/// where it is not there. A single file goes into a folder that is there under its own name, else to `output` itself.
///
/// A name that came from a questionnaire leads nowhere else than into that folder. Fails with `Invalid` where several
/// files have no folder, and as the disk does. Prints the name of each file it wrote.
Result<void> write_exported_files(const std::vector<ExportedFile>& files, const std::string& output,
                                  CommandContext& context);

} // namespace mahalla
